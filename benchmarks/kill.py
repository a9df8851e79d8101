"""Kills a run over and over and looks whether anything was lost, doubled, torn, mixed or paid twice.

    python -m benchmarks.kill --kills 200 --items 500

A run over `--items` passages, one draft each, goes through the full loop (writer, evolver, critic, reviser, judge) against the scripted
endpoint, once to its end and once with `--kills` SIGKILLs, each after the k-th request served to that life (k is drawn, the delay after it
too). A tenth as many kills come during start-up and while the last files are written. Then the same again on fewer passages with an
endpoint that answers the same request differently each time it is asked, so that a row made of two answers shows it.

What counts as paid twice: the endpoint writes the hash of every request into the white space of its answer, so the text of an answer
names its request. After each kill the ledger is copied and read, so the requests are known whose answers were committed; every life signs
with a key of its own, so the endpoint's log says which life asked what. A request that was in the ledger at the kill of one life and is
asked by a later one was paid twice though stored. A request that a killed life asked and that was not in the ledger was in flight; it
may be asked once more by a later life, and never twice by one life.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.endpoint.client import running
from tests.endpoint.plan import Marks

from benchmarks.crash.findings import Findings
from benchmarks.crash.handbook import write_collection
from benchmarks.crash.lives import nursery
from benchmarks.crash.series import Series, Trial

ROWS = {
    "kills after a served request": "served",
    "kills during start-up": "starting",
    "kills while files were written": "writing",
    "lives in all": "lives",
    "requests of the unkilled run": "whole",
    "requests of the killed run": "asked",
    "in flight at a kill, mean": "in_flight",
    "of which answered already, mean": "answered",
    "longest that an answer was not yet stored, ms": "unstored",
    "seconds": "seconds",
}


def kill(trial: Trial, *, kills: int, others: int, marks: Marks, seed: int) -> Findings:
    """One series of kills, and what was found."""
    trial.endpoint.follow(latency=trial.latency, faulty=0.4, evolving=0.5, marks=marks)
    return Series(trial, marks, random.Random(seed)).kill(kills, others)


def table(columns: dict[str, Findings]) -> str:
    """The findings side by side, as Markdown."""
    lines = ["| | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for title, name in ROWS.items():
        lines.append(f"| {title} | " + " | ".join(f"{found.numbers.get(name, 0):g}" for found in columns.values()) + " |")
    promises = dict.fromkeys(promise for found in columns.values() for promise in found.broken)
    for promise in promises:
        counts = (len(found.broken[promise]) if promise in found.broken else "-" for found in columns.values())
        lines.append(f"| **{promise}** | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(lines)


def main() -> None:
    """Runs both series, prints the table, and exits with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="after served requests")
    parser.add_argument("--items", type=int, default=500, help="passages")
    parser.add_argument("--varied-kills", type=int, default=40, help="with an endpoint that never answers the same twice")
    parser.add_argument("--varied-items", type=int, default=100)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before each answer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--source", help="a SOURCE to use instead of a made-up handbook")
    parser.add_argument("--keep", type=Path, help="a folder for the runs, to look at them afterwards")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = (given.keep or Path(temporary)).resolve()
        base.mkdir(parents=True, exist_ok=True)
        findings = {}
        with running(base / "requests.jsonl") as endpoint, nursery() as lives:
            for name, kills, items, marks in (
                ("same answers", given.kills, given.items, Marks.REQUEST),
                ("varied answers", given.varied_kills, given.varied_items, Marks.SERVED),
            ):
                folder = base / name.split()[0]
                source = given.source or write_collection(folder / "source", items, given.seed)
                trial = Trial(folder, source, items, endpoint, lives, given.concurrency, given.latency, sys.stderr)
                if kills:
                    findings[name] = kill(trial, kills=kills, others=max(2, kills // 10), marks=marks, seed=given.seed)
                    trial.tell(table({name: findings[name]}))
    print(table(findings))
    broken = [line for found in findings.values() for lines in found.broken.values() for line in lines]
    print(*broken[:40], sep="\n")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
