"""A call that may fail without costing what hangs on others beside it."""

from collections.abc import Awaitable
from typing import TypeVar

from bookwright.agents.failures import HOPELESS
from bookwright.errors import ModelError

Result = TypeVar("Result")


async def attempt(call: Awaitable[Result]) -> Result | ModelError:
    """The result of the call, or the error because of which there is none. A hopeless failure is raised, for it ends the run."""
    try:
        return await call
    except ModelError as error:
        if error.kind in HOPELESS:
            raise
        return error
