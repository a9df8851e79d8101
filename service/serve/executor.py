"""The executor: takes runs that are to be done, works on each in a process of its own, and says what comes of them."""

import asyncio
import contextlib
import multiprocessing
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

import structlog

from bookwright.service.serve.assistants.assistant import Job
from bookwright.service.serve.entities import Run, RunStatus
from bookwright.service.serve.job import SECONDS_TO_END, STOP, Message, spent, work
from bookwright.service.serve.patience import troubles_told, written
from bookwright.service.serve.store import Store
from bookwright.service.serve.turns import Turns

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
SECONDS_TO_WRITE = 1.0
"""What there is at the end of the server to write down that a run was killed; one of which nothing is written is done again."""

Result = TypeVar("Result")
Heard = Callable[[Run, str, dict[str, Any]], Awaitable[None]]
"""Told of everything that a job says, in its order: its run, the kind of message, and the data."""


class Executor:
    """Works on at most `at_once` runs. `job_of` makes the job of a run, `heard` is told what it says; both are the run service's.

    It holds the leases of the runs that it works on, and of no others: what is marked as running otherwise is to be done again.
    """

    def __init__(self, store: Store, at_once: int, job_of: Callable[[Run], Job], heard: Heard) -> None:
        self._store, self._at_once, self._job_of, self._heard = store, at_once, job_of, heard
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        # every run at work waits in a thread; the few of the loop are left to whoever waits for an answer
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="job")
        self._turns = Turns()
        self._working: dict[str, asyncio.Task[None]] = {}
        self._owners: dict[str, str] = {}
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
        with troubles_told():
            if begun := self._store.let_go_but(()):
                structlog.get_logger().info("runs of the server before go on", runs=begun)
        try:
            while True:
                with troubles_told():
                    if lost := self._store.let_go_but(self._working):
                        structlog.get_logger().warning("runs are done again that nothing works on", runs=lost)
                    while self.at_work < self._at_once and (run := self._claimed()):
                        self._owners[run.id] = run.owner
                        self._working[run.id] = asyncio.create_task(self._work(run))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(SECONDS_BETWEEN_LOOKS):
                        await self._wake.wait()
                self._wake.clear()
        finally:
            self._is_ending = True
            await self._end()

    def stop(self, run_id: str) -> bool:
        """Has a run end as by Ctrl-C, and by force what does not end in time; False where it is not being worked on."""
        leash, process = self._leashes.get(run_id), self._processes.get(run_id)
        if leash and process:  # else it only begins, and looks itself whether it is to stop
            with contextlib.suppress(OSError):
                leash.send(STOP)
            asyncio.get_running_loop().call_later(SECONDS_TO_END, process.kill)
        return run_id in self._working

    def _claimed(self) -> Run | None:
        """The next run, now leased; None where there is none."""
        for owner in self._turns.ordered(self._store.owners_to_do(), self._owners.values()):
            if run := self._store.claim(owner, self._working):
                self._turns.took(owner)
                return run
        return None

    async def _end(self) -> None:
        """Stops what is at work, by force what does not end in time."""
        tasks = set(self._working.values())
        for run_id in list(self._working):
            self.stop(run_id)
        if tasks:
            await asyncio.wait(tasks, timeout=SECONDS_TO_END)
        for process in list(self._processes.values()):
            process.kill()
        if tasks:
            await asyncio.wait(tasks, timeout=SECONDS_TO_WRITE)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._threads.shutdown()

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
            del self._working[run.id], self._owners[run.id]
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
                await written(partial(self._heard, run, kind, data))
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
        try:
            cost = await self._in_thread(partial(spent, self._job_of(run).folder))
        except (OSError, sqlite3.Error):
            cost = {}
        await written(partial(self._bury, run, cost))

    async def _bury(self, run: Run, cost: dict[str, int]) -> None:
        found = self._store.run(run.id, run.owner)
        if found is None or found.status is not RunStatus.RUNNING:
            return
        structlog.get_logger().warning("job died", run=run.id, deaths=found.deaths + 1)
        if found.cancelled:
            await self._heard(run, "stopped", {"error": "interrupted", "message": "cancelled", **cost})
        elif self._is_ending:
            self._store.let_go(run.id)
        elif found.deaths + 1 >= MOST_DEATHS:
            message = f"the process that worked on it died {MOST_DEATHS} times; it may need more memory than there is"
            await self._heard(run, "failed", {"error": "Died", "message": message, **cost})
        else:
            self._store.keep_run(found.model_copy(update={"status": RunStatus.PENDING, "deaths": found.deaths + 1}))


def reason_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Why a job failed, for the log: the kind of error, the first line of what is said of it, and where a defect broke."""
    line = next(iter(str(data["message"]).splitlines()), "")[:LONGEST_REASON]
    return {"error": data["error"], "reason": line} | ({"trace": data["trace"]} if "trace" in data else {})


def _see_off(process: BaseProcess) -> None:
    """Waits for the end of a job that has been told to end, or has said its last word; one that does not end is killed."""
    if process.pid is None:  # it never began
        return
    process.join(SECONDS_TO_END)
    if process.is_alive():
        process.kill()
        process.join()
