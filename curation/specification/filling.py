"""The grid filled: what was asked for, what came of it, and at which stage the rest was lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from pydantic import JsonValue

from bookwright.curation.specification.specification import Specification

Cell = Mapping[str, str]
Value = tuple[str, str]

WRITER = "writer"


class Filling:
    """Counts cells as they are asked for and as what was asked for ends."""

    def __init__(self) -> None:
        self._asked: Counter[Value] = Counter()
        self._accepted: Counter[Value] = Counter()
        self._pairs_asked: Counter[tuple[Value, Value]] = Counter()
        self._pairs_accepted: Counter[tuple[Value, Value]] = Counter()
        self._lost: defaultdict[Value, Counter[str]] = defaultdict(Counter)

    def ask(self, cell: Cell, times: int = 1) -> None:
        """So many items of this cell were asked for."""
        for place in cell.items():
            self._asked[place] += times
        for pair in combinations(cell.items(), 2):
            self._pairs_asked[pair] += times

    def end(self, cell: Cell, reason: str = "") -> None:
        """One of them became a record, or a reject for this reason ("stage:cause")."""
        stage = reason.partition(":")[0]
        for place in cell.items():
            if not reason:
                self._accepted[place] += 1
            elif stage != WRITER:  # what was not written at all has no row for each item that is missing
                self._lost[place][stage] += 1
        if not reason:
            self._pairs_accepted.update(combinations(cell.items(), 2))

    def figures(self, specification: Specification) -> dict[str, JsonValue]:
        """`grid` has a row for each value of each axis: the share wanted, how many were asked for and accepted, and what each stage cost,
        where the writer answers for all that was asked for and never came; `grid_pairs` has one for each two values of two axes."""
        return {"grid": list(self._values(specification)), "grid_pairs": list(self._pairs(specification))}

    def _values(self, specification: Specification) -> Iterable[JsonValue]:
        for axis, shares in specification.shares.items():
            total = sum(shares.values())
            for value, share in shares.items():
                place = axis, value
                asked, accepted, lost = self._asked[place], self._accepted[place], self._lost[place]
                missing = asked - accepted - lost.total()
                by_stage: dict[str, JsonValue] = {WRITER: missing} if missing > 0 else {}
                by_stage.update(sorted(lost.items()))
                wanted = round(share / total, 4)
                yield {"axis": axis, "value": value, "share": wanted, "asked": asked, "accepted": accepted, "lost": by_stage}

    def _pairs(self, specification: Specification) -> Iterable[JsonValue]:
        for (axis, values), (across, others) in combinations(specification.shares.items(), 2):
            for value in values:
                for other in others:
                    pair = (axis, value), (across, other)
                    asked, accepted = self._pairs_asked[pair], self._pairs_accepted[pair]
                    yield {"axis": axis, "value": value, "across": across, "other": other, "asked": asked, "accepted": accepted}
