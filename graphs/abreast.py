"""Doing several things for one item at once."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from bookwright.errors import RunStopped

Result = TypeVar("Result")


async def abreast(doing: Iterable[Coroutine[Any, Any, Result]]) -> list[Result]:
    """The results in the order given; when this returns or raises, none of them is under way any more.

    The first error is raised and the others are cancelled, for nobody would take their results. Only when the run is stopped do those
    that are under way go on to their end: their calls are being paid for, and none of them can make another.
    """
    to_do = list(doing)
    if len(to_do) == 1:  # no other task is needed for what nothing goes on beside
        return [await to_do[0]]
    tasks = [asyncio.ensure_future(one) for one in to_do]
    try:
        return await asyncio.gather(*tasks)
    except RunStopped:
        await asyncio.wait(tasks)
        raise
    finally:
        if left := [task for task in tasks if not task.done()]:
            for task in left:
                task.cancel()
            await asyncio.wait(left)
