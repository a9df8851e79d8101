"""The HTTP server around the application, and how it ends."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from bookwright.errors import RunError

SECONDS_TO_END = 2
"""What requests that work for themselves, such as an upload, have to end when the server is told to stop."""
SECONDS_KEPT = 75
"""How long a connection may be idle: longer than clients keep theirs, or a request meets one that is just being closed."""


class Listener(uvicorn.Server):
    """Calls `begun` when it answers. When it is told to stop, whoever waits for a run is let go first."""

    def __init__(self, app: FastAPI, begun: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=SECONDS_TO_END,
            timeout_keep_alive=SECONDS_KEPT,
        )
        super().__init__(config)
        self._app, self._begun = app, begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Opens the application and listens."""
        await super().startup(sockets)
        self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Lets go of those who wait, then of all."""
        self._app.state.service.bells.end()
        await super().shutdown(sockets)


def listen(app: FastAPI, sock: socket.socket, begun: Callable[[], None]) -> None:
    """Serves until Ctrl-C or SIGTERM, then returns. RunError where the application cannot begin."""
    with _told_once():
        try:
            Listener(app, begun).run(sockets=[sock])
        except SystemExit:  # of uvicorn, with the code of something else
            raise RunError("the server could not begin; its log says why") from None


@contextmanager
def _told_once() -> Iterator[None]:
    """The signal that ends the server is raised again behind it; inside the block that does nothing."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
