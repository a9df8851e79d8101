"""A server as a process of its own, begun again and again on one folder; each life is known by its home folder and its model's key."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from benchmarks.crash.lives import QUIET
from bookwright.service.serve.access import Keys

SECONDS_TO_BEGIN = 120.0
SECONDS_TO_END = 60.0


@dataclass
class Server:
    """A server on a folder and a port. `options` are those of `bookwright serve`."""

    data: Path
    homes: Path
    options: tuple[str, ...] = ()
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    def begin(self, key: str) -> None:
        """Starts a life and returns at once."""
        home = self.homes / key
        home.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "bookwright.service", "serve", "--data", str(self.data), "--port", str(self.port), *self.options]
        environment = os.environ | QUIET | {"HOME": str(home), "BOOKWRIGHT_API_KEY": key}
        with (home / "err").open("wb") as said:
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env=environment, start_new_session=True)

    async def answers(self) -> None:
        """Returns when it does. RuntimeError with what it said where it has ended instead."""
        until = time.monotonic() + SECONDS_TO_BEGIN
        async with httpx.AsyncClient() as http:
            while time.monotonic() < until:
                with suppress(httpx.TransportError):
                    if (await http.get(f"{self.url}/ok")).status_code == 200:
                        return
                if self.process is None or self.process.poll() is not None:
                    raise RuntimeError(f"the server ended: {self.said()}")
                await asyncio.sleep(0.05)
        raise RuntimeError("the server does not answer")

    def kill(self) -> None:
        """SIGKILL to the server, and to it alone."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """Ends it as a service manager does; its exit code, 0 where it was in good order."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL
        return 0 if code == -signal.SIGTERM else code

    def said(self) -> str:
        """The end of what the lives wrote to standard error."""
        return "".join(path.read_text("utf-8", "replace")[-500:] for path in sorted(self.homes.glob("*/err")))[-1500:]

    def left(self, key: str) -> list[psutil.Process]:
        """The processes of a life that still run: jobs, what forks them, and parsers."""
        home, found = str(self.homes / key), []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.environ().get("HOME") == home and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found


def keys_of(data: Path, owners: Iterable[str]) -> dict[str, str]:
    """A new key for each owner of a server's folder."""
    data.mkdir(parents=True, exist_ok=True)
    return {owner: Keys(data).add(owner)[1] for owner in owners}


def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
