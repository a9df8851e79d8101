"""What a series of kills has shown: what was paid twice, and what became of the rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.promises import broken_promises, rows

from benchmarks.crash.remains import ROW_FILES, mixed, signature, texts_of

LAST = "last"


@dataclass
class Kill:
    """One SIGKILL: whose, when, and which answers were in the ledger."""

    life: str
    at: float
    stored: set[str]


@dataclass
class Findings:
    """The numbers of a series, and the promises with what breaks them."""

    numbers: dict[str, float] = field(default_factory=dict)
    broken: dict[str, list[str]] = field(default_factory=dict)


class Requests:
    """Who asked what, and which answer belongs to which request."""

    def __init__(self, lines: Sequence[dict[str, Any]]) -> None:
        asked = {line["place"]: line for line in lines if line["event"] == "asked"}
        self.body_of: dict[str, str] = {}
        self._bodies: dict[str, Counter[str]] = {}
        self._sent: dict[tuple[str, str], float] = {}
        for line in asked.values():
            self._bodies.setdefault(line["signature"], Counter())[line["body"]] += 1
        for line in lines:
            if line["event"] == "sent" and line["status"] == 200:
                self.body_of[line["answer"]] = line["body"]
                self._sent[asked[line["place"]]["signature"], line["body"]] = line["time"]

    def asked_by(self, life: str) -> Counter[str]:
        """The requests of a life, and how often it made each."""
        return self._bodies.get(signature(life), Counter())

    def sent_to(self, life: str, body: str) -> float | None:
        """When a life's request was answered."""
        return self._sent.get((signature(life), body))


def judge(requests: Requests, kills: Sequence[Kill], replies: dict[str, str]) -> Findings:
    """What the endpoint's log says of each kill. `replies` is the ledger as it was after the last one."""
    asked = {life: requests.asked_by(life) for life in [*(kill.life for kill in kills), LAST]}
    paid_twice: list[str] = []
    in_flight: list[int] = []
    unstored: list[float] = []
    known: set[str] = set()
    for kill in kills:
        paid_twice += [f"{kill.life} asked again for what was stored: {body}" for body in asked[kill.life] if body in known]
        stored = {requests.body_of[text] for text in kill.stored if text in requests.body_of}
        known |= stored
        open_then = set(asked[kill.life]) - stored
        if open_then:
            in_flight.append(len(open_then))
        unstored += [kill.at - sent for body in open_then if (sent := requests.sent_to(kill.life, body)) and sent < kill.at]
    paid_twice += [f"{LAST} asked again for what was stored: {body}" for body in asked[LAST] if body in known]
    again = [f"{life} asked {body} {times} times" for life, bodies in asked.items() for body, times in bodies.items() if times > 1]
    explained = sum(any(text in requests.body_of for text in texts_of(reply)) for reply in replies.values())
    numbers = {
        "asked": sum(sum(bodies.values()) for bodies in asked.values()),
        "in_flight": round(sum(in_flight) / max(1, len(in_flight)), 2),
        "answered": round(len(unstored) / max(1, len(in_flight)), 2),
        "unstored": round(1000 * max(unstored, default=0)),
    }
    broken = {
        "answers paid twice though stored": paid_twice,
        "requests asked twice by one life": again,
        "stored answers that no request explains": [f"{len(replies) - explained} answers"] * (explained < len(replies)),
    }
    return Findings({name: float(value) for name, value in numbers.items()}, broken)


def compare(killed: Path, whole: Path, *, same: bool) -> dict[str, list[str]]:
    """What is wrong with the rows of the run that was killed, beside those of the one that was not; `same` if all must be alike.

    Where answers vary, a draft that repeats another in one run may not do so in the other: a row may be a record here and a reject there.
    """
    ours, theirs = ({name: rows(run, name) for name in ROW_FILES} for run in (killed, whole))
    times = Counter(row["id"] for found in ours.values() for row in found)
    lost = [f"{row['id']} is lost" for found in theirs.values() for row in found if row["id"] not in times]
    doubled = [f"{row} {count} times" for row, count in times.items() if count > 1]
    differing = [fault for found in ours.values() for row in found for fault in mixed(row)]
    if same:
        known = {(name, row["id"]): row for name, found in theirs.items() for row in found}
        differing += [
            f"{name}: {row['id']} differs" for name, found in ours.items() for row in found if row != known.get((name, row["id"]))
        ]
    broken = {"broken promises of the run directory": broken_promises(killed)}
    broken |= {"lost rows": lost, "duplicated rows": doubled, "mixed rows": differing}
    if same:
        unlike = [name for name in ROW_FILES if (killed / name).read_bytes() != (whole / name).read_bytes()]
        broken["files that differ from the unkilled run's"] = unlike
    return broken
