"""The executor: takes runs that are to be done, works on each in a process of its own, and says what comes of them."""

import asyncio
import contextlib
import multiprocessing
import os
import socket
import sqlite3
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

import structlog

from bookwright.service.serve.assistants.assistant import Job
from bookwright.service.serve.entities import Run
from bookwright.service.serve.job import SECONDS_TO_END, STOP, Message, work
from bookwright.service.serve.store import LEASE_SECONDS, Store

MOST_DEATHS = 5
LONGEST_REASON = 300
PRELOADED = [
    "bookwright.service.serve.job",
    "bookwright.service.run",
    "bookwright.service.textbook.run",
    "chromadb.api.rust",
    "chromadb.telemetry.product.posthog",
]
"""What every job needs; loaded once, each job is forked with it."""
SECONDS_BETWEEN_LOOKS = 1.0

Result = TypeVar("Result")
Heard = Callable[[Run, str, dict[str, Any]], Awaitable[None]]
"""Told of everything that a job says, in its order: its run, the kind of message, and the data."""


class Executor:
    """Works on at most `at_once` runs. `job_of` makes the job of a run, `heard` is told what it says; both are the run service's."""

    def __init__(self, store: Store, at_once: int, job_of: Callable[[Run], Job], heard: Heard) -> None:
        self._store, self._at_once, self._job_of, self._heard = store, at_once, job_of, heard
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        # every run at work waits in a thread; the few of the loop are left to whoever waits for an answer
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="job")
        self._working: dict[str, asyncio.Task[None]] = {}
        self._leashes: dict[str, Connection] = {}
        self._processes: dict[str, BaseProcess] = {}
        self._wake = asyncio.Event()
        self._is_ending = False

    @property
    def at_work(self) -> int:
        """How many runs are being worked on."""
        return len(self._working)

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Takes and works on runs until it is cancelled; then ends those at work, which stay to be done."""
        self._store.let_go_of_dead(is_dead)
        heart = asyncio.create_task(self._beat())
        try:
            while True:
                with _database_troubles_told():
                    while self.at_work < self._at_once and (run := self._store.claim(self.holder)):
                        self._working[run.id] = asyncio.create_task(self._work(run))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(SECONDS_BETWEEN_LOOKS):
                        await self._wake.wait()
                self._wake.clear()
        finally:
            self._is_ending = True
            await self._end()
            heart.cancel()

    def stop(self, run_id: str) -> bool:
        """Has a run end as by Ctrl-C; False where it is not being worked on here."""
        leash = self._leashes.get(run_id)
        if leash is None:
            return False
        with contextlib.suppress(OSError):
            leash.send(STOP)
        return True

    async def _end(self) -> None:
        """Stops what is at work, by force what does not end in time."""
        tasks = set(self._working.values())
        for run_id in list(self._working):
            self.stop(run_id)
        if tasks:
            await asyncio.wait(tasks, timeout=SECONDS_TO_END)
        for process in list(self._processes.values()):
            process.kill()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._threads.shutdown()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 5)
            with _database_troubles_told():
                self._store.hold(self.holder)

    async def _work(self, run: Run) -> None:
        """One go of a run. Whatever becomes of it, there is room for another afterwards."""
        log = structlog.get_logger().bind(run=run.id, thread=run.thread, owner=run.owner, assistant=run.assistant, attempt=run.attempt)
        try:
            log.info("run begins")
            how, data = await self._go(run)
            if how == "died":
                await self._died(run)
            if how == "failed":
                log.error("run failed", **reason_of(data))
            else:
                log.info("run ends", how=how)
        except Exception as error:
            log.exception("run broke", kind=type(error).__name__)
            await self._died(run)
        finally:
            self._working.pop(run.id, None)
            self.wake()

    async def _go(self, run: Run) -> Message:
        """The last thing that the job said; "died" where its process was gone before."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._job_of(run)), daemon=True)
        try:
            await self._in_thread(process.start)
            theirs.close()
            self._leashes[run.id], self._processes[run.id] = ours, process
            if self._is_ending or self._is_cancelled(run):  # while its process started, there was no leash to stop it by
                self.stop(run.id)
            kind = "progress"
            while kind == "progress":
                try:
                    kind, data = await self._in_thread(ours.recv)
                except (EOFError, OSError):
                    return "died", {}
                await self._heard(run, kind, data)
            return kind, data
        finally:
            self._leashes.pop(run.id, None)
            ours.close()
            await self._in_thread(lambda: _see_off(process))
            self._processes.pop(run.id, None)

    async def _in_thread(self, call: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def _is_cancelled(self, run: Run) -> bool:
        found = self._store.run(run.id, run.owner)
        return found is not None and found.cancelled

    async def _died(self, run: Run) -> None:
        """The process is gone without a word: the run is done again, unless it was to stop anyway or that has happened too often."""
        found = self._store.run(run.id, run.owner)
        if found is None or found.status.ended:
            return
        structlog.get_logger().warning("job died", run=run.id, deaths=found.deaths + 1)
        if found.cancelled:
            await self._heard(run, "stopped", {"error": "interrupted", "message": "cancelled"})
        elif self._is_ending:
            self._store.let_go(run.id)
        elif found.deaths + 1 >= MOST_DEATHS:
            message = f"the process that worked on it died {MOST_DEATHS} times; it may need more memory than there is"
            await self._heard(run, "failed", {"error": "Died", "message": message})
        else:
            with self._store.together():
                self._store.keep_run(found.model_copy(update={"deaths": found.deaths + 1}))
                self._store.let_go(run.id)


def reason_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Why a job failed, for the log: the kind of error, the first line of what is said of it, and where a defect broke."""
    line = next(iter(str(data["message"]).splitlines()), "")[:LONGEST_REASON]
    return {"error": data["error"], "reason": line} | ({"trace": data["trace"]} if "trace" in data else {})


def is_dead(holder: str) -> bool:
    """Whether a holder of leases is gone for certain: a process of this machine that does not run any more."""
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(pid) == os.getpid()


@contextlib.contextmanager
def _database_troubles_told() -> Iterator[None]:
    """A disk that is full for a while must not end the work for good."""
    try:
        yield
    except sqlite3.Error as error:
        structlog.get_logger().error("database", words=str(error))


def _see_off(process: BaseProcess) -> None:
    """Waits for the end of a job that has been told to end, or has said its last word; one that does not end is killed."""
    if process.pid is None:  # it never began
        return
    process.join(SECONDS_TO_END)
    if process.is_alive():
        process.kill()
        process.join()
