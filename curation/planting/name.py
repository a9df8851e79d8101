"""Name: another name of the same sort, which the document has elsewhere, in the place of one of the answer."""

import re
from collections import Counter
from functools import lru_cache
from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.sound import Plant, Sound, Way, in_a_claim, replaced
from bookwright.curation.terms import FUNCTION_WORDS

# What stands after a small word in the middle of a sentence with a capital is a name there.
PLAIN = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b(?!-)")
ACRONYM = re.compile(r"\b[A-Z][A-Z\d]{1,6}\b(?!-)")
CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b[A-Z]?[a-z]+[A-Z][a-z]\w*\b|\b[A-Za-z]\w*(?:::\w+)+")
SMALL_WORD = re.compile(r"\b[a-z]\w*")
CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday note example""".split()
)
SHOUTED = frozenset("MUST SHALL SHOULD NOT MAY REQUIRED RECOMMENDED OPTIONAL OR AND IF ALL ANY NO YES TODO NOTE II III IV VI VII".split())
OFTEN = 2
ALIKE = 3


@lru_cache(64)
def names_of(text: str, sort: re.Pattern[str]) -> tuple[str, ...]:
    """The names of a sort that a text has more than once, and never as a plain word."""
    found, plain = Counter(sort.findall(text)), set(SMALL_WORD.findall(text))
    return tuple(
        sorted(name for name, times in found.items() if times >= OFTEN and _is_one(name) and name.casefold() not in plain - {name})
    )


def _is_one(name: str) -> bool:
    return name.casefold() not in CALENDAR | FUNCTION_WORDS and name not in SHOUTED


def exchanged(sort: re.Pattern[str]) -> Plant:
    """A way to exchange one name of this sort."""

    def plant(sound: Sound, chance: Random) -> Draft | None:
        known = names_of(sound.text, sort)

        def other(match: re.Match[str]) -> str | None:
            others = [name for name in known if name[:ALIKE].casefold() != match[0][:ALIKE].casefold() and name not in sound.draft.answer]
            return chance.choice(others) if others and match[0] in known else None

        return in_a_claim(lambda text, chance: replaced(text, list(sort.finditer(text)), chance, other))(sound, chance)

    return plant


WAYS = (
    Way("plain name", exchanged(PLAIN)),
    Way("acronym", exchanged(ACRONYM)),
    Way("identifier", exchanged(CODE), held_out=True),
)
