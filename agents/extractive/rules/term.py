"""How something is called: `This process is called allocating`, `Adding data is called pushing onto the stack`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_antecedent
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.nouns import is_clear, is_name, without_article, words_of
from bookwright.agents.extractive.rules.asking import without_lead
from bookwright.agents.items import QuestionKind

NAMED = r"(?:called|known as|referred to as|termed)"
POINTING = re.compile(
    rf"^(?:This|These|That|It)(?: [\w\-]+){{0,3}} (?:is|are) (?:also |often |sometimes |commonly |generally )*{NAMED} "
    r"(?P<term>(?:an? |the )?[^,;:.()]{2,50}?)(?: \((?P<short>[\w ]+)\))?"
    r"(?:[.;]|, (?:and|because|which|so|since|as)\b|$| because | and | since | in (?=[A-Z]))"
)
NAMING = re.compile(
    rf"^(?P<subject>[^,;:]{{3,90}}?) (?P<verb>is|are) (?:also |often |sometimes |commonly |generally )*{NAMED} "
    r"(?P<term>(?:an? |the )?[^,;:.()]{2,50}?)(?: \([\w ]+\))?(?:[.,;]|$| because )"
)
LEADING_PLACE = re.compile(r"^(?:In|On) [A-Z][\w.]+(?: terms)?, ")
INSERTED = re.compile(
    rf"\b(?P<kind>(?:an?|the) (?:[\w\-]+ ){{1,4}})(?:that is |that’s |which is )?{NAMED} (?P<term>[a-zA-Z][\w\- ]{{2,30}}?)"
    r"(?P<rest>,? (?:that|which|where|to|for|in which|, which) .+)$"
)


def term(place: Place) -> Iterator[Candidate]:
    """A pointing subject makes `What is X?` answered with the sentence before; a clear one `What is … called?`."""
    yield from _pointing(place)
    yield from _naming(place)
    yield from _inserted(place)


def _inserted(place: Place) -> Iterator[Candidate]:
    match = INSERTED.search(without_lead(place.text))
    if (
        match is None
        or len(words_of(match["term"])) < 2
        or not is_name(match["term"])
        or len(words_of(match["rest"])) < 5
        or match.start() > 60
    ):
        return
    yield Candidate(asked(f"what is {match['term']}"), QuestionKind.TERM, (place.sentence,), 0.6, "term-inserted")


def _pointing(place: Place) -> Iterator[Candidate]:
    match = POINTING.match(place.text)
    answer = with_antecedent(place)
    if match is None or not answer or not is_name(match["term"]):
        return
    name = without_article(match["term"]) + (f" ({match['short']})" if match["short"] else "")
    yield Candidate(asked(f"what does the term “{name}” refer to"), QuestionKind.TERM, answer, 0.85, "term-pointing")


def _naming(place: Place) -> Iterator[Candidate]:
    match = NAMING.match(LEADING_PLACE.sub("", without_lead(place.text)))
    if match is None or not is_clear(match["subject"], place.setting.known) or not is_name(match["term"]):
        return
    if len(words_of(match["subject"])) < 2:
        return
    subject = place.setting.lowered(match["subject"])
    yield Candidate(asked(f"what {match['verb']} {subject} called"), QuestionKind.TERM, (place.sentence,), 0.75, "term-naming")
