"""Whether something holds or may be done, where the text says that it does not: `You can’t use mut with constants.`"""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_continuation
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause, has_second_clause
from bookwright.agents.extractive.nouns import words_of
from bookwright.agents.extractive.rules.asking import clear_clause, led_by
from bookwright.agents.extractive.words import PREPOSITIONS, lexicon
from bookwright.agents.items import QuestionKind

REASON = re.compile(r",? (?:because|since|due to) |[,;—]")
NOT_PLAIN = re.compile(
    r"—|[,;]|\b(?:just|only|merely|simply|alone|great|Sections?|necessarily|always|mean|unless|further|very|really|presume|simple one)\b"
)
QUANTIFIED = re.compile(r"(?:many|all|most|some|several|not all|every|both)\b", re.IGNORECASE)
LEAST_TOLD = 7
LOOSE = re.compile(r"(?:of course|in (?:and of )?itself|in fact)\b|.*\buntil\b")
FORBIDDING = lexicon("can may must should shall will do does did is are was were")


def _is_bare(place: Place, clause: Clause, held: str) -> bool:
    """Whether a text of no product or contract denies it and says nothing more, or of doing rather than of a thing."""
    told = len(words_of(place.text)) - len(words_of(held)) - len(words_of(clause.subject))
    return told < LEAST_TOLD or QUANTIFIED.match(clause.subject) is not None or words_of(clause.subject)[0].endswith("ing")


def permission(place: Place) -> Iterator[Candidate]:
    """`S must not V O` -> `May S V O?`; `S cannot V O` -> `Can S V O?`."""
    found = clear_clause(place.text, place.setting)
    if found is None or not found[1].negated or found[1].aux not in FORBIDDING:
        return
    adjunct, clause = found
    held = REASON.split(clause.rest.replace("yet ", ""))[0].rstrip(" ,")
    words = words_of(held)
    if has_second_clause(held) or NOT_PLAIN.search(held) or LOOSE.match(held):
        return
    if (clause.subject in ("you", "we") and clause.aux in ("do", "did", "will", "is", "are", "may")) or (
        words_of(clause.subject)[0] == "your" and not place.setting.is_instrument
    ):
        return
    if not (place.setting.phrase or place.setting.is_instrument) and _is_bare(place, clause, held):
        return
    if clause.aux == "may" and not place.setting.is_instrument:
        return
    if not 2 <= len(words) <= 24 or words[-1] in PREPOSITIONS or len(words) + len(words_of(clause.subject)) < 3:
        return
    modal = {"must": "may", "shall": "may"}.get(clause.aux, clause.aux)
    yield Candidate(
        asked(f"{led_by(adjunct)}{modal} {clause.subject} {held}"), QuestionKind.RULE, with_continuation(place), 0.7, "permission"
    )
