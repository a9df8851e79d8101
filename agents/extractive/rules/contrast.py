"""How two things differ, where one sentence says it: `Unlike X, Y …`, `The difference between X and Y is …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked, opened
from bookwright.agents.extractive.nouns import is_clear, words_of
from bookwright.agents.extractive.rules.asking import clear_clause
from bookwright.agents.extractive.words import PREPOSITIONS, lexicon
from bookwright.agents.items import QuestionKind

UNLIKE = re.compile(
    r"^(?:Unlike|In contrast (?:to|with)|As opposed to|Compared (?:to|with)) (?P<other>[^,]{2,60}), (?P<main>(?:[^:]|::){12,})$"
)
DIFFERENCE = re.compile(
    r"^The (?P<which>(?:main |key |primary |only |major )?differences?) between (?P<pair>[^,;:]{5,80}?) (?P<verb>is|are) .{15,}$"
)

WHILE = re.compile(
    r"^(?:(?:While|Whereas) (?P<one>[^,;:]{10,140}), (?P<two>[^;:]{10,160})|"
    r"(?P<first>[^,;:]{10,140}),? (?:whereas|while) (?P<second>[^;:]{10,160}))\.$"
)

NO_CONTRAST = lexicon("was were may might could would")


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
    yield from _while(place)
    match = UNLIKE.match(place.text)
    found = clear_clause(match["main"], place.setting) if match else None
    if match and found and is_clear(match["other"], place.setting.known) and not found[1].past:
        clause = found[1]
        helper = "do" if clause.plural or clause.aux in ("are", "do", "were") or _head(clause.subject).endswith("s") else "does"
        yield Candidate(
            asked(f"how {helper} {clause.subject} differ from {match['other']}"), QuestionKind.COMPARISON, (place.sentence,), 0.85, "unlike"
        )


def _while(place: Place) -> Iterator[Candidate]:
    """`X do this, whereas Y do that` -> `How do X and Y differ?`."""
    match = WHILE.match(place.text)
    if match is None:
        return
    sides = [clear_clause(opened(side), place.setting) for side in (match["one"] or match["first"], match["two"] or match["second"])]
    subjects = [side[1].subject for side in sides if side and not side[0] and not side[1].past and side[1].aux not in NO_CONTRAST]
    if len(subjects) == 2 and _are_comparable(*subjects):
        question = asked(f"how do {subjects[0]} and {subjects[1]} differ")
        yield Candidate(question, QuestionKind.COMPARISON, (place.sentence,), 0.86, "while")


def _are_comparable(first: str, second: str) -> bool:
    """Whether two short noun phrases name different things of one number."""
    one, two = words_of(first), words_of(second)
    short = len(one) <= 5 and len(two) <= 5 and not {"you"} & {*one, *two}
    of_a_kind = one[-1] == two[-1] or (first[:1].isupper() and second[:1].isupper())
    return short and one != two and of_a_kind and one[-1].endswith("s") == two[-1].endswith("s")
