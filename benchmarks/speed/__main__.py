"""How fast a run is, against a loopback server that is faster than any client, beside raw aiohttp making the same calls in the same run.

    python -m benchmarks.speed [--only core,wide,rows] [--times 5] [--peers FOLDER --install] [--source PATH]

core   the whole critique loop with its ledger on disk, 500 ms, 256 at once, on one core; beside it the usual way
wide   the same at 1,024 at once, on all cores
rows   400 rows of one call each, 50 ms, 32 at once, from the start of the process to its end; beside it other generators

The clients of a job take turns, so that a busy minute strikes all of them; every figure is the median of its runs.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.speed.editions import write_editions
from benchmarks.speed.loop import SHARES, loop_job, warmed
from benchmarks.speed.process import Client, Load, Loopback, Timed, loopback, middle, timed
from benchmarks.speed.rows import PEERS, interpreters, one_call_job, rows_in, run_peer
from benchmarks.speed.table import RAW, Measured, table, verdict

PARTS = ("core", "wide", "rows")
OURS, USUAL = "Bookwright", "ChatOpenAI, a checkpoint a step"
ROWS, ROWS_AT_ONCE, ROWS_LATENCY = 400, 32, 0.05
IDEAL_ROWS = ROWS / ROWS_AT_ONCE * ROWS_LATENCY
FLOOD = 40_000

Run = Callable[[], Timed]


@dataclass(frozen=True)
class Bench:
    """The server, the folder for what is recorded, and what was given on the command line."""

    server: Loopback
    folder: Path
    given: argparse.Namespace

    def replay(self, module: str, bodies: Path, load: Load, plan: dict[str, Any]) -> Timed:
        """A client that makes the recorded calls."""
        python = str(self.given.usual or sys.executable) if module == "usual" else sys.executable
        command = [python, "-m", f"benchmarks.speed.{module}", "--url", self.server.url, "--bodies", str(bodies)]
        return timed(self.server, Client([*command, "--at-once", str(load.at_once)]), load, plan)

    def loop(self, name: str, load: Load, editions: int) -> Iterator[Measured]:
        """The whole loop beside raw aiohttp."""
        if not self.given.source:
            write_editions(self.folder / name, Path("examples/documents"), editions)
        job = loop_job(self.given.source or [str(self.folder / name)], self.given.options)
        bodies = self.folder / f"{name}.jsonl"
        say(f"{name}: {warmed(job, self.server, load.at_once, bodies)} calls recorded")
        clients: dict[str, Run] = {
            RAW: lambda: self.replay("raw", bodies, load, SHARES),
            OURS: lambda: job.run(self.server, load),
        }
        if name == "core" and not self.given.skip_usual:
            clients[USUAL] = lambda: self.replay("usual", bodies, load, SHARES)
            self.replay("usual", bodies, Load(load.at_once, 0.0), SHARES)
        self.replay("raw", bodies, Load(load.at_once, 0.0), SHARES)
        yield from self.in_turn(f"critique loop, {'all cores' if load.core is None else 'one core'}", load, clients)

    def rows(self) -> Iterator[Measured]:
        """The short job beside raw aiohttp and other generators."""
        rows = rows_in(self.folder, ROWS)
        job = one_call_job(rows, tuple(self.given.row_options))
        bodies, load = self.folder / "rows-bodies.jsonl", Load(ROWS_AT_ONCE, ROWS_LATENCY)
        say(f"rows: {warmed(job, self.server, load.at_once, bodies)} calls recorded")
        clients: dict[str, Run] = {
            RAW: lambda: self.replay("raw", bodies, load, job.plan),
            OURS: lambda: job.run(self.server, load),
        }
        if not self.given.skip_peers:
            found = interpreters(self.given.peers, install=self.given.install)
            for name, python in found.items():
                clients[name] = partial(run_peer, self.server, python, name, rows, load)
            for name in sorted(PEERS.keys() - found.keys()):
                say(f"{name}: not under {self.given.peers}; --install puts it there")
        yield from self.in_turn("rows of one call", load, dict(warm(clients)))

    def in_turn(self, job: str, load: Load, clients: dict[str, Run]) -> Iterator[Measured]:
        """Runs the clients one after the other, so many times."""
        runs: dict[str, list[Timed]] = {name: [] for name in clients}
        for turn in range(self.given.times):
            for name, client in clients.items():
                runs[name].append(client())
                last = runs[name][-1]
                words = f"{last.rate:,.0f} calls/s, {last.steady:,.0f} steady, {last.wall:.2f} s, {last.missed} answers worked out"
                say(f"{job}, {load.at_once} at once, {turn + 1}/{self.given.times}, {name}: {words}")
        yield from (Measured(job, load, name, timings) for name, timings in runs.items())

    def capacity(self, bodies: Path) -> str:
        """What the server can do, and what one call costs it."""
        calls = len(bodies.read_bytes().splitlines())
        command = [sys.executable, "-m", "benchmarks.speed.flood", "--port", str(self.server.port), "--bodies", str(bodies)]
        timed(self.server, Client(command), Load(0, 0.0, 0), SHARES)
        floods, spent = [], []
        for _ in range(self.given.times):
            floods.append(timed(self.server, Client([*command, "--times", str(FLOOD // calls + 1)]), Load(0, 0.0, 0), SHARES))
            served = self.server.served()
            spent.append(served["cpu"] / served["sent"] * 1e6)
        asked = f"requests of {bodies.stat().st_size / calls / 1000:.1f} kB over bare sockets"
        return f"The server answers {median(f.rate for f in floods):,.0f} {asked} a second, at {median(spent):.0f} µs of its CPU each."


def warm(clients: dict[str, Run]) -> Iterator[tuple[str, Run]]:
    """Runs every client once, so that its files are read and its calls known; another generator that fails is left out."""
    for name, client in clients.items():
        try:
            say(f"warming {name}: {client().wall:.2f} s")
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            if name in {RAW, OURS}:
                raise
            say(f"left out: {name}: {error}")
        else:
            yield name, client


def say(words: str) -> None:
    """Tells how far it is."""
    print(words, file=sys.stderr, flush=True)


def verdicts(measured: list[Measured]) -> Iterator[str]:
    """What was promised and what came of it."""
    groups: dict[tuple[str, Load], dict[str, Timed]] = {}
    for one in measured:
        groups.setdefault(one.group, {})[one.by] = middle(one.runs)
    for (job, load), by in groups.items():
        ours, raw = by[OURS], by[RAW]
        if job.startswith("critique"):
            wanted = 0.90 if load.core is not None else 0.85
            yield verdict(f"{job}, {load.at_once} at once: throughput over raw aiohttp's", ours.rate / raw.rate, wanted)
        else:
            yield verdict(f"{job}: seconds in all", ours.wall, 2 * IDEAL_ROWS + 1, most=True)
            for name, peer in by.items():
                if name not in {OURS, RAW}:
                    yield verdict(f"{job}: seconds over {name}'s", ours.wall / peer.wall, 1.0, most=True)


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=lambda words: words.split(","), default=list(PARTS), metavar="PARTS", help="of core, wide, rows")
    parser.add_argument("--times", type=int, default=5, help="runs of every client")
    parser.add_argument("--source", action="append", help="documents for the loop, in place of editions of the examples")
    parser.add_argument("--core-editions", type=int, default=20, help="of 8 documents each, for about 9,000 calls in 10")
    parser.add_argument("--wide-editions", type=int, default=40)
    parser.add_argument("--latency", type=float, default=0.5, help="seconds a call takes in the loop")
    parser.add_argument("--core-at-once", type=int, default=256)
    parser.add_argument("--wide-at-once", type=int, default=1024)
    parser.add_argument("--option", dest="options", action="append", default=[], help="one more word for Bookwright's command in the loop")
    parser.add_argument("--row-option", dest="row_options", action="append", default=[], help="the same in the job of rows")
    parser.add_argument("--usual", type=Path, help="an interpreter that has langgraph-checkpoint-sqlite, if this one has not")
    parser.add_argument("--skip-usual", action="store_true")
    parser.add_argument("--peers", type=Path, default=Path(".peers"), help="where the other generators are installed, an environment each")
    parser.add_argument("--install", action="store_true", help="install those that are missing there")
    parser.add_argument("--skip-peers", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Measures, then prints the machine, the server, the table and the verdicts."""
    given = parsed()
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder, loopback(core=1) as server:
        bench = Bench(server, Path(folder), given)
        if "core" in given.only:
            measured += bench.loop("core", Load(given.core_at_once, given.latency, 0), given.core_editions)
        if "wide" in given.only:
            measured += bench.loop("wide", Load(given.wide_at_once, given.latency), given.wide_editions)
        if "rows" in given.only:
            measured += bench.rows()
        recorded = max(Path(folder).glob("*.jsonl"), key=lambda file: file.stat().st_size)
        print(f"{os.cpu_count()} cores, Python {platform.python_version()}. {bench.capacity(recorded)}\n")
    print(*table(measured), "", *verdicts(measured), sep="\n")


if __name__ == "__main__":
    main()
