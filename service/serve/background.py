"""The work that a server does beside its requests."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

Work = Coroutine[Any, Any, None]


@asynccontextmanager
async def at_work(*works: Work) -> AsyncIterator[tuple[asyncio.Task[None], ...]]:
    """The tasks that do all of that work inside the block; at its end each is cancelled and waited for, whatever has become of it."""
    tasks = tuple(asyncio.create_task(_told(work)) for work in works)
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _told(work: Work) -> None:
    """Work that breaks says so at once, not when somebody looks at what came of it."""
    try:
        await work
    except Exception as error:
        structlog.get_logger().exception("the server's work broke", kind=type(error).__name__)
        raise
