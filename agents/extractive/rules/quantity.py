"""How many and how much: `An adult has 206 bones`, `The diameter of the Sun is about 1.4 million kilometers`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause
from bookwright.agents.extractive.nouns import words_of
from bookwright.agents.extractive.rules.asking import clear_clause, led_by
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.extractive.words import any_of
from bookwright.agents.items import QuestionKind

NUMBER = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a hundred|a thousand)"
ABOUT = r"(?:(?:about|roughly|approximately|nearly|almost|around|only|at least|at most|up to|over|more than|less than|exactly) )*"
SCALE = r"(?:(?:million|billion|trillion|thousand|hundred) )?"
HAS = re.compile(
    rf"^(?P<verb>have|contain|comprise|include|need|require|weigh) {ABOUT}{NUMBER} {SCALE}(?P<what>(?:[a-z\-]+ ){{0,3}}?[a-z\-]+s)\b"
)
SORTS = re.compile(r"\b(?:types|kinds|sorts|forms)$")
"""Of what there are so many sorts is told after the number."""
MEASURES = any_of(
    "diameter radius mass weight distance period length width height depth speed velocity temperature age size population rate wavelength "
    "frequency number percentage proportion density luminosity duration limit maximum minimum range area volume cost"
)
UNIT = re.compile(
    r"\b(?:kilometers|meters|miles|feet|seconds|minutes|hours|days|years|degrees|percent|light-years|AU|km|Hz|nm|dollars|bytes|bits|kilograms|pounds)\b|[%°$]"
)
MEASURED = re.compile(rf"\b(?:{MEASURES})\b")
LASTS = re.compile(
    rf"^(?P<verb>take|last) {ABOUT}{NUMBER} {SCALE}(?:seconds|minutes|hours|days|weeks|months|years)\b(?P<rest> to [a-z][^,;:(]{{4,70}})?"
)
SIZE = any_of("long wide across away old tall deep high thick")
SIZED = re.compile(rf"^{ABOUT}{NUMBER} {SCALE}[a-z\-]+ (?P<size>{SIZE}|in diameter)\b(?! as\b)")
ASKED_OF = {"across": "wide", "away": "far away", "in diameter": "wide"}
OWNED = re.compile(rf"^an? (?P<measure>(?:[a-z]+ )?(?:{MEASURES})) of {ABOUT}\$?{NUMBER}\b")
VALUE = re.compile(rf"^{ABOUT}(?:\$|between )?{NUMBER}\b(?! (?:of the|way))")


def quantity(place: Place) -> Iterator[Candidate]:
    """`S has N things` -> `How many things does S have?`; a measure that is a number -> `What is the measure?`."""
    found = clear_clause(place.text, place.setting)
    if found is None or found[1].negated or found[1].subject == "you" or found[0].startswith("In units"):
        return
    adjunct, clause = found
    match = HAS.match(clause.predicate) if clause.base else None
    if match and tagged(match["what"])[-1].tag == "NN2" and not SORTS.search(match["what"]):
        question = asked(f"{led_by(adjunct)}how many {match['what']} {clause.helper} {clause.subject} {match['verb']}")
        yield Candidate(question, QuestionKind.QUANTITY, (place.sentence,), 0.76, "how-many")
        return
    asked_of = _of_measure(clause)
    if asked_of:
        yield Candidate(asked(f"{led_by(adjunct)}{asked_of}"), QuestionKind.QUANTITY, (place.sentence,), 0.76, "extent")
    elif clause.aux in ("is", "are") and VALUE.match(clause.rest) and _is_measure(clause):
        question = asked(f"{led_by(adjunct)}what {clause.aux} {clause.subject}")
        yield Candidate(question, QuestionKind.QUANTITY, (place.sentence,), 0.76, "measure")


def _of_measure(clause: Clause) -> str:
    """`S takes N years to V` as `how long does S take to V`, `S is N miles wide` as `how wide is S`; empty for another clause."""
    lasting = LASTS.match(clause.predicate) if clause.base else None
    if lasting:
        return f"how long {clause.helper} {clause.subject} {lasting['verb']}{lasting['rest'] or ''}"
    sized = SIZED.match(clause.rest) if clause.aux in ("is", "are", "was", "were") else None
    if sized and not (sized["size"] == "old" and clause.subject[:1].isupper()):
        return f"how {ASKED_OF.get(sized['size'], sized['size'])} {clause.aux} {clause.subject}"
    owned = OWNED.match(clause.rest) if clause.base == "have" and not clause.past else None
    return f"what is the {owned['measure']} of {clause.subject}" if owned else ""


def _is_measure(clause: Clause) -> bool:
    """Whether the subject is a measure of something, by its name or by the unit."""
    of_something = clause.subject.startswith("the ") and " of " in clause.subject
    return len(words_of(clause.subject)) > 2 and bool(MEASURED.search(clause.subject) or (of_something and UNIT.search(clause.rest)))
