"""The ledger of a run: every paid answer, written down before any role sees it, and every finished passage."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bookwright.agents.chat import Reply
from bookwright.errors import ModelError, RunError
from bookwright.knowledge.document import Frozen

SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, role TEXT NOT NULL, lane TEXT NOT NULL, at REAL NOT NULL, reply TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS failures (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL, at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS outcomes (passage TEXT NOT NULL, terms TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (passage, terms));
CREATE TABLE IF NOT EXISTS batches (
    file TEXT PRIMARY KEY, id TEXT NOT NULL, address TEXT NOT NULL, model TEXT NOT NULL, at REAL NOT NULL, collected INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS batched (
    key TEXT PRIMARY KEY, role TEXT NOT NULL, attempt INTEGER NOT NULL, file TEXT NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL
);
"""
KEEP_ANSWER = "INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?, ?)"
FORGET_FAILURE = "DELETE FROM failures WHERE key = ?"
KEEP_FAILURE = "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?)"
KEEP_OUTCOME = "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?)"
ACCOUNTS = """
SELECT role, model, lane, count(*), sum(json_extract(reply, '$.input_tokens')), sum(json_extract(reply, '$.output_tokens')),
       sum(json_extract(reply, '$.cached_tokens'))
FROM answers GROUP BY role, model, lane ORDER BY role, model, lane
"""
FAILURES = "SELECT key, model, role, kind, message, at FROM failures ORDER BY at, key"
LIVE, BATCH = "live", "batch"

Row = tuple[str, tuple[object, ...]]


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


class Batch:
    """Rows that go into one commit, and the promise that they did."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Ledger:
    """One SQLite file, written by one connection from one thread; what is waiting when a commit ends goes into the next one together.

    Single rows are read by a second, read-only connection on the caller's own thread: that costs less than the way to another one.
    Opened inside a running event loop and closed with `close`. RunError when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
        self._connection = self._thread.submit(self._connect).result()
        self._reader = open_reader(path)
        self._batch = Batch()
        self._committing: asyncio.Task[None] | None = None

    def answer(self, key: str) -> Reply | None:
        """The answer kept under a key."""
        rows = self.rows("SELECT reply FROM answers WHERE key = ?", (key,))
        return Reply.model_validate_json(rows[0][0]) if rows else None

    async def keep_answer(self, key: str, model: str, reply: Reply, role: str = "", lane: str = LIVE) -> None:
        """Returns when the answer is committed; the first answer under a key stays."""
        await self.keep(*answered(key, model, reply, role, lane))

    async def keep_failure(self, key: str, model: str, role: str, error: ModelError) -> None:
        """Returns when the failed request is written down with its cause."""
        await self.keep(failed(key, model, role, error))

    def accounts(self) -> list[Account]:
        """All answers that the ledger holds, whether a record came of them or not."""
        return accounts(self._reader, self._path)

    def failures(self) -> list[FailedRequest]:
        """The requests that are still without an answer, the latest last."""
        return failures(self._reader, self._path)

    def outcome(self, passage: str, terms: str) -> str | None:
        """What came of a passage under the same terms (settings, prompts, models, version)."""
        rows = self.rows("SELECT outcome FROM outcomes WHERE passage = ? AND terms = ?", (passage, terms))
        return str(rows[0][0]) if rows else None

    async def keep_outcome(self, passage: str, terms: str, outcome: str) -> None:
        """Returns when the outcome is committed."""
        await self.keep((KEEP_OUTCOME, (passage, terms, outcome)))

    async def close(self) -> None:
        """Commits what is waiting and closes the file."""
        if self._committing:
            await asyncio.wait({self._committing})
        self._reader.close()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._connection.close)
        self._thread.shutdown()

    def _connect(self) -> sqlite3.Connection:
        connection = None
        try:
            connection = sqlite3.connect(self._path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(SCHEMA)
        except sqlite3.Error as error:
            if connection:
                connection.close()
            raise RunError(f"{self._path}: {error}; free the disk or give another --out") from None
        return connection

    def rows(self, query: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query, as committed."""
        return rows_of(self._reader, self._path, query, values)

    async def keep(self, *rows: Row) -> None:
        """Returns when the statements are committed, all of them together."""
        if not rows:
            return
        batch = self._batch
        batch.rows.extend(rows)
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit())
        await asyncio.shield(batch.kept)

    async def _commit(self) -> None:
        while self._batch.rows:
            batch, self._batch = self._batch, Batch()
            try:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._write, batch.rows)
            except sqlite3.Error as error:
                batch.kept.set_exception(RunError(f"{self._path}: {error}; free the disk, then give the same command again"))
            except BaseException as error:  # nobody may wait for ever for a commit that was given up
                batch.kept.set_exception(RunError(f"{self._path}: {type(error).__name__} while writing; give the same command again"))
                raise
            else:
                batch.kept.set_result(None)

    def _write(self, rows: list[Row]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for statement, values in rows:
                self._connection.execute(statement, values)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk has ended it already
                self._connection.execute("ROLLBACK")
            raise


def answered(key: str, model: str, reply: Reply, role: str, lane: str) -> tuple[Row, Row]:
    """The statements that keep an answer; the first answer under a key stays."""
    return (KEEP_ANSWER, (key, model, role, lane, time.time(), reply.model_dump_json())), (FORGET_FAILURE, (key,))


def failed(key: str, model: str, role: str, error: ModelError) -> Row:
    """The statement that keeps a failed request with its cause."""
    return KEEP_FAILURE, (key, model, role, error.kind, str(error), time.time())


def open_reader(path: Path, *, at_rest: bool = False) -> sqlite3.Connection:
    """A read-only connection to a ledger that may be in use. RunError when it cannot be read.

    `at_rest` promises that nobody writes to it and that no log of a writer stands beside it; then not even a lock is put there.
    """
    try:
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if at_rest else ''}", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise RunError(f"{path}: {error}; give another run directory") from None


def rows_of(reader: sqlite3.Connection, path: Path, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query. RunError when the file cannot be read."""
    try:
        return reader.execute(query, values).fetchall()
    except sqlite3.Error as error:
        raise RunError(f"{path}: {error}; give another run directory") from None


def accounts(reader: sqlite3.Connection, path: Path) -> list[Account]:
    """What the ledger's answers have cost, by role, model and lane."""
    return [Account(**dict(zip(Account.model_fields, row, strict=True))) for row in rows_of(reader, path, ACCOUNTS)]


def failures(reader: sqlite3.Connection, path: Path) -> list[FailedRequest]:
    """The requests without an answer, in the order in which they failed."""
    return [FailedRequest(**dict(zip(FailedRequest.model_fields, row, strict=True))) for row in rows_of(reader, path, FAILURES)]
