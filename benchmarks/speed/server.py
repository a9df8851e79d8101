"""A loopback chat-completions server that is faster than any client: `python -m benchmarks.speed.server` prints its port and serves.

Bare sockets, a hand-written reading of HTTP/1.1, answers looked up by the request's body, one queue for a latency that is the same for all.

POST /v1/chat/completions   the call, answered `latency` seconds after it arrived
PUT  /control               {"latency", "keep", "silent", "faulty", "evolving"}; counts begin anew
GET  /served                counts since then, and when the first and last call came and went, by the machine's monotonic clock
GET  /bodies                the bodies asked since then, if they were to be kept, one a line, in the order of their arrival
"""

import argparse
import asyncio
import gc
import json
import sys
import time
from array import array
from collections import deque
from typing import Any, cast

from benchmarks.speed.answers import Answers, response

CALL = b"POST /v1/chat/completions "
LENGTH = b"\r\ncontent-length:"
SOONEST = 0.001


class Served:
    """What came and what went out, and when."""

    def __init__(self, *, keep: bool = False) -> None:
        self.bodies: list[bytes] | None = [] if keep else None
        self.asked, self.sent = array("d"), array("d")
        self.open = self.most_at_once = 0
        self.cpu = time.process_time()

    def summary(self) -> dict[str, Any]:
        """Counts, CPU seconds, and the times of the first and last call and of the places a tenth from either end."""
        counts = {"asked": len(self.asked), "sent": len(self.sent), "most_at_once": self.most_at_once}
        if not self.sent:
            return counts
        tenth = len(self.sent) // 10
        times = {"first": self.asked[0], "last": self.sent[-1], "tenth": self.sent[tenth], "ninetieth": self.sent[-1 - tenth]}
        return {**counts, **times, "between": len(self.sent) - 1 - 2 * tenth, "cpu": time.process_time() - self.cpu}


class Server:
    """The answers, the latency and the queue of what is due."""

    def __init__(self, loop: asyncio.AbstractEventLoop, latency: float) -> None:
        self.loop, self.latency = loop, latency
        self.answers, self.served = Answers(), Served()
        self._due: deque[tuple[float, asyncio.Transport, bytes]] = deque()
        self._waiting = False

    def call(self, transport: asyncio.Transport, body: bytes) -> None:
        """Takes a call in."""
        served, now = self.served, time.monotonic()
        served.asked.append(now)
        if served.bodies is not None:
            served.bodies.append(body)
        served.open += 1
        served.most_at_once = max(served.most_at_once, served.open)
        whole = self.answers.known.get(body) or self.answers.work_out(body)
        if not self.latency:
            self._send(transport, whole)
            return
        self._due.append((now + self.latency, transport, whole))
        if not self._waiting:
            self._waiting = True
            self.loop.call_later(self.latency, self._send_due)

    def _send_due(self) -> None:
        now = time.monotonic()
        while self._due and self._due[0][0] <= now:
            _, transport, whole = self._due.popleft()
            self._send(transport, whole)
        self._waiting = bool(self._due)
        if self._waiting:
            self.loop.call_later(max(SOONEST, self._due[0][0] - now), self._send_due)

    def _send(self, transport: asyncio.Transport, whole: bytes) -> None:
        self.served.open -= 1
        if not transport.is_closing():
            transport.write(whole)
            self.served.sent.append(time.monotonic())

    def control(self, line: bytes, body: bytes) -> bytes:
        """The response to anything that is no call."""
        if line.startswith(b"PUT /control "):
            wanted = json.loads(body)
            self.latency = wanted.get("latency", self.latency)
            self.answers.follow(wanted)
            self.served = Served(keep=wanted.get("keep", False))
            gc.collect()
            return response(b"{}")
        if line.startswith(b"GET /served "):
            return response(json.dumps({**self.served.summary(), "missed": self.answers.missed}).encode())
        if line.startswith(b"GET /bodies "):
            return response(b"\n".join(self.served.bodies or []))
        if line.startswith(b"GET /v1/models "):
            return response(b'{"object": "list", "data": [{"id": "scripted", "object": "model", "created": 0, "owned_by": "none"}]}')
        return response(b'{"error": {"message": "not here"}}', "404 Not Found")


class Connection(asyncio.Protocol):
    """One client's connection, kept alive; requests are read off its bytes as they come."""

    transport: asyncio.Transport

    def __init__(self, server: Server) -> None:
        self.server = server
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        read = self._read + data if self._read else data
        while (end := read.find(b"\r\n\r\n")) >= 0:
            head = read[:end]
            stop = end + 4 + content_length(head)
            if len(read) < stop:
                break
            self._take(head, read[end + 4 : stop])
            read = read[stop:]
        self._read = read

    def _take(self, head: bytes, body: bytes) -> None:
        if head.startswith(CALL):
            self.server.call(self.transport, body)
        else:
            self.transport.write(self.server.control(head[: head.find(b"\r\n")], body))


def content_length(head: bytes) -> int:
    """What the head says of the body's length; 0 where it says nothing."""
    lowered = head.lower()
    place = lowered.find(LENGTH)
    if place < 0:
        return 0
    stop = lowered.find(b"\r\n", place + 2)
    return int(lowered[place + len(LENGTH) : stop if stop > 0 else None])


async def serve(latency: float, leashed: bool) -> None:
    """Serves on loopback until the process is ended; on a leash also until standard input closes."""
    loop = asyncio.get_running_loop()
    server = Server(loop, latency)
    listening = await loop.create_server(lambda: Connection(server), "127.0.0.1", 0, backlog=4096)
    gc.disable()
    print(listening.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    if leashed:
        loop.add_reader(sys.stdin.fileno(), ended.set)
    await ended.wait()


def new_loop() -> asyncio.AbstractEventLoop:
    """uvloop's where it is there."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def main() -> None:
    """Reads the command line and serves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before every answer")
    parser.add_argument("--leash", action="store_true", help="end when standard input closes")
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serve(given.latency, given.leash))


if __name__ == "__main__":
    main()
