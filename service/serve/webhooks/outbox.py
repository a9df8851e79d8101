"""The deliveries that are still to be made, in the server's database: written together with the end that they tell of."""

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from bookwright.knowledge.document import Frozen
from bookwright.service.serve.entities import Run

OWNERS = """
SELECT runs.owner FROM webhooks JOIN runs ON runs.id = webhooks.run
WHERE webhooks.due <= ? AND webhooks.run NOT IN (SELECT value FROM json_each(?)) GROUP BY runs.owner ORDER BY min(webhooks.due)
"""
DUE = """
SELECT runs.body, webhooks.attempts, events.event, events.data FROM webhooks
JOIN runs ON runs.id = webhooks.run
JOIN events ON events.run = runs.id AND events.seq = (SELECT max(seq) FROM events WHERE run = runs.id)
WHERE webhooks.due <= ? AND webhooks.run NOT IN (SELECT value FROM json_each(?)) AND runs.owner = ? ORDER BY webhooks.due LIMIT 1
"""


class Delivery(Frozen):
    """A run that has ended, the last event of it, and how often it was tried to tell of it."""

    run: Run
    attempts: int
    event: str
    data: Any


class Outbox:
    """What is to be delivered. A run that is taken out takes its delivery along."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, run_id: str, due: float) -> None:
        """A delivery that is to be made from that time on (seconds since the epoch)."""
        self._db.execute("INSERT OR IGNORE INTO webhooks (run, due) VALUES (?, ?)", (run_id, due))

    def owners_due(self, now: float, under_way: Collection[str]) -> list[str]:
        """The owners of runs whose deliveries are to be made by now, but for those under way; the one that is due longest first."""
        rows = self._db.execute(OWNERS, (now, json.dumps(list(under_way))))
        return [owner for (owner,) in rows.fetchall()]

    def due(self, now: float, under_way: Collection[str], owner: str) -> Delivery | None:
        """The delivery of that owner that is due longest, but for those under way; None where none is."""
        found = self._db.execute(DUE, (now, json.dumps(list(under_way)), owner)).fetchone()
        if found is None:
            return None
        body, attempts, event, data = found
        return Delivery(run=Run.model_validate_json(body), attempts=attempts, event=event, data=json.loads(data))

    def next_due(self, after: float = 0) -> float | None:
        """When the first delivery after that time is to be made; None where there is none."""
        (due,) = self._db.execute("SELECT min(due) FROM webhooks WHERE due > ?", (after,)).fetchone()
        return None if due is None else float(due)

    def waiting(self) -> int:
        """How many deliveries are to be made, now or later."""
        (count,) = self._db.execute("SELECT count(*) FROM webhooks").fetchone()
        return int(count)

    def postpone(self, run_id: str, due: float) -> None:
        """One more attempt was made, in vain; the next is at that time."""
        self._db.execute("UPDATE webhooks SET attempts = attempts + 1, due = ? WHERE run = ?", (due, run_id))

    def drop(self, run_id: str) -> None:
        """Nothing more is to be delivered of that run."""
        self._db.execute("DELETE FROM webhooks WHERE run = ?", (run_id,))
