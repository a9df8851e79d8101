"""One owner per library: a file lock that names its holder."""

import contextlib
import json
import os
import shlex
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bookwright.errors import LibraryLocked

PATIENCE = 0.5  # seconds; enough for an owner that is just leaving


class OwnerLock:
    """Held from `acquire` to `release`. The system lets go of it when its process dies, however it dies."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._holder = directory / "owner.json"
        self._lock = FileLock(directory / "owner.lock", timeout=PATIENCE, thread_local=False)

    def acquire(self) -> None:
        """Takes the lock and writes down who holds it; LibraryLocked, naming the holder, if another has it."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LibraryLocked(f"{self._directory}: in use by {self._describe_holder()}; wait for it to end or stop it") from error
        self._holder.write_text(json.dumps(_this_process()), encoding="utf-8")

    def release(self) -> None:
        """Lets go; harmless if it is not held."""
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()

    def _describe_holder(self) -> str:
        holder = {}
        with contextlib.suppress(OSError, ValueError):
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
        if not isinstance(holder, dict) or not holder:
            return "another process"
        return f"process {holder.get('pid')} on {holder.get('host')} since {holder.get('since')} ({holder.get('command')})"


def _this_process() -> dict[str, object]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": shlex.join(sys.argv),
    }
