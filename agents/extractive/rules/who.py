"""Who did something: `In 1879, Wilhelm Wundt founded the first laboratory of …` -> `Who founded the first laboratory of …?`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked, opened
from bookwright.agents.extractive.clause import split_clause
from bookwright.agents.extractive.nouns import is_clear, words_of
from bookwright.agents.extractive.rules.asking import points, without_lead
from bookwright.agents.extractive.rules.history import DEEDS, LEADING_DATE, PERSON
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.extractive.words import any_of, lexicon
from bookwright.agents.items import QuestionKind

MADE = DEEDS | lexicon("call build win suggest argue calculate measure prove observe determine lead win perform conduct note name")
PARTICIPLES = any_of(
    "developed introduced found founded invented proposed discovered coined pioneered formulated established created published designed "
    "theorized devised described identified demonstrated built named conducted"
)
BY = re.compile(
    rf"^(?P<thing>[^,;:()]{{4,80}}?) (?P<be>was|were) (?:first |originally |independently )?(?P<done>{PARTICIPLES}) "
    r"(?P<rest>[^,;:]{0,60}?)\bby (?P<name>[^,;:()]{0,60}?(?:[A-Z][\w.\-’]+ ){1,3}[A-Z][\w\-]+)"
)
OBJECT_END = re.compile(r"[,;:(—]| (?:and|but|based|her|his|their|while|when|because|by|after|before|which|in \d{4}|as) ")
SPECIFIC = re.compile(
    r"^(?:the (?!(?:process|idea|problem|question|fact|following|same|two|three)\b)\w+|"
    r"an? [\w\-]+ (?:\w+ )?(?:of|that|for|called)\b)"
)
SHORTEST, LONGEST = 3, 16


def who(place: Place) -> Iterator[Candidate]:
    """The doer of a deed that only one has done."""
    text = without_lead(place.text)
    leading = LEADING_DATE.match(text)
    match = PERSON.match(leading["main"] if leading else text)
    if match is not None and all(token.tag == "NP0" for token in tagged(f"Then {match['name']}")[1:]):
        clause = split_clause(f"{match['name']} {match['rest']}")
        if clause is None or clause.subject != match["name"] or not clause.past or clause.base not in MADE:
            return
        deed = OBJECT_END.split(clause.rest)[0]
        verb = match["rest"].split(maxsplit=1)[0]
        if SPECIFIC.match(deed) and SHORTEST <= len(words_of(deed)) <= LONGEST and not points(deed):
            yield Candidate(asked(f"who {verb} {deed}"), QuestionKind.FACT, (place.sentence,), 0.73, "who-did")
            return
    yield from _by_whom(place, leading["main"] if leading else text)


def _by_whom(place: Place, text: str) -> Iterator[Candidate]:
    """`X was proposed by N` -> `Who proposed X?`."""
    match = BY.match(text)
    if match is None or not is_clear(match["thing"], place.setting.known) or points(match["thing"]):
        return
    thing = place.setting.lowered(opened(match["thing"]))
    yield Candidate(asked(f"who {match['done']} {thing}"), QuestionKind.FACT, (place.sentence,), 0.73, "who-did")
