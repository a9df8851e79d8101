"""The cells of a specification's grid in the order in which items get them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from bookwright.curation.specification.specification import Specification
from bookwright.knowledge.document import Frozen

Item = TypeVar("Item", bound=Frozen)
Value = tuple[str, str]


def cells(specification: Specification) -> Iterator[dict[str, str]]:
    """A cell for every item, without end.

    On each axis only a value that is behind its quota can be next, so that none is ever more than rounded up above it, and all are met
    wherever they are whole (largest remainder, item by item). Of those, the one is taken that is furthest behind beside the values that the
    cell already has on the axes before, so that the axes do not go in step; of two alike, the first in the file.
    """
    given: Counter[Value] = Counter()
    together: Counter[tuple[Value, Value]] = Counter()
    number = 0
    while specification.shares:
        number += 1
        cell: list[Value] = []
        for axis, shares in specification.shares.items():
            total = sum(shares.values())
            behind = {(axis, value): share * number - total * given[axis, value] for value, share in shares.items()}

            def claim(place: Value, behind: dict[Value, int] = behind, total: int = total, cell: Sequence[Value] = tuple(cell)) -> int:
                share = specification.shares[place[0]][place[1]]
                return behind[place] + sum(share * (given[other] + 1) - total * together[other, place] for other in cell)

            cell.append(max((place for place, owed in behind.items() if owed > 0), key=claim))
        given.update(cell)
        together.update((one, other) for place, other in enumerate(cell) for one in cell[:place])
        yield dict(cell)


def cell_of(specification: Specification, number: int) -> dict[str, str]:
    """The cell of the item with this number, from 0."""
    return next(islice(cells(specification), number, None), {})


def cells_of(names: Iterable[str], specification: Specification | None) -> dict[str, dict[str, str]]:
    """The cell of each name, in the order given; none without a specification."""
    return dict(zip(names, cells(specification), strict=False)) if specification else {}


def with_cells(items: Sequence[Item], specification: Specification, before: int = 0) -> list[Item]:
    """The items, each with its cell as `specification`, after so many that were given theirs before."""
    drawn = islice(cells(specification), before, None)
    return [item.model_copy(update={"specification": cell}) for item, cell in zip(items, drawn, strict=False)]
