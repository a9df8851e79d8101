"""Work spread over the processors, where there is enough of it to be worth their start."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MANY = 1000
AT_A_TIME = 50
MOST_PROCESSES = 8


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """What `work` makes of each item, in their order; a thousand or more are worked on by several processes.

    `work`, items and results must pickle. What `work` raises is raised here, and nothing more is begun.
    """
    if len(items) < MANY:
        yield from map(work, items)
        return
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent)
    try:
        yield from pool.map(work, items, chunksize=AT_A_TIME)
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
