"""Patience with the server's database: a file that another program holds, or a full disk, must not end work for good."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import structlog

SECONDS_BETWEEN_TRIES = 1.0


@contextmanager
def troubles_told() -> Iterator[None]:
    """Has what goes wrong with the database inside the block stand in the log, and nowhere else."""
    try:
        yield
    except sqlite3.Error as error:
        structlog.get_logger().error("database", words=str(error))


async def written(write: Callable[[], Awaitable[None]]) -> None:
    """Returns when that was written, which is tried again for as long as the database cannot be written."""
    while True:
        try:
            await write()
        except sqlite3.OperationalError as error:
            structlog.get_logger().error("database", words=str(error))
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return
