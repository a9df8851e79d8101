"""What requests with an idempotency key were answered, for a day: the same request again gets the same answer."""

import sqlite3
import time

from bookwright.errors import RequestRefused

SECONDS_KEPT = 24 * 3600.0


class Answers:
    """The answers in the server's database, each under its owner and key. `request` is a hash of all that the answer depends on."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, owner: str, key: str, request: str) -> str | None:
        """The answer to this request, if there was one. RequestRefused with 422 where another came under its key."""
        since = time.time() - SECONDS_KEPT
        sql = "SELECT request, answer FROM answers WHERE owner = ? AND key = ? AND kept > ?"
        found = self._db.execute(sql, (owner, key, since)).fetchone()
        if found and found[0] != request:
            raise used_otherwise()
        return str(found[1]) if found else None

    def keep(self, owner: str, key: str, request: str, answer: str) -> None:
        """Keeps an answer, and lets go of those that are older than a day."""
        now = time.time()
        self._db.execute("DELETE FROM answers WHERE kept <= ?", (now - SECONDS_KEPT,))
        self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", (owner, key, request, answer, now))


def used_otherwise() -> RequestRefused:
    """The refusal of a key that came with another request before."""
    return RequestRefused(422, "idempotency key: was used for another request; give each request a key of its own")
