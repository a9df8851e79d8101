"""A server under load: many runs at once, clients that look meanwhile, idle listeners, and memory over a long time.

    python -m benchmarks.load [--runs 200] [--clients 50] [--listeners 1000] [--minutes 20]

The rule-based team works, two runs at once. Every client has a key and a document of its own, asks for its runs all at once, then looks at
threads, states, documents and assistants twice a second until they have ended; listeners hold a stream of a run open from the beginning.
After that, for so many minutes, one client asks for one run after another while the others go on looking, and the server's memory is
watched. Times are those of whoever asks, on the machine as it is; its load is told beside them.
"""

import argparse
import asyncio
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from benchmarks.server.errands import SUBJECTS, document
from benchmarks.server.memory import Memory
from benchmarks.server.process import Server, keys_of

MOST_MILLISECONDS = 250.0
MOST_GROWTH = 10.0
"""Megabytes that the server may grow by while it is watched."""
PAUSE = 0.5
PASSAGES = 3
SECONDS_TO_ANSWER = 30.0


@dataclass
class Seen:
    """Milliseconds by route, and what went wrong."""

    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    listened: int = 0

    def percentile(self, share: float) -> float:
        """Of all routes together."""
        every = [time for times in self.times.values() for time in times]
        return float(np.percentile(every, share)) if every else 0.0


class Client:
    """An owner with a document."""

    def __init__(self, http: httpx.AsyncClient, number: int, seen: Seen) -> None:
        self.http, self.number, self.seen = http, number, seen
        self.document, self.threads, self.runs = "", list[str](), list[str]()

    async def upload(self) -> None:
        """Its document."""
        text = document(self.number % len(SUBJECTS), PASSAGES).replace("session", f"session {self.number}")
        answer = await self.http.post("/documents", params={"name": "own.md"}, content=text.encode())
        self.document = str(answer.raise_for_status().json()["document_id"])

    async def ask(self) -> dict[str, Any]:
        """A run, in the background."""
        run = await self._got("POST /runs", "POST", "/runs", {"assistant_id": "qa", "input": {"documents": [self.document]}}, count=False)
        self.threads.append(run["thread_id"])
        self.runs.append(run["run_id"])
        return dict(run)

    async def end(self, run: dict[str, Any]) -> None:
        """Looks now and then until a run has ended."""
        while True:
            found = await self._got("run", "GET", f"/threads/{run['thread_id']}/runs/{run['run_id']}")
            if found and found["status"] not in {"pending", "running"}:
                self.seen.ended[found["status"]] += 1
                return
            await asyncio.sleep(2 * PAUSE)

    async def look(self) -> None:
        """Asks what has nothing to do with a run's work, one thing after another, until it is cancelled."""
        thread = self.threads[-1]
        routes: list[tuple[str, str, str, Any]] = [
            ("thread", "GET", f"/threads/{thread}", None),
            ("search", "POST", "/threads/search", {}),
            ("state", "GET", f"/threads/{thread}/state", None),
            ("history", "POST", f"/threads/{thread}/history", {}),
            ("runs", "GET", f"/threads/{thread}/runs", None),
            ("documents", "GET", "/documents", None),
            ("assistants", "POST", "/assistants/search", {}),
            ("schemas", "GET", "/assistants/qa/schemas", None),
            ("new thread", "POST", "/threads", {}),
            ("metrics", "GET", "/metrics", None),
        ]
        await asyncio.sleep(PAUSE * (self.number % 10) / 10)
        while True:
            for name, method, path, body in routes:
                await self._got(name, method, path, body)
                await asyncio.sleep(PAUSE)

    async def _got(self, name: str, method: str, path: str, body: Any = None, *, count: bool = True) -> Any:
        began = time.perf_counter()
        try:
            answer = await self.http.request(method, path, json=body, timeout=SECONDS_TO_ANSWER)
        except httpx.HTTPError as error:
            self.seen.wrong[f"{name}: {type(error).__name__}"] += 1
            return None
        if count:
            self.seen.times[name].append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            self.seen.wrong[f"{name}: {answer.status_code} {answer.text[:100]}"] += 1
            return None
        return answer.json() if "json" in answer.headers["content-type"] else None


async def listen(server: Server, key: str, run: dict[str, Any], seen: Seen) -> None:
    """Holds a stream open until it ends, with nothing but a socket."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        path = f"/threads/{run['thread_id']}/runs/{run['run_id']}/stream?stream_mode=custom"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n".encode())
        status = await reader.readline()
        seen.listened += b" 200 " in status
        last = b""
        while line := await reader.readline():
            last = line if line.startswith(b"event: ") else last
        writer.close()
        if last.strip() != b"event: end":
            seen.wrong[f"a stream ends with {status + last!r}"] += 1
    except OSError as error:
        seen.wrong[f"a listener: {error}"] += 1


async def flood(server: Server, clients: list[Client], keys: list[str], given: argparse.Namespace, seen: Seen) -> float:
    """All runs at once with everybody looking; the seconds that they took."""
    began = time.monotonic()
    asked = await asyncio.gather(*(clients[number % len(clients)].ask() for number in range(given.runs)))
    _tell(f"{given.runs} runs asked for, {time.monotonic() - began:.1f} s")
    owned = [(keys[number % len(clients)], run) for number, run in enumerate(asked)]
    # the runs that are begun last are listened to, so that the listeners are idle for long
    listeners = [
        asyncio.create_task(listen(server, *owned[-1 - number % max(1, len(owned) // 2)], seen)) for number in range(given.listeners)
    ]
    ends = [clients[number % len(clients)].end(run) for number, run in enumerate(asked)]
    await _with(clients, ends)
    await asyncio.gather(*listeners)
    return time.monotonic() - began


async def steadily(clients: list[Client], minutes: float) -> None:
    """One run after another, for so long, with everybody looking."""
    until = time.monotonic() + 60 * minutes

    async def one_after_another() -> None:
        while time.monotonic() < until:
            await clients[0].end(await clients[0].ask())

    await _with(clients, [one_after_another()])


async def measured(given: argparse.Namespace, folder: Path) -> tuple[dict[str, float], dict[str, list[str]]]:
    """The numbers, and the promises with what breaks them."""
    names = [f"owner-{number}" for number in range(given.clients)]
    keys = keys_of(folder / "data", names)
    server, memory, seen, steady = Server(folder / "data", folder / "homes", ("--at-once", "2")), Memory(), Seen(), Seen()
    server.begin("load")
    await server.answers()
    assert server.process
    watching = asyncio.create_task(memory.watch(server.process.pid))
    limits = httpx.Limits(max_connections=10)
    https = [httpx.AsyncClient(base_url=server.url, headers={"Authorization": f"Bearer {keys[name]}"}, limits=limits) for name in names]
    clients = [Client(http, number, seen) for number, http in enumerate(https)]
    await asyncio.gather(*(client.upload() for client in clients))
    seconds = await flood(server, clients, [keys[name] for name in names], given, seen)
    load, calm = os.getloadavg()[0], memory.seconds[-1]
    _tell(f"{seconds:.0f} s; p95 {seen.percentile(95):.0f} ms")
    for client in clients:
        client.seen = steady
    await steadily(clients, given.minutes)
    watching.cancel()
    for http in https:
        await http.aclose()
    code = server.end()
    slope, grown = memory.growth(calm)
    numbers = {f"p95 of {name}, ms": float(np.percentile(times, 95)) for name, times in sorted(seen.times.items())}
    numbers |= {
        "p50 of all, ms": seen.percentile(50),
        "p95 of all, ms": seen.percentile(95),
        "longest of all, ms": seen.percentile(100),
        "requests meanwhile": float(sum(map(len, seen.times.values()))),
        "runs ended": float(seen.ended["success"]),
        "seconds for them": seconds,
        "load of the machine": load,
        "listeners held": float(seen.listened),
        "open files of the server, most": float(memory.open_files),
        "server, MB at most": max(memory.server),
        "its children together, MB at most": max(memory.children),
        "minutes watched": given.minutes,
        "runs meanwhile": float(steady.ended["success"]),
        "p95 of all then, ms": steady.percentile(95),
        "growth, MB a minute": slope,
        "growth in all, MB": grown,
    }
    return numbers, {
        "errors": [f"{count} × {word}" for word, count in (seen.wrong + steady.wrong).items()] + ([server.said()] if code else []),
        "runs that did not end well": [] if seen.ended == {"success": given.runs} else [str(dict(seen.ended))],
        "listeners that were not held": [] if seen.listened == given.listeners else [f"{seen.listened} of {given.listeners}"],
        "p95 too long": [] if seen.percentile(95) < MOST_MILLISECONDS else [f"{seen.percentile(95):.0f} ms"],
        "memory that grows": [] if grown < MOST_GROWTH else [f"{grown:.1f} MB in {given.minutes:g} minutes"],
    }


def main() -> None:
    """Prints the numbers, and exits with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--listeners", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=20.0)
    given = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(8192, hard)), hard))
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    with tempfile.TemporaryDirectory() as folder:
        numbers, found = asyncio.run(measured(given, Path(folder)))
    print("\n".join(f"| {title} | {number:.4g} |" for title, number in numbers.items()))
    print("\n".join(f"| **{promise}** | {len(words)} |" for promise, words in found.items()))
    broken = [f"{promise}: {word}" for promise, words in found.items() for word in words]
    print(*broken[:40], sep="\n")
    sys.exit(bool(broken))


async def _with(clients: list[Client], work: Iterable[Awaitable[None]]) -> None:
    looking = [asyncio.create_task(client.look()) for client in clients if client.threads]
    try:
        await asyncio.gather(*work)
    finally:
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)


def _tell(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
