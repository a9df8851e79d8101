"""The whole critique loop through Bookwright's own command, every run in a fresh directory with its ledger on disk."""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed.process import Client, Load, Loopback, Timed, timed

# Half of the drafts are carried on, and the critic objects to three in ten: every seat has work.
SHARES = {"evolving": 0.5, "faulty": 0.3}


@dataclass(frozen=True)
class Job:
    """A run of `bookwright qa`: its sources and options, and what the server is to say."""

    sources: tuple[str, ...]
    options: tuple[str, ...]
    plan: dict[str, Any]

    def run(self, server: Loopback, load: Load, *, keep: bool = False) -> Timed:
        """Runs the job once; its calls can be kept by the server."""
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "bookwright.service", "qa", *self.sources, "--out", str(Path(folder) / "run")]
            command += ["--model", "scripted", "--base-url", server.url, "--concurrency", str(load.at_once), *self.options]
            return timed(server, Client(command), load, {**self.plan, "keep": keep})


def loop_job(sources: Sequence[str], options: Sequence[str]) -> Job:
    """The whole loop: writing, evolving, critique, revision, judgement."""
    return Job(tuple(sources), tuple(options), SHARES)


def warmed(job: Job, server: Loopback, at_once: int, bodies: Path) -> int:
    """Runs the job once without latency, so that every answer is known, and writes its calls to a file; how many."""
    job.run(server, Load(at_once, 0.0), keep=True)
    return server.keep_bodies(bodies)
