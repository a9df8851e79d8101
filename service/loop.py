"""The process around a long run: its event loop, its signals, its memory and its open files."""

import asyncio
import ctypes
import gc
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

Result = TypeVar("Result")

COLLECT_AFTER = (50_000, 20, 50)
MALLOC = ((-8, 2), (-3, 2**18), (-1, 2**24))  # M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD of malloc.h
OPEN_FILES = 8192


def run_long(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs the coroutine to its end, on uvloop where there is one.

    What was loaded before is kept out of garbage collection, and new objects are looked through less often: a run makes many that live
    for a second. As many files may be open as calls at once need.
    """
    _give_memory_back()
    with _collecting_less(), more_open_files(), asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(work)


@contextmanager
def told_to_stop(stop: Callable[[], None]) -> Iterator[None]:
    """Inside the block, in a running loop, the first Ctrl-C or SIGTERM calls `stop`; the second is as it always is."""
    loop = asyncio.get_running_loop()

    def first() -> None:
        restore()
        stop()

    def restore() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, first)
    except (NotImplementedError, RuntimeError, ValueError):  # not everywhere, and only in the main thread
        yield
        return
    try:
        yield
    finally:
        restore()


def _give_memory_back() -> None:
    """Has glibc return what is freed; left to itself it keeps large blocks and a heap for each thread, a fifth of the process."""
    with suppress(OSError, AttributeError, TypeError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        for setting, value in MALLOC:
            mallopt(setting, value)


@contextmanager
def _collecting_less() -> Iterator[None]:
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def more_open_files() -> Iterator[None]:
    """As many files may be open inside the block as calls at once, or listeners, need; where the system allows so many."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _loop_factory() -> Any:
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ImportError:
        return None
    return uvloop.new_event_loop
