"""The deliveries that are still to be made, in the server's database: written together with the end that they tell of."""

import json
import sqlite3
from typing import Any

from bookwright.knowledge.document import Frozen
from bookwright.service.serve.entities import Run

DUE = """
SELECT runs.body, webhooks.attempts, events.event, events.data FROM webhooks
JOIN runs ON runs.id = webhooks.run
JOIN events ON events.run = runs.id AND events.seq = (SELECT max(seq) FROM events WHERE run = runs.id)
WHERE webhooks.due <= ? ORDER BY webhooks.due LIMIT ?
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

    def due(self, now: float, most: int) -> list[Delivery]:
        """Deliveries that are to be made by now, the longest due first."""
        rows = self._db.execute(DUE, (now, most)).fetchall()
        return [
            Delivery(run=Run.model_validate_json(body), attempts=attempts, event=event, data=json.loads(data))
            for body, attempts, event, data in rows
        ]

    def next_due(self) -> float | None:
        """When the next delivery is to be made; None where there is none."""
        (due,) = self._db.execute("SELECT min(due) FROM webhooks").fetchone()
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
