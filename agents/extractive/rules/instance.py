"""One of several: `One advantage of X is …` -> `What is one advantage of X?`, and the same of an example."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_continuation
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.nouns import is_clear, words_of
from bookwright.agents.extractive.rules.asking import points, without_lead
from bookwright.agents.extractive.words import AUXILIARIES, any_of, lexicon
from bookwright.agents.items import QuestionKind

SORTS = any_of(
    "way method means advantage disadvantage benefit drawback criticism limitation problem reason cause consequence effect result type "
    "form "
    "kind feature characteristic symptom sign goal aim purpose function use application theory explanation source component strategy "
    "technique approach challenge risk measure factor requirement task difference similarity strength weakness"
)
ONE = re.compile(
    rf"^(?:One|Another|A|An)(?: (?:common|major|main|important|key|possible|primary|basic|popular|other|additional|classic|"
    rf"typical|further))? "
    rf"(?P<sort>{SORTS}) (?P<of>(?:of|to|for|in|that|used) [^,;:()]{{4,70}}?) (?P<be>is|was) "
    r"(?!(?:also|not|often|usually|that of)\b).{20,}$"
)
SERVING = lexicon("way method means reason cause use application theory explanation strategy technique measure function")
"""What may be for something without being a part of what happens: `a factor for candidates` says nothing."""
EXAMPLE = re.compile(
    r"^(?:One|Another|An|A|The)(?: [\w\-]+)?(?: [\w\-]+)? example of (?P<of>[^,;:()]{4,60}?) "
    r"(?:is|was|would be|can be seen in|comes from|occurs) .{20,}$"
)


def instance(place: Place) -> Iterator[Candidate]:
    """The instance is asked for; the sentence answers."""
    text = without_lead(place.text)
    match = ONE.match(text)
    if match is not None and _has_end(match) and _is_plain(match["of"], place, verbal=match["of"].startswith(("to ", "that ", "used "))):
        question = asked(f"what {match['be']} one {match['sort']} {match['of']}")
        yield Candidate(question, QuestionKind.FACT, with_continuation(place), 0.74, "instance")
        return
    match = EXAMPLE.match(text)
    if match is not None and _is_plain(match["of"], place):
        yield Candidate(asked(f"what is an example of {match['of']}"), QuestionKind.FACT, with_continuation(place), 0.74, "instance")


def _has_end(match: re.Match[str]) -> bool:
    """Whether what it is for is its end: `a method for …`."""
    return not match["of"].startswith("for ") or match["sort"] in SERVING


def _is_plain(words: str, place: Place, *, verbal: bool = False) -> bool:
    """Whether what it is one of is clear by itself."""
    bare = words.partition(" ")[2] if verbal or words.startswith(("of ", "for ", "in ")) else words
    if points(words) or not bare or (not verbal and any(word in AUXILIARIES for word in words_of(bare))):
        return False
    return len(words_of(bare)) >= 2 if verbal else is_clear(bare, place.setting.known)
