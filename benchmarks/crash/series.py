"""A series of kills on one run directory."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import IO

from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Marks

from benchmarks.crash.findings import Findings, Kill, Requests, compare, judge
from benchmarks.crash.lives import Life, Nursery
from benchmarks.crash.remains import ROW_FILES, Served, stored_answers, texts_of, torn

POLL = 0.002
LONGEST_LIFE = 1800.0
DELAYS = (0.0, 0.0, 0.003, 0.02, 0.08)
NOT_BEYOND = 0.7


@dataclass(frozen=True)
class Trial:
    """On what: a folder for the runs, documents, and how a life is run."""

    folder: Path
    source: str
    items: int
    endpoint: Endpoint
    nursery: Nursery
    concurrency: int
    latency: float
    told: IO[str]

    def start(self, run: str, name: str, key: str) -> Life:
        """One more life for a run."""
        arguments = ["qa", self.source, "--out", run, "--model", "scripted", "--base-url", self.endpoint.url]
        arguments += ["--concurrency", str(self.concurrency), "--per-passage", "1", "--evolve", "1", "--limit", str(self.items)]
        return self.nursery.start(arguments, self.folder, name, BOOKWRIGHT_API_KEY=key)

    def tell(self, words: str) -> None:
        """Says how far it is."""
        self.told.write(words + "\n")
        self.told.flush()


class Series:
    """Runs to the end once, then kills the same run again and again until it may end."""

    def __init__(self, trial: Trial, marks: Marks, chance: Random) -> None:
        self.trial, self.marks, self.chance = trial, marks, chance
        self.folder = trial.folder
        self.run = trial.folder / "killed"
        self.served = Served(trial.endpoint.log_path)
        self.kills: list[Kill] = []
        self.kinds: Counter[str] = Counter()
        self.lives = 0
        self.starting = 1.0
        self.finished = False
        self.replies: dict[str, str] = {}
        self.faults: dict[str, list[str]] = {"torn files": [], "stored answers lost or changed": [], "lives that ended wrongly": []}

    def kill(self, kills: int, others: int) -> Findings:
        """The whole series."""
        began = time.monotonic()
        whole = self._to_the_end("whole", "whole")
        self.trial.tell(f"unkilled: {whole} requests, {time.monotonic() - began:.0f} s, first request after {self.starting:.1f} s")
        for number in range(kills + others):
            if number < others // 2 or (number % max(1, kills // max(1, others - others // 2)) == 1 and self.kinds["starting"] < others):
                self._kill_at_start()
            elif self.kinds["served"] < kills:
                self._kill_when_served(whole, kills - self.kinds["served"])
            if number % 20 == 19:
                self.trial.tell(f"{len(self.kills)} kills, {len(self.replies)} answers stored, {time.monotonic() - began:.0f} s")
        while self.kinds["served"] < kills and not self.finished:
            self._kill_when_served(whole, kills - self.kinds["served"])
        for _ in range(2 * others):
            if self.kinds["writing"] < others:
                self._kill_when_writing()
        self._to_the_end("killed", "last")
        self.served.more()
        self.served.close()
        found = judge(Requests(self.served.lines), self.kills, self.replies)
        found.broken |= self.faults | compare(self.run, self.folder / "whole", same=self.marks is Marks.REQUEST)
        found.numbers |= {kind: float(count) for kind, count in self.kinds.items()}
        found.numbers |= {"lives": self.lives + 1.0, "whole": float(whole), "seconds": float(round(time.monotonic() - began))}
        return found

    def _to_the_end(self, run: str, key: str) -> int:
        """Runs without a kill; how many requests there were."""
        life = self.trial.start(run, f"{run}-{key}", key)
        began, first, asked = life.began, None, 0
        while not life.ended() and time.monotonic() < began + LONGEST_LIFE:
            asked += self.served.count_of(key, "asked")
            first = first or (time.monotonic() - began if asked else None)
            time.sleep(0.02)
        self.starting = first or self.starting
        if life.wait(0) != 0:
            self.faults["lives that ended wrongly"].append(f"{run}: exit code {life.status}: {life.said[1][-300:]}")
        return asked + self.served.count_of(key, "asked")

    def _kill_at_start(self) -> None:
        until = self.chance.uniform(0, self.starting)
        self._live("starting", lambda life, _: time.monotonic() - life.began >= until)

    def _kill_when_served(self, whole: int, left: int) -> None:
        missing = whole - len(self.replies)
        count = self.chance.randint(1, max(1, min(round(2 * missing / left), int(missing * NOT_BEYOND))))
        delay = self.chance.choice(DELAYS) * self.chance.random()
        seen = 0

        def due(_: Life, key: str) -> bool:
            nonlocal seen
            seen += self.served.count_of(key, "sent")
            if seen >= count:
                time.sleep(delay)
            return seen >= count

        self._live("served", due)

    def _kill_when_writing(self) -> None:
        """Kills while a file of rows is written, or between two files, or at the state that counts them."""
        name = self.chance.choice((*ROW_FILES, "run.json"))
        part, done = self.run / f"{name}.part", self.run / ROW_FILES[1]
        before = done.stat().st_mtime_ns if done.exists() else 0
        delay = self.chance.uniform(0, 0.01)

        def due(_: Life, __: str) -> bool:
            if name == "run.json":
                return done.exists() and done.stat().st_mtime_ns != before
            if part.exists():
                time.sleep(delay)
                return True
            return False

        self._live("writing", due)

    def _live(self, kind: str, due: Callable[[Life, str], bool]) -> None:
        """One life, killed when it is due; looks at what it left."""
        self.lives += 1
        key = f"life-{self.lives}"
        life = self.trial.start("killed", "life", key)
        while not life.ended() and not due(life, key):
            if time.monotonic() > life.began + LONGEST_LIFE:
                self.faults["lives that ended wrongly"].append(f"{key} hangs")
                break
            time.sleep(POLL)
        at = time.time()
        life.kill()
        if life.status == -9:
            self.kinds[kind] += 1
        elif life.status == 0:
            self.finished = True
        else:
            self.faults["lives that ended wrongly"].append(f"{key}: exit code {life.status}: {life.said[1][-300:]}")
        self.faults["torn files"] += [f"{key} ({kind}): {fault}" for fault in torn(self.run)]
        self.kills.append(Kill(key, at, self._stored(key)))

    def _stored(self, key: str) -> set[str]:
        """The texts in the ledger; nothing that was in it before may be gone or changed."""
        replies = stored_answers(self.run)
        for name, reply in self.replies.items():
            if replies.get(name) != reply:
                self.faults["stored answers lost or changed"].append(f"{key}: {name}")
        self.replies = replies
        return {text for reply in replies.values() for text in texts_of(reply)}
