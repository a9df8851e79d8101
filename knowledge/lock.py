"""One owner per library: a file lock that names its holder."""

import json
import os
import shlex
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from bookwright.errors import LibraryLocked

PART = "owner.json.part"
PATIENCE = 0.5  # seconds; enough for an owner that is just leaving


class Holder(BaseModel):
    """Who wrote down that the lock is theirs, and what they said of their work. It stays on disk when they are killed."""

    pid: int
    host: str
    since: datetime
    command: str
    work: dict[str, Any] = {}

    @property
    def is_alive(self) -> bool:
        """Whether that process still runs, as far as it can be told from here: on another host, and on Windows, where to ask a process
        is to interrupt it, it is taken at its word."""
        if self.host != socket.gethostname() or os.name == "nt":
            return True
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return self._is_the_same()

    def _is_the_same(self) -> bool:
        """Whether the process of that id was started with that command; a number is given out again after a while."""
        wanted = shlex.split(self.command)[1:]
        try:
            found = Path(f"/proc/{self.pid}/cmdline").read_bytes().split(b"\0")[:-1]
        except OSError:
            return True
        return not wanted or found[-len(wanted) :] == [os.fsencode(word) for word in wanted]


def holder_of(directory: Path) -> Holder | None:
    """Who holds a directory or held it when they were killed, without touching the lock; None where nobody wrote it down."""
    try:
        return Holder.model_validate_json((directory / "owner.json").read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError):
        return None


class OwnerLock:
    """Held from `acquire` to `release`. The system lets go of it when its process dies, however it dies."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._holder = directory / "owner.json"
        self._said: dict[str, Any] = {}
        self._lock = FileLock(directory / "owner.lock", timeout=PATIENCE, thread_local=False)

    def acquire(self) -> None:
        """Takes the lock and writes down who holds it; LibraryLocked, naming the holder, if another has it."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LibraryLocked(f"{self._directory}: in use by {self._describe_holder()}; wait for it to end or stop it") from error
        self._said = _this_process()
        self._holder.write_text(json.dumps(self._said), encoding="utf-8")

    def tell(self, **work: object) -> None:
        """Adds to what the holder says of the work, for whoever looks on; OSError where it cannot be written."""
        self._said["work"] = self._said.get("work", {}) | work
        part = self._holder.with_name(PART)
        part.write_text(json.dumps(self._said), encoding="utf-8")
        part.replace(self._holder)

    def release(self) -> None:
        """Lets go; harmless if it is not held."""
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()

    def _describe_holder(self) -> str:
        holder = holder_of(self._directory)
        if holder is None:
            return "another process"
        return f"process {holder.pid} on {holder.host} since {holder.since.isoformat()} ({holder.command})"


def _this_process() -> dict[str, Any]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command_line(),
    }


def command_line() -> str:
    """What this process was started with, as one would type it."""
    program, *arguments = sys.argv
    return shlex.join(["bookwright" if Path(program).parts[-2:] == ("service", "__main__.py") else program, *arguments])
