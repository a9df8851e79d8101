"""What an item costs in a short run and in a long one: seconds and resident memory, on one library, the server on loopback.

    python -m benchmarks.growth [--items 100 1000 10000] [--at-once 64]

The source is the example documents in so many editions that the largest run never sees a passage twice. Time for an item is taken from the
first stored answer to the last, since reading and indexing are the same for all; memory is the largest resident size of the process.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil
from tests.endpoint.client import Endpoint, running

from benchmarks.speed.editions import write_editions

PASSAGES_AN_EDITION = 100
SECONDS_BETWEEN_LOOKS = 0.1


class Cost(NamedTuple):
    """What a run took."""

    items: int
    calls: int
    seconds: float
    megabytes: float


def run(source: Path, out: Path, endpoint: Endpoint, items: int, at_once: int) -> Cost:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "bookwright.service", "qa", str(source), "--out", str(out), "--model", "scripted"]
    command += ["--base-url", endpoint.url, "--limit", str(items), "--concurrency", str(at_once)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        watched, largest = psutil.Process(process.pid), 0
        while process.poll() is None:
            try:
                largest = max(largest, watched.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(SECONDS_BETWEEN_LOOKS)
    state = json.loads((out / "run.json").read_text(encoding="utf-8"))
    ledger = sqlite3.connect(out / "ledger.db")
    (seconds,) = ledger.execute("SELECT max(at) - min(at) FROM answers").fetchone()
    ledger.close()
    return Cost(state["counts"]["worked"], state["paid"]["calls"], seconds, largest / 1e6)


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--at-once", type=int, default=64)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        write_editions(source, Path("examples/documents"), max(given.items) // PASSAGES_AN_EDITION + 1)
        print("| items | calls | s | ms an item | largest RSS MB |\n|---:|---:|---:|---:|---:|")
        with running(Path(folder) / "requests.jsonl") as endpoint:
            endpoint.follow(latency=0.02, faulty=0.2, evolving=0.5)
            for items in given.items:
                cost = run(source, Path(folder) / str(items), endpoint, items, given.at_once)
                each = 1000 * cost.seconds / cost.items
                print(f"| {cost.items} | {cost.calls} | {cost.seconds:.1f} | {each:.1f} | {cost.megabytes:.0f} |", flush=True)


if __name__ == "__main__":
    main()
