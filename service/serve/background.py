"""The work that a server does beside its requests."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog


@asynccontextmanager
async def at_work(*works: Coroutine[Any, Any, None]) -> AsyncIterator[tuple[asyncio.Task[None], ...]]:
    """The tasks that do all of that work inside the block; at its end each is cancelled and waited for, whatever has become of it."""
    tasks = tuple(asyncio.create_task(work) for work in works)
    for task in tasks:
        task.add_done_callback(_tell)
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _tell(task: asyncio.Task[None]) -> None:
    """Work that breaks says so at once, not when somebody looks at what came of it."""
    if not task.cancelled() and (error := task.exception()):
        structlog.get_logger().error("the server's work broke", kind=type(error).__name__, exc_info=error)
