"""A recipe at work: which items come next, the graph that they go through, and what is decided across them."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar, runtime_checkable

from pydantic import JsonValue

from bookwright.agents.seats import Seats
from bookwright.curation.recipe import Yield

Item = TypeVar("Item", bound="Identified")
Made = TypeVar("Made", bound=Yield[Any, Any])


class Identified(Protocol):
    """Anything with an id that is its own within the run."""

    @property
    def id(self) -> str: ...


class Recipe(Protocol[Item, Made]):
    """One go through a method, for any runner. Calls come in this order: `items`, then for each of them `work` (many at once, in any order)
    and `take` (one by one, in the order of `items`), then `items` again, until it gives none.

    The same data, settings and answers give the same items, the same requests and the same decisions, whoever finishes first: so a run
    that was killed runs again from its ledger. `made` is the type of what an item comes to, to be read back from a ledger.
    """

    @property
    def team(self) -> Seats: ...
    @property
    def made(self) -> type[Made]: ...

    def items(self) -> Sequence[Item]:
        """The items of the next round, which may follow from all that was taken; none when the recipe is done."""
        ...

    async def work(self, item: Item) -> Made:
        """The item's way through the graph. ModelError where no call can succeed; every other failed call becomes a reject."""
        ...

    def broken(self, item: Item, cause: str) -> Made:
        """What an item comes to whose role or check broke: a reject with the reason "defect:CAUSE"."""
        ...

    def take(self, item: Item, made: Made) -> Made:
        """The same as decided over all items taken before: what repeats an earlier record is a reject. The run itself sees to its count."""
        ...

    def figures(self) -> dict[str, JsonValue]:
        """What is measured over all that was taken, for run.json and the report: named numbers, and tables as lists of rows."""
        ...


@runtime_checkable
class HoldsBack(Protocol):
    """A recipe that keeps records back until later rounds have decided what becomes of them."""

    def held(self) -> Yield[Any, Any]:
        """What is still held back when a run ends before that, as rejects; nothing is left with the recipe."""
        ...
