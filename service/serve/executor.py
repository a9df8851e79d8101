"""The executor: takes runs that are to be done, works on each in a process of its own, and says what comes of them."""

import asyncio
import contextlib
import multiprocessing
import os
import socket
import uuid
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from typing import Any

import structlog

from bookwright.service.serve.assistants.assistant import Job
from bookwright.service.serve.entities import Run
from bookwright.service.serve.job import STOP, work
from bookwright.service.serve.store import LEASE_SECONDS, Store

MOST_ATTEMPTS = 5
PRELOADED = ["bookwright.service.serve.job", "bookwright.service.run", "bookwright.service.textbook.run"]
SECONDS_BETWEEN_LOOKS = 1.0

Heard = Callable[[Run, str, dict[str, Any]], Awaitable[None]]
"""Told of everything that a job says, in its order: its run, the kind of message, and the data."""


class Executor:
    """Works on at most `at_once` runs. `job_of` makes the job of a run, `heard` is told what it says; both are the run service's."""

    def __init__(self, store: Store, at_once: int, job_of: Callable[[Run], Job], heard: Heard) -> None:
        self._store, self._at_once, self._job_of, self._heard = store, at_once, job_of, heard
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        self._working: dict[str, asyncio.Task[None]] = {}
        self._leashes: dict[str, Connection] = {}
        self._wake = asyncio.Event()

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
                while self.at_work < self._at_once and (run := self._store.claim(self.holder)):
                    self._working[run.id] = asyncio.create_task(self._work(run))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(SECONDS_BETWEEN_LOOKS):
                        await self._wake.wait()
                self._wake.clear()
        finally:
            heart.cancel()
            for task in self._working.values():
                task.cancel()
            await asyncio.gather(*self._working.values(), return_exceptions=True)

    def stop(self, run_id: str) -> bool:
        """Has a run end as by Ctrl-C; False where it is not being worked on here."""
        leash = self._leashes.get(run_id)
        if leash is None:
            return False
        with contextlib.suppress(OSError):
            leash.send(STOP)
        return True

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 5)
            self._store.hold(self.holder)

    async def _work(self, run: Run) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._job_of(run)), daemon=True)
        log = structlog.get_logger().bind(run=run.id, assistant=run.assistant, attempt=run.attempt)
        try:
            await asyncio.to_thread(process.start)
            theirs.close()
            self._leashes[run.id] = ours
            if self._is_cancelled(run):  # while its process started, there was no leash to stop it by
                self.stop(run.id)
            log.info("run begins")
            kind, data = "died", dict[str, Any]()
            while kind in {"died", "progress"}:
                try:
                    kind, data = await asyncio.to_thread(ours.recv)
                except (EOFError, OSError):
                    break
                await self._heard(run, kind, data)
            if kind in {"died", "progress"}:
                await self._died(run)
            log.info("run ends", how=kind)
        finally:
            self._leashes.pop(run.id, None)
            ours.close()
            self._working.pop(run.id, None)
            self.wake()
            await asyncio.to_thread(process.join)

    def _is_cancelled(self, run: Run) -> bool:
        found = self._store.run(run.id, run.owner)
        return found is not None and found.cancelled

    async def _died(self, run: Run) -> None:
        """The process is gone without a word: the run is done again, unless that has happened too often."""
        structlog.get_logger().warning("job died", run=run.id, attempt=run.attempt)
        if run.attempt >= MOST_ATTEMPTS:
            message = f"the process that worked on it died {run.attempt} times; it may need more memory than there is"
            await self._heard(run, "failed", {"error": "Died", "message": message})
        else:
            self._store.let_go(run.id)


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
