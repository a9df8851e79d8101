"""Which sentences make an answer whole: the one that a rule found, and the neighbours that belong to it."""

import re

from bookwright.agents.extractive.candidate import Place
from bookwright.agents.extractive.reading import Sentence
from bookwright.agents.extractive.words import NARRATING, NARRATION

CONTINUES = re.compile(r"^(?:It|They|Its|Their) (?!(?:['’]s )?(?:important|possible|worth|useful|is possible|is important|follows))")
CUT = re.compile(
    r"…\.|\.\.\.\.|\bour \.|: \.|\b(?:in|see|of|and|to|from|with) \)|"
    r"\b(?:shown|seen|plotted|illustrated|depicted) in (?:was|were|is|are)\b|\b(?:in|see|of|from|to) [.,]|"
    r"\bas shown in \(|\. (?:provides|shows|summarizes|illustrates|lists|presents|depicts)\b"
)
CROSS_REFERENCE = re.compile(
    r"\b(?:see|refer to|described in|specified in|defined in|discussed in|listed in|given in|found in|provided in|as shown in) "
    r"(?:also |the )?(?:Sec\.|Section|Chapter|Appendix|Table|Figure|Listing|\[|next|following|previous)|"
    r"(?-i:, see [A-Z])|^Above,|\bin the “[^”]+” section|\b(?:see|check out|consult) (?:the|our|its|these|this|“)|"
    r"\bSec\. \d|\bChapter \d|\bListing \d",
    re.IGNORECASE,
)
STEPS = re.compile(NARRATING, re.IGNORECASE)
LONGEST = 75


def speaks_of_place(text: str) -> str:
    """The words by which the author speaks of the text itself or points elsewhere in it; empty if there are none."""
    lowered = text.lower()
    for phrase in NARRATION:
        found = re.search(rf"(?<![\w]){re.escape(phrase)}(?![\w])", lowered)
        if found:
            return text[found.start() : found.end()]
    match = CROSS_REFERENCE.search(text) or CUT.search(text) or STEPS.search(text)
    return match.group() if match else ""


def with_continuation(place: Place) -> tuple[Sentence, ...]:
    """The sentence, and the next one where it goes on about the same subject."""
    after = place.after
    if after is None or not CONTINUES.match(after.text) or speaks_of_place(after.text) or after.text.endswith((":", "?")):
        return (place.sentence,)
    if len(place.text.split()) + len(after.text.split()) > LONGEST:
        return (place.sentence,)
    return (place.sentence, after)


def with_antecedent(place: Place) -> tuple[Sentence, ...]:
    """The sentence before and the sentence; empty where nothing stands before it."""
    return (place.before, place.sentence) if place.before is not None else ()
