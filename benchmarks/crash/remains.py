"""What a dead process left behind: the answers in its ledger, the rows in its files, and what the endpoint has served."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.endpoint.marks import words

ROW_FILES = ("records.jsonl", "rejects.jsonl")


class Served:
    """The endpoint's log, read as it grows."""

    def __init__(self, log: Path) -> None:
        self._file = log.open("rb")
        self._file.seek(0, 2)
        self._rest = b""
        self.lines: list[dict[str, Any]] = []
        self._signed: dict[int, str | None] = {}

    def more(self) -> list[dict[str, Any]]:
        """The lines that have come since the last call."""
        *whole, self._rest = (self._rest + self._file.read()).split(b"\n")
        new = [json.loads(line) for line in whole]
        self.lines += new
        self._signed |= {line["place"]: line["signature"] for line in new if line["event"] == "asked"}
        return new

    def count_of(self, key: str, event: str) -> int:
        """How many events of a life have come since the last call; those of earlier lives come late at times."""
        sign = signature(key)
        return sum(line["event"] == event and self._signed.get(line["place"]) == sign for line in self.more())

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()


def signature(key: str) -> str:
    """How the log names whoever signs with this key."""
    return hashlib.sha256(f"Bearer {key}".encode()).hexdigest()


def stored_answers(run: Path) -> dict[str, str]:
    """The committed answers by ledger key, as JSON; from a copy, so that the next life finds the file as the dead one left it.

    Raises sqlite3.Error when the file is not sound.
    """
    ledger = run / "ledger.db"
    if not ledger.exists():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for path in (ledger, run / "ledger.db-wal"):
            if path.exists():
                shutil.copy(path, folder)
        with closing(sqlite3.connect(Path(folder) / "ledger.db")) as connection:
            check = connection.execute("PRAGMA quick_check").fetchall()
            if check != [("ok",)]:
                raise sqlite3.DatabaseError(f"{ledger}: {check[:3]}")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return dict(connection.execute("SELECT key, reply FROM answers")) if "answers" in tables else {}


def texts_of(reply: str) -> Iterator[str]:
    """The sha256 of every text in a stored reply; the answer's own is among them, however the ledger names its fields."""
    waiting = [json.loads(reply)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and value:
            yield hashlib.sha256(value.encode()).hexdigest()


def torn(run: Path) -> list[str]:
    """What is no whole line of JSON in the files of rows, and a run.json that cannot be read."""
    faults = []
    for name in ROW_FILES:
        path = run / name
        data = path.read_bytes() if path.exists() else b""
        if data and not data.endswith(b"\n"):
            faults.append(f"{name}: the last line is torn")
        faults += [f"{name}: line {number} is torn" for number, line in enumerate(data.splitlines(), 1) if not _is_json(line)]
    state = run / "run.json"
    if state.exists() and not _is_json(state.read_bytes()):
        faults.append("run.json is torn")
    return faults


def mixed(row: dict[str, Any]) -> list[str]:
    """Where a row was made of two answers to one request, by the marks of an endpoint that marks what it serves."""
    faults = []
    versions = row["lineage"]
    for number, version in enumerate(versions):
        parent = version["parent"]
        inherited = words(versions[parent]["draft"]["question"]) if parent is not None else []
        if words(version["draft"]["question"])[: len(inherited)] != inherited:
            faults.append(f"{row['id']}: version {number} was not made from its parent")
    shown = words(row["question"])
    verdicts = (row["verdict"] or {}).get("reasons", ())
    faults += [f"{row['id']}: the verdict is of another draft" for reason in verdicts if words(reason)[:-1] != shown]
    drafts = [words(version["draft"]["question"]) for version in versions]
    reasons = [words(fault["reason"]) for critique in row["critiques"] for fault in critique["faults"]]
    faults += [f"{row['id']}: a fault of another draft" for said in reasons if said and said[:-1] not in drafts]
    return faults


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
