"""Phrases: many patterns looked for in a text as if they were one, at the cost of those few that can stand in it."""

import re
from functools import lru_cache

from bookwright.curation.terms import AT_HAND

DOTS = str.maketrans("ıİ", "ii")
"""The letters beside "I" that a pattern which ignores case takes for an "i"."""


class Phrases:
    """Patterns that ignore case, each after its signs, parted by "|", of which one stands in whatever it finds: to look for these costs a
    tenth of the pattern."""

    def __init__(self, *signed: tuple[str, str], flags: re.RegexFlag = re.NOFLAG) -> None:
        self._patterns = [(tuple(signs.split("|")), re.compile(pattern, re.IGNORECASE | flags)) for signs, pattern in signed]

    def search(self, text: str) -> re.Match[str] | None:
        """The first place at which one of the patterns stands; of several there, the pattern named first."""
        stands = _folded(text).__contains__
        found = [match for signs, pattern in self._patterns if any(map(stands, signs)) and (match := pattern.search(text))]
        return min(found, key=re.Match.start, default=None)


@lru_cache(AT_HAND)
def _folded(text: str) -> str:
    return (text if text.isascii() else text.translate(DOTS)).casefold()
