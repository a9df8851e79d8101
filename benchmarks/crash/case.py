"""One misbehaviour in one seat: a run, what came of it, and what of that breaks a promise."""

import json
import re
import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.promises import broken_promises, rows

from benchmarks.crash.canaries import CANARIES, ENVIRONMENT, leaks
from benchmarks.crash.expected import EXPECTED, SEATS, Expected
from benchmarks.crash.lives import HUNG, Life, Nursery
from benchmarks.crash.remains import Served
from bookwright.service.qa import UNANSWERED

SHORT, LONG = 2.0, 20.0
GRACE = 1.0
LONGEST_RUN = 60.0
MADE = {"Evolved": lambda operator: operator not in {"write", "revise", "failed"}, "Revised": lambda operator: operator == "revise"}
STOPPED = re.compile(r"^bookwright: model scripted: .+$", re.MULTILINE)

Texts = dict[str, str]


@dataclass
class Case:
    """What came of it in a few words, and what is wrong with that."""

    behaviour: Behaviour
    seat: str
    came: str = ""
    asked: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)


class Bench:
    """A folder, an endpoint and a source for one run after another."""

    def __init__(self, folder: Path, source: str, endpoint: Endpoint, nursery: Nursery) -> None:
        self.folder, self.source, self.endpoint, self.nursery = folder, source, endpoint, nursery
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, folder: Path, name: str, *options: str) -> Life:
        """A run in the folder, to its end."""
        arguments = ["qa", self.source, "--out", "run", "--model", "scripted", "--base-url", self.endpoint.url]
        life = self.nursery.start(
            [*arguments, "--evolve", "1", "--answering", "--embeddings", "none", *options], folder, name, **ENVIRONMENT
        )
        life.wait(LONGEST_RUN)
        return life

    def reference(self) -> Texts:
        """The records of a run with honest answers, by id."""
        self.endpoint.follow(faulty=1.0, evolving=1.0)
        folder = self.folder / "reference"
        folder.mkdir()
        life = self.run(folder, "honest", *_options())
        assert life.status == 0, life.said
        seats = self.endpoint.served()["seats"]
        assert set(seats) == set(SEATS), f"seats not asked: {set(SEATS) - set(seats)}"
        sent = {line["canaries"] for line in self.endpoint.log() if line["event"] == "asked"}
        assert sent == {CANARIES}, f"of {CANARIES} headers with a canary were sent: {sent}"
        return texts(folder / "run")

    def case(self, behaviour: Behaviour, seat: str, reference: Texts, prompts: list[str], *, again: bool) -> Case:
        """The seat is always answered in this way. With `again` the run goes on afterwards with honest answers."""
        case, expected = Case(behaviour, seat), EXPECTED[behaviour]
        folder = self.folder / f"{behaviour}-{seat}"
        folder.mkdir()
        self.endpoint.follow(Rule(behaviour=behaviour, seat=seat), faulty=1.0, evolving=1.0, echo=True)
        served = Served(self.endpoint.log_path)
        began = time.monotonic()
        life = self.run(folder, "faulty", *_options(behaviour))
        case.seconds = time.monotonic() - began
        self._look(case, expected, life, folder / "run", reference)
        served.more()
        served.close()
        _requests(case, expected, served.lines)
        if again and expected.mends:
            self.endpoint.follow(faulty=1.0, evolving=1.0)
            life = self.run(folder, "mended", *_options())
            if life.status != 0 or texts(folder / "run") != reference:
                case.wrong.append(f"goes on to exit code {life.status} and {len(texts(folder / 'run'))} of {len(reference)} records")
        case.leaked = [f"{behaviour} {SEATS[seat]}: {leak}" for leak in leaks(folder, prompts)]
        if not case.wrong and not case.leaked:
            shutil.rmtree(folder)
        return case

    def _look(self, case: Case, expected: Expected, life: Life, run: Path, reference: Texts) -> None:
        _out, err = life.said
        if life.status == HUNG:
            case.wrong.append(f"hangs: not ended after {LONGEST_RUN:g} s")
            return
        lines = STOPPED.findall(err)
        found = json.loads((run / "run.json").read_text(encoding="utf-8"))
        state, done = found["status"], UNANSWERED if found["failed_requests"] else 0
        stops = expected.stops_in(case.seat)
        if (life.status, state, len(lines)) != ((2, "stopped", 1) if stops else (done, "finished", 0)):
            case.wrong.append(f"exit code {life.status}, {state}, said: {' / '.join(err.splitlines()[-3:])}")
        if stops and expected.stops not in "".join(lines):
            case.wrong.append(f"unclear: {lines}")
        if "Traceback" in err:
            case.wrong.append("a traceback")
        case.wrong += broken_promises(run)
        case.came = "stopped" if state == "stopped" else _rows(case, expected, run, reference)


def texts(run: Path) -> Texts:
    """The records' texts by id."""
    return {row["id"]: row["text_sha256"] for row in rows(run, "records.jsonl")}


def _deadline(behaviour: Behaviour | None) -> float:
    """Short where it is to strike, else so long that a busy machine does not make it strike."""
    return SHORT if behaviour in {Behaviour.HANG, Behaviour.DRIP} else LONG


def _options(behaviour: Behaviour | None = None) -> tuple[str, ...]:
    return "--per-passage", "2", "--concurrency", "4", "--deadline", f"{_deadline(behaviour):g}"


def _rows(case: Case, expected: Expected, run: Path, reference: Texts) -> str:
    """What the rows say of it, and what is wrong with that."""
    records, rejects = rows(run, "records.jsonl"), rows(run, "rejects.jsonl")
    seat = SEATS[case.seat]
    versions = [version for row in records + rejects for version in row["lineage"]]
    failed = Counter([row["reason"] for row in rejects] + [version["why"] for version in versions if version["operator"] == "failed"])
    if expected.sound:
        if failed or texts(run) != reference:
            case.wrong.append(f"other records than from honest answers; failed: {dict(failed)}")
        return f"{len(records)} records"
    if not failed or not set(failed) <= {f"{seat}:{cause}" for cause in expected.causes}:
        case.wrong.append(f"{dict(failed)} instead of {seat}:{'|'.join(expected.causes)}")
    if records and case.seat not in MADE:
        case.wrong.append(f"{len(records)} records without a sound answer of the {seat}")
    if case.seat in MADE and any(MADE[case.seat](version["operator"]) for version in versions):
        case.wrong.append(f"an answer of the {seat} was accepted")
    return ", ".join(sorted(cause.partition(":")[2] for cause in failed)) + (f"; {len(records)} records" if records else "")


def _requests(case: Case, expected: Expected, lines: list[dict[str, Any]]) -> None:
    """How often the same was asked, and how long the client waited for each answer."""
    asked = {line["place"]: line for line in lines if line["event"] == "asked"}
    ended = {line["place"]: line["time"] for line in lines if line["event"] in {"sent", "gone"}}
    case.asked = sum(line["seat"] == case.seat for line in asked.values())
    most = max(Counter(line["body"] for line in asked.values()).values(), default=0)
    if most > expected.most:
        case.wrong.append(f"one request was sent {most} times, {expected.most} at most were due")
    if not case.asked:
        case.wrong.append(f"the {SEATS[case.seat]} was never asked")
    waits = [ended[place] - line["time"] for place, line in asked.items() if place in ended]
    case.slowest = max(waits, default=0.0)
    if case.slowest > _deadline(case.behaviour) + GRACE or len(waits) < len(asked):
        case.wrong.append(f"waited {case.slowest:.1f} s for one answer, {len(asked) - len(waits)} left open")
