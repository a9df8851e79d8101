"""What an escape could reach: a real listener, real files, a real process, each of which shows what was done to it."""

import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

SECRET = "the-secret-of-the-house"
ENVIRONMENT_KEY = "BOOKWRIGHT_TEST_SECRET"


@dataclass
class Target:
    """A folder with a secret file that the escape may not touch, listeners on which nobody should call, and a process to be hurt."""

    folder: Path
    victim: subprocess.Popen[bytes]
    tcp: int
    udp: int
    stream: Path
    abstract: str
    datagram: Path
    descriptor: int
    listeners: list[socket.socket]

    @property
    def secret(self) -> Path:
        return self.folder / "secret.txt"

    @property
    def packages(self) -> list[str]:
        """Where the packages lie that are installed for the tests."""
        return [path for path in sys.path if path.endswith("-packages")]

    @property
    def fresh(self) -> Path:
        """A path at which nothing stands unless an escape has put it there."""
        return self.folder / "fresh"

    def is_untouched(self) -> bool:
        """Whether folder, listeners and process are as they were."""
        return (
            select.select(self.listeners, [], [], 0)[0] == []
            and sorted(path.name for path in self.folder.iterdir()) == ["datagram", "secret.txt", "stream"]
            and self.secret.read_text() == SECRET
            and self.secret.stat().st_mode & 0o777 == 0o644
            and self.victim.poll() is None
        )


@contextmanager
def target(folder: Path) -> Iterator[Target]:
    """A target in an empty folder."""
    (folder / "secret.txt").write_text(SECRET)
    (folder / "secret.txt").chmod(0o644)
    folder.chmod(0o777)
    with ExitStack() as stack:
        victim = stack.enter_context(subprocess.Popen(["/bin/sleep", "600"], env={ENVIRONMENT_KEY: SECRET}))
        stack.callback(victim.kill)
        descriptor = os.open(folder / "secret.txt", os.O_RDONLY)
        stack.callback(os.close, descriptor)
        os.set_inheritable(descriptor, True)
        abstract = f"bookwright-{os.getpid()}-{folder.name}"
        listeners = [
            _bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            _bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            _bound(socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "stream")),
            _bound(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{abstract}"),
            _bound(socket.AF_UNIX, socket.SOCK_DGRAM, str(folder / "datagram")),
        ]
        found = Target(
            folder=folder,
            victim=victim,
            tcp=listeners[0].getsockname()[1],
            udp=listeners[1].getsockname()[1],
            stream=folder / "stream",
            abstract=abstract,
            datagram=folder / "datagram",
            descriptor=descriptor,
            listeners=listeners,
        )
        for listener in listeners:
            stack.callback(listener.close)
        yield found


def _bound(family: int, kind: int, address: object) -> socket.socket:
    listener = socket.socket(family, kind)
    listener.bind(address)  # type: ignore[arg-type]
    if kind == socket.SOCK_STREAM:
        listener.listen()
    return listener
