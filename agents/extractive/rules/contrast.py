"""How two things differ, where one sentence says it: `Unlike X, Y …`, `The difference between X and Y is …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.nouns import is_clear
from bookwright.agents.extractive.rules.asking import clear_clause
from bookwright.agents.extractive.words import PREPOSITIONS
from bookwright.agents.items import QuestionKind

UNLIKE = re.compile(
    r"^(?:Unlike|In contrast (?:to|with)|As opposed to|Compared (?:to|with)) (?P<other>[^,]{2,60}), (?P<main>(?:[^:]|::){12,})$"
)
DIFFERENCE = re.compile(
    r"^The (?P<which>(?:main |key |primary |only |major )?differences?) between (?P<pair>[^,;:]{5,80}?) (?P<verb>is|are) .{15,}$"
)


def _head(subject: str) -> str:
    """The word before the first preposition: `arrays` of `arrays in Rust`."""
    words = subject.split()
    return next((words[index - 1] for index, word in enumerate(words) if index and word in PREPOSITIONS), words[-1])


def contrast(place: Place) -> Iterator[Candidate]:
    """The sentence answers how the two differ."""
    match = DIFFERENCE.match(place.text)
    if match and is_clear(match["pair"], place.setting.known):
        question = f"what {match['verb']} the {match['which']} between {match['pair']}"
        yield Candidate(asked(question), QuestionKind.COMPARISON, (place.sentence,), 0.95, "difference")
        return
    match = UNLIKE.match(place.text)
    found = clear_clause(match["main"], place.setting) if match else None
    if match and found and is_clear(match["other"], place.setting.known):
        clause = found[1]
        helper = "do" if clause.plural or clause.aux in ("are", "do", "were") or _head(clause.subject).endswith("s") else "does"
        yield Candidate(
            asked(f"how {helper} {clause.subject} differ from {match['other']}"), QuestionKind.COMPARISON, (place.sentence,), 0.85, "unlike"
        )
