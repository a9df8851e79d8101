"""One step of one text, and what a failed call makes of it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bookwright.agents.chat import tally
from bookwright.agents.failures import HOPELESS
from bookwright.errors import ModelError
from bookwright.graphs.history import History

Way = TypeVar("Way", bound=History)  # type: ignore[type-arg]


async def taken(way: Way, step: Callable[[Way], Awaitable[Way]], seat: str) -> Way:
    """The text after the step, with its cost; a failed call rejects it as "seat:kind". A hopeless failure ends the run: it is raised."""
    with tally() as usage:
        try:
            after = await step(way)
        except ModelError as error:
            if error.kind in HOPELESS:
                raise
            after = way.rejected(f"{seat}:{error.kind}", str(error))
    return after.spent(usage)
