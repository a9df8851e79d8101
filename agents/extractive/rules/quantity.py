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
MEASURES = any_of(
    "diameter radius mass weight distance period length width height depth speed velocity temperature age size population rate wavelength "
    "frequency number percentage proportion density luminosity duration limit maximum minimum range area volume cost"
)
UNIT = re.compile(
    r"\b(?:kilometers|meters|miles|feet|seconds|minutes|hours|days|years|degrees|percent|light-years|AU|km|Hz|nm|dollars|bytes|bits|kilograms|pounds)\b|[%°$]"
)
MEASURED = re.compile(rf"\b(?:{MEASURES})\b")
VALUE = re.compile(rf"^{ABOUT}(?:\$|between )?{NUMBER}\b(?! (?:of the|way))")


def quantity(place: Place) -> Iterator[Candidate]:
    """`S has N things` -> `How many things does S have?`; a measure that is a number -> `What is the measure?`."""
    found = clear_clause(place.text, place.setting)
    if found is None or found[1].negated or found[1].subject == "you" or found[0].startswith("In units"):
        return
    adjunct, clause = found
    match = HAS.match(clause.predicate) if clause.base else None
    if match and tagged(match["what"])[-1].tag == "NN2":
        question = asked(f"{led_by(adjunct)}how many {match['what']} {clause.helper} {clause.subject} {match['verb']}")
        yield Candidate(question, QuestionKind.QUANTITY, (place.sentence,), 0.76, "how-many")
    elif clause.aux in ("is", "are") and VALUE.match(clause.rest) and _is_measure(clause):
        question = asked(f"{led_by(adjunct)}what {clause.aux} {clause.subject}")
        yield Candidate(question, QuestionKind.QUANTITY, (place.sentence,), 0.76, "measure")


def _is_measure(clause: Clause) -> bool:
    """Whether the subject is a measure of something, by its name or by the unit."""
    of_something = clause.subject.startswith("the ") and " of " in clause.subject
    return len(words_of(clause.subject)) > 2 and bool(MEASURED.search(clause.subject) or (of_something and UNIT.search(clause.rest)))
