"""Turns: where several owners have something to be done, none of them waits behind all that another has asked for."""

from collections import Counter
from collections.abc import Iterable


class Turns:
    """Remembers whose turn it was last."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._count = 0

    def ordered(self, owners: Iterable[str], at_work: Iterable[str]) -> list[str]:
        """The owners, first the one with the fewest places in `at_work`; of those with as many the one whose turn was longest ago."""
        places = Counter(at_work)
        return sorted(owners, key=lambda owner: (places[owner], self._last.get(owner, 0)))

    def took(self, owner: str) -> None:
        """It was that owner's turn."""
        self._count += 1
        self._last[owner] = self._count
