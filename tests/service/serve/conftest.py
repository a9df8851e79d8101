"""A server as a user starts it: a process of its own, on a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.service.conftest import PROSE

SECONDS_TO_BEGIN = 120.0


@dataclass
class Server:
    """A server that can be killed and begun again on the same folder and port."""

    data: Path
    options: tuple[str, ...] = ()
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> Path:
        """What it says on standard error."""
        return self.data.with_suffix(".stderr")

    def begin(self) -> "Server":
        """Starts it and waits until it answers."""
        self.port = self.port or _free_port()
        command = [sys.executable, "-m", "bookwright.service", "serve", "--data", str(self.data), "--port", str(self.port), *self.options]
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env={**os.environ, "HOME": str(self.data)})
        until = time.monotonic() + SECONDS_TO_BEGIN
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/ok").status_code == 200:
                    return self
            assert self.process.poll() is None, "the server ended at once"
            time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Ends it without a word, or as the signal says."""
        assert self.process
        self.process.send_signal(number)
        self.process.wait(timeout=30)

    def upload(self, text: str = PROSE, name: str = "sessions.md", **headers: str) -> str:
        """The id of a new document."""
        answer = httpx.post(f"{self.url}/documents", params={"name": name}, content=text.encode(), headers=headers)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["document_id"])


def _free_port() -> int:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server without keys, one for all tests of a module."""
    started = Server(tmp_path_factory.mktemp("server") / "data").begin()
    yield started
    started.kill(signal.SIGTERM)
