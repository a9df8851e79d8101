"""Reading a ledger, also that of a run at work in another process, without a trace of having been there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from bookwright.agents.chat import Reply
from bookwright.errors import RunError
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.lock import holder_of

ANSWER = "SELECT reply FROM answers WHERE key = ?"
OUTCOME = "SELECT outcome FROM outcomes WHERE passage = ? AND terms = ?"
ACCOUNTS = """
SELECT role, model, lane, count(*), sum(json_extract(reply, '$.input_tokens')), sum(json_extract(reply, '$.output_tokens')),
       sum(json_extract(reply, '$.cached_tokens'))
FROM answers GROUP BY role, model, lane ORDER BY role, model, lane
"""
FAILURES = "SELECT key, model, role, kind, message, at FROM failures ORDER BY at, key"
ANY_ANSWER = "SELECT 1 FROM answers LIMIT 1"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
LIVE, BATCH = "live", "batch"

Item = TypeVar("Item", bound=Frozen)


class Account(Frozen):
    """What one role has cost in answers of one model by one lane ("live" or "batch")."""

    role: str
    model: str
    lane: str
    calls: int
    input_tokens: int
    output_tokens: int
    cached_tokens: int


class FailedRequest(Frozen):
    """A request that no attempt got an answer to, and why; it is asked again when the run goes on."""

    key: str
    model: str
    role: str
    kind: str
    message: str
    at: float


class LedgerReader:
    """Questions to a ledger over one read-only connection, answered as committed. RunError when the file cannot be read.

    `at_rest` says that nobody seems to write to it and that no log of a writer stands beside it; then not even a lock is put there. Where
    that turns out to be wrong, it is read as one at work.
    """

    def __init__(self, path: Path, *, at_rest: bool = False) -> None:
        self._path, self._at_rest = path, at_rest
        self._connection = self._connect()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            if not self._at_rest:
                raise self._unreadable(error) from None
        self._at_rest = False  # a writer may have come
        self._connection.close()
        self._connection = self._connect()
        return self.rows(query, *values)

    def items(self, kind: type[Item], query: str) -> list[Item]:
        """The rows of a query that names the fields of a kind of item in their order."""
        return [kind(**dict(zip(kind.model_fields, row, strict=True))) for row in self.rows(query)]

    @property
    def holds_answers(self) -> bool:
        """Whether any answer was ever kept; not so where the file is empty."""
        return ("answers",) in self.rows(TABLES) and bool(self.rows(ANY_ANSWER))

    def answer(self, key: str) -> Reply | None:
        """The answer kept under a key."""
        rows = self.rows(ANSWER, key)
        return Reply.model_validate_json(rows[0][0]) if rows else None

    def outcome(self, passage: str, terms: str) -> str | None:
        """What came of a passage under the same terms (settings, prompts, models, version)."""
        rows = self.rows(OUTCOME, passage, terms)
        return str(rows[0][0]) if rows else None

    def accounts(self) -> list[Account]:
        """What all its answers have cost, whether a record came of them or not, by role, model and lane."""
        return self.items(Account, ACCOUNTS)

    def failures(self) -> list[FailedRequest]:
        """The requests that are still without an answer, the latest last."""
        return self.items(FailedRequest, FAILURES)

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def _connect(self) -> sqlite3.Connection:
        address = f"{self._path.resolve().as_uri()}?mode=ro{'&immutable=1' if self._at_rest else ''}"
        try:
            return sqlite3.connect(address, uri=True, isolation_level=None)
        except sqlite3.Error as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: sqlite3.Error) -> RunError:
        return RunError(f"{self._path}: {error}; {advice(error, 'give another run directory')}")


def advice(error: sqlite3.Error, otherwise: str) -> str:
    """What can be done about an error: in a damaged file most answers that were paid for may still be found."""
    if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in DAMAGED:
        return "it is damaged, and answers that were paid for may be saved: copy it, then sqlite3 ledger.db .recover | sqlite3 saved.db"
    return otherwise


def check_kept(run: Path, counted: int) -> None:
    """RunError where answers that run.json counts are in no ledger any more: they would be paid for again without a word."""
    if not counted:
        return
    with ledger_of(run) as ledger:
        if ledger is None or not ledger.holds_answers:
            raise RunError(
                f"{run / 'ledger.db'}: holds no answer, and run.json counts {counted} that were paid for; put it back from a copy, or give "
                "another --out to pay for them anew"
            )


@contextmanager
def ledger_of(run: Path) -> Iterator[LedgerReader | None]:
    """The ledger of a run directory; None where there is none yet. RunError where it cannot be read."""
    path = run / "ledger.db"
    if not path.exists():
        yield None
        return
    holder = holder_of(run)
    at_rest = not (holder and holder.is_alive) and not path.with_name("ledger.db-wal").exists()
    with closing(LedgerReader(path, at_rest=at_rest)) as reader:
        yield reader
