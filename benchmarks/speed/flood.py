"""What the server can do: prepared requests over bare sockets, each sent as soon as the answer before it is there.

    python -m benchmarks.speed.flood --port PORT --bodies FILE

It is bound by itself: what a call costs the server is told by GET /served.
"""

import argparse
import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

from benchmarks.speed.server import new_loop

HEAD = b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


class Flood(asyncio.Protocol):
    """One connection: counts the answers' bytes by their length and sends the next request."""

    transport: asyncio.Transport

    def __init__(self, requests: Iterator[bytes], done: asyncio.Future[None]) -> None:
        self.requests, self.done = requests, done
        self._missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        if not self._missing:
            end = data.index(b"\r\n\r\n")
            place = data.index(b"Content-Length: ") + 16
            self._missing = end + 4 + int(data[place : data.index(b"\r\n", place)])
        self._missing -= len(data)
        if not self._missing:
            self._next()

    def _next(self) -> None:
        request = next(self.requests, None)
        if request is not None:
            self.transport.write(request)
        elif not self.done.done():
            self.done.set_result(None)


async def flood(port: int, requests: list[bytes], connections: int) -> None:
    """Sends every request."""
    loop = asyncio.get_running_loop()
    waiting = iter(requests)
    ends = [loop.create_future() for _ in range(connections)]
    for end in ends:
        await loop.create_connection(partial(Flood, waiting, end), "127.0.0.1", port)
    await asyncio.gather(*ends)


def main() -> None:
    """Reads the bodies and floods the server."""
    parser = argparse.ArgumentParser(description="Asks the server as fast as bare sockets can.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--bodies", type=Path, required=True, help="one JSON body a line")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--times", type=int, default=1, help="how often every body is sent")
    given = parser.parse_args()
    requests = [HEAD % len(body) + body for body in given.bodies.read_bytes().splitlines()] * given.times
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(flood(given.port, requests, given.connections))


if __name__ == "__main__":
    main()
