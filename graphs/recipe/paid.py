"""The steps of a recipe's graph: each adds what it cost, and a failed call ends the item there."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, NotRequired, Protocol, TypeVar

from typing_extensions import TypedDict

from bookwright.agents.chat import Usage, tally
from bookwright.agents.failures import HOPELESS
from bookwright.errors import ModelError
from bookwright.knowledge.document import Frozen

SETTLE = "settle"


class Ended(Frozen):
    """That an item comes to no record: "stage:cause", and the cause in words."""

    reason: str
    detail: str = ""


class Paid(TypedDict):
    """What every step may add to the state: what all of them cost, and that the item has ended."""

    usage: NotRequired[Usage]
    ended: NotRequired[Ended]


State = TypeVar("State", bound=Mapping[str, Any])
State_contra = TypeVar("State_contra", bound=Mapping[str, Any], contravariant=True)


class Node(Protocol[State_contra]):
    """A step of a graph."""

    async def __call__(self, state: State_contra) -> dict[str, object]: ...


def paid(node: Node[State], seat: str) -> Node[State]:
    """The step with its cost; a failed call ends the item as "seat:kind". A hopeless failure ends the run: it is raised."""

    @wraps(node)
    async def step(state: State) -> dict[str, object]:
        with tally() as usage:
            try:
                changed = await node(state)
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                changed = {"ended": Ended(reason=f"{seat}:{error.kind}", detail=str(error))}
        return {**changed, "usage": state.get("usage", Usage()).plus(usage)}

    return step


def onward(following: str) -> Callable[[Mapping[str, Any]], str]:
    """Where a state goes next: to the step that follows, or to be settled where the item has ended."""

    def route(state: Mapping[str, Any]) -> str:
        return SETTLE if "ended" in state else following

    return route
