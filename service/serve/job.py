"""A job in a process of its own, as if a person had given the command: what it says goes through a pipe, and its end of it is a leash."""

import os
import signal
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bookwright.errors import BookwrightError, LibraryLocked, RunError, RunStopped
from bookwright.knowledge.lock import OwnerLock
from bookwright.service.ledger_reader import ledger_of
from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.assistants.assistant import Job, Waiting

STOP = "stop"
SPENT = "the budget is spent; all that was paid for is kept, and the same input on this thread goes on where there is more"
NICENESS = 10
SECONDS_BETWEEN_STEPS = 0.5
SECONDS_TO_END = 10.0
"""What a job has to end, once it is told to or its server is gone; then it is killed."""

Message = tuple[str, dict[str, Any]]
"""What a job says: "progress", and at its end one of "finished", "waiting", "stopped" and "failed"."""


def work(connection: Connection, job: Job) -> None:
    """Works on the job and says what comes of it. When the other end says stop, or is gone, the job ends as by Ctrl-C."""
    sys.argv = ["bookwright"]
    os.nice(NICENESS)  # the server answers first
    stop = threading.Event()
    try:
        threading.Thread(target=_leashed, args=(connection, stop), daemon=True).start()
        wait_for_an_earlier_go(job.folder)
        made = assistants()[job.assistant].work(job, Told(connection, stop, job))
    except (KeyboardInterrupt, RunStopped) as end:
        cause = end.cause if isinstance(end, RunStopped) else "interrupted"
        _fail(connection, job, "stopped" if cause == "interrupted" else "failed", cause, SPENT if cause == "budget" else str(end))
    except LibraryLocked as error:  # by whom is no business of the server's users
        words = f"{job.assistant}: an earlier run there has not let go yet; ask again"
        _fail(connection, job, "failed", "LibraryLocked", words, trace=[str(error)])
    except BookwrightError as error:
        _fail(connection, job, "failed", type(error).__name__, str(error))
    except Exception as error:
        trace = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
        _fail(connection, job, "failed", "Defect", "the server's log says what broke", trace=[*trace, type(error).__name__])
    else:
        _say(connection, "waiting" if isinstance(made, Waiting) else "finished", made.model_dump(mode="json"))


class Told:
    """Progress of a job that is told to the server, not oftener than it can be looked at. `stop` is set when the server has said stop."""

    def __init__(self, connection: Connection, stop: threading.Event, job: Job) -> None:
        self._connection, self._stop, self._job = connection, stop, job
        self._stage, self._total, self._done, self._next = "", 0, 0, 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Nothing is left open."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins that has so many steps. KeyboardInterrupt where it is the first and the server has said stop before it: what is
        imported until then may have swallowed the signal."""
        if not self._stage and self._stop.is_set():
            raise KeyboardInterrupt
        self._stage, self._total, self._done = name, total, 0
        self._tell(name)

    def step(self, words: str = "") -> None:
        """One step of the stage is done."""
        self._done += 1
        if time.monotonic() >= self._next or self._done == self._total:
            self._tell(words)

    def note(self, line: str) -> None:
        """Something that the user should read."""
        self._tell(line)

    def _tell(self, words: str) -> None:
        self._next = time.monotonic() + SECONDS_BETWEEN_STEPS
        _say(
            self._connection, "progress", {"stage": self._stage, "done": self._done, "total": self._total, "words": plain(words, self._job)}
        )


def wait_for_an_earlier_go(folder: Path) -> None:
    """Until the folder is free: where a server was killed, the job of its run ends a little later than it did.

    LibraryLocked where it is not let go of in twice the time that it has for that.
    """
    lock, until = OwnerLock(folder), time.monotonic() + 2 * SECONDS_TO_END
    while folder.is_dir():
        try:
            lock.acquire()
        except LibraryLocked:
            if time.monotonic() > until:
                raise
        else:
            lock.release()
            return


def _fail(connection: Connection, job: Job, kind: str, error: str, words: str, **more: object) -> None:
    """Says that it came to nothing, why, and what it has cost all the same; `more` is for the server alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _say(connection, kind, {"error": error, "message": plain(words, job), **spent(job.folder), **more})


def spent(folder: Path) -> dict[str, int]:
    """What the run directory has cost in all; nothing where its ledger cannot be read."""
    try:
        with ledger_of(folder) as ledger:
            accounts = ledger.accounts() if ledger and ledger.holds_answers else []
    except RunError:
        return {}
    return {"calls": sum(one.calls for one in accounts), "tokens": sum(one.input_tokens + one.output_tokens for one in accounts)}


def plain(words: str, job: Job) -> str:
    """What is said of the run, by the names of uploads and files alone: where the server keeps them is no business of its users. What goes
    on by the same command goes on here by the same input."""
    for folder in (*(path.parent for path in job.uploads.values()), job.folder):
        words = words.replace(f"{folder}{os.sep}", "")
    return words.replace(str(job.folder), job.assistant).replace("the same command", "the same input on this thread")


def _say(connection: Connection, kind: str, data: dict[str, Any]) -> None:
    if kind != "progress":
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is over; the server lets go of the leash next
    try:
        connection.send((kind, data))
    except OSError:
        return  # the server is gone; the leash ends the job


def _leashed(connection: Connection, stop: threading.Event) -> None:
    """Waits for the word to stop, or for the server's end."""
    try:
        connection.recv()
    except (EOFError, OSError):
        timer = threading.Timer(SECONDS_TO_END, os._exit, (1,))
        timer.daemon = True
        timer.start()
    stop.set()
    os.kill(os.getpid(), signal.SIGINT)
