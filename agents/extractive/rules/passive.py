"""What something is tied to by a participle and a preposition: `is responsible for`, `is identified by`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause
from bookwright.agents.extractive.nouns import without_article, words_of
from bookwright.agents.extractive.rules.asking import clear_clause, led_by
from bookwright.agents.extractive.rules.fact import ACTORS
from bookwright.agents.extractive.words import any_of, lexicon
from bookwright.agents.items import QuestionKind

TIES = {
    "for": "responsible reserved intended designed suitable named known required necessary meant eligible tailored optimized useful",
    "by": "caused followed preceded separated determined identified governed enforced maintained provided affected delimited "
    "surrounded enclosed controlled managed triggered denoted defined developed inspired joined distinguished bound limited protected",
    "on": "based built dependent focused hosted modeled modelled",
    "of": "composed capable made aware independent",
    "to": "due attributed similar equivalent analogous limited subject restricted assigned tied entitled attached bound related mapped "
    "sent exposed applied",
    "as": "stored represented treated regarded expressed implemented known exposed encoded interpreted available written considered",
    "in": "written expressed measured specified encoded implemented",
    "with": "associated compatible prefixed combined replaced paired identified marked",
    "from": "derived inherited protected exempt computed created generated calculated",
    "under": "licensed",
    "after": "named",
}
TIED = "|".join(f"(?:{any_of(words)}) {particle}" for particle, words in TIES.items())
SOMEONE = lexicon("someone anyone everyone members voters citizens president congress")
ADVERB = r"(?:\w+ly |only |also |always |usually |often |typically )?"
BY = re.compile(rf"^(?P<tie>(?:be )?{ADVERB}\w+(?:ed|en|wn|lt|nt|un|ught|ade|id) by) (?P<object>(?:an?|the|[a-z]{{4,}}) .{{8,}})$")
TIE = re.compile(rf"^(?P<tie>(?:be )?{ADVERB}(?:{TIED})) (?P<object>.{{8,}})$")


def _agent(rest: str) -> re.Match[str] | None:
    """A passive with its agent: `released by the cells of …`."""
    match = BY.match(rest)
    return match if match and not match["object"].split()[0].endswith("ing") else None


def _is_someone(agent: str) -> bool:
    """Whether people did it, of whom no one asks what they are."""
    return ACTORS.match(without_article(agent)) is not None or words_of(without_article(agent))[0] in SOMEONE


def _is_historic(clause: Clause) -> bool:
    """Whether it is told of a thing with a name of its own, so that what once was needs no date."""
    return clause.aux in ("was", "were") and any(token[:1].isupper() for token in clause.subject.split()[1:])


def passive(place: Place) -> Iterator[Candidate]:
    """`S is responsible for X` -> `What is S responsible for?`."""
    found = clear_clause(place.text, place.setting)
    if (
        found is None
        or found[1].negated
        or found[1].subject == "you"
        or not (found[1].aux in ("is", "are", "must", "shall", "should", "can", "may") or _is_historic(found[1]))
    ):
        return
    adjunct, clause = found
    match = TIE.match(clause.rest) or (_agent(clause.rest) if " " in clause.subject else None)
    if (
        match is None
        or match["object"].startswith(("a way ", "a number of", "a variety of", "a lot of", "many ", "certain "))
        or len(words_of(match["object"])) < 2
        or (clause.aux in ("can", "may") and match["tie"].endswith(" by"))
        or words_of(clause.subject)[0] == "your"
        or words_of(match["object"])[0] in ("usual", "default", "hand", "law", "design", "chance")
        or (words_of(match["object"])[0].endswith("ing") and match["tie"].endswith("by"))
        or (match["tie"].endswith(" by") and _is_someone(match["object"]))
        or ACTORS.fullmatch(without_article(clause.subject))
    ):
        return
    yield Candidate(
        asked(f"{led_by(adjunct)}what {clause.helper} {clause.subject} {match['tie']}"),
        QuestionKind.FACT,
        (place.sentence,),
        0.62,
        "passive",
    )
