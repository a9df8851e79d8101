"""What a go with kills shows beside one without: files, values, order, streams, and what was paid for again."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.promises import broken_promises

from benchmarks.crash.findings import Requests
from benchmarks.server.errands import Told
from benchmarks.server.listening import amiss
from benchmarks.server.series import Came

FILES = (
    "records.jsonl",
    "rejects.jsonl",
    "reviews.jsonl",
    "plan.yaml",
    "book/book.json",
    "book/book.html",
    "book/book.md",
    "book/whole.md",
    "book/book.epub",
)
AT_ONCE = 2


def faults(killed: Came, whole: Came, folder: Path) -> dict[str, list[str]]:
    """Every promise with what breaks it. The folders of both goes are below `folder`."""
    values = {told.errand.name: _values(told) for told in whole.told}
    return {
        "errands that did not end well": killed.wrong + [word for told in killed.told for word in _ended(told)],
        "values that differ from the unkilled server's": [
            told.errand.name for told in killed.told if _values(told) != values.get(told.errand.name)
        ],
        "files that differ from the unkilled server's": differing(folder / "killed", folder / "whole"),
        "broken promises of run directories": [word for run in _runs(folder / "killed") for word in broken_promises(run)],
        "streams with a gap or a repeat": [
            f"{told.errand.name}: {word}" for told in killed.told for one in told.messages for word in amiss(one)
        ],
        "runs out of order": out_of_order(folder / "killed"),
        "a database that is not sound": _unsound(folder / "killed" / "server.db"),
        "errors in the server's log": errors_of(folder / "killed" / "log.jsonl"),
    }


def paid_again(lines: Sequence[dict[str, Any]], before: dict[str, set[str]]) -> tuple[int, list[str]]:
    """How many requests are told apart by their answer, and those that a life asked though their answer was stored before it began."""
    requests, bodies = Requests(lines), defaultdict(set)
    for line in lines:
        if line["event"] == "sent" and line["status"] == 200:
            bodies[line["answer"]].add(line["body"])
    own = {answer: next(iter(asked)) for answer, asked in bodies.items() if len(asked) == 1}
    again = [
        f"{life}: {own[text]}" for life, texts in before.items() for text in texts if text in own and own[text] in requests.asked_by(life)
    ]
    return len(own), again


def differing(killed: Path, whole: Path) -> list[str]:
    """The files of runs that are not the same byte for byte in both."""
    names = {run.relative_to(folder) / name for folder in (killed, whole) for run in _runs(folder) for name in FILES}
    return sorted(str(name) for name in names if _bytes(killed / name) != _bytes(whole / name))


def out_of_order(data: Path) -> list[str]:
    """Runs that were begun before one of the same owner that waited longer, by more than there are places; and on one thread, at all."""
    with closing(sqlite3.connect(data / "server.db")) as db:
        runs = db.execute("SELECT id, thread, owner FROM runs ORDER BY rowid").fetchall()
    place = {run: number for number, (run, *_) in enumerate(runs)}
    threads, owners = {run: thread for run, thread, _ in runs}, {run: owner for run, _, owner in runs}
    begun = list(dict.fromkeys(line["run"] for line in _log(data / "log.jsonl") if line["event"] == "run begins"))
    wrong = []
    for number, run in enumerate(begun):
        earlier = [other for other in begun[number + 1 :] if place[other] < place[run] and owners[other] == owners[run]]
        if len(earlier) >= AT_ONCE or any(threads[other] == threads[run] for other in earlier):
            wrong.append(f"run {place[run]} was begun before {sorted(place[other] for other in earlier)}")
    return wrong


def _ended(told: Told) -> list[str]:
    """What is wrong with the last word of each of its runs: an errand with a review waits once, then all is well."""
    asks = [any("__interrupt__" in message.data for message in messages if message.event == "values") for messages in told.messages]
    wanted = [True, False] if told.errand.answered is not None else [False]
    errors = [str(message.data) for messages in told.messages for message in messages if message.event == "error"]
    return [f"{told.errand.name}: {word}" for word in errors + ([] if asks == wanted else [f"asked a person: {asks}"])]


def _values(told: Told) -> Any:
    return next((message.data for message in reversed(told.messages[-1]) if message.event == "values"), None)


def _runs(data: Path) -> list[Path]:
    return [path.parent for path in data.glob("threads/**/records.jsonl")]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _log(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def errors_of(path: Path) -> list[str]:
    """The warnings and errors in a log."""
    return [str(line)[:300] for line in _log(path) if line["level"] in {"warning", "error"}]


def _unsound(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [str(row) for row in db.execute("PRAGMA integrity_check").fetchall() if row != ("ok",)]
