"""Work of the rules beside the event loop, which stays free for everything else."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


async def aside(work: Callable[[Item], Result], item: Item) -> Result:
    """What the work makes of the item, in a thread. One piece of work at a time: more threads would not make Python quicker, and what has
    not begun when the caller is cancelled never does."""
    return await asyncio.get_running_loop().run_in_executor(_thread(), work, item)


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="guide")
