"""The ledger of a run: every paid answer, written down before any role sees it, and every finished passage."""

import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from bookwright.agents.chat import Reply
from bookwright.errors import ModelError, RunError
from bookwright.service.ledger_reader import LIVE, LedgerReader, advice

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
FORGET_FAILURES = "DELETE FROM failures WHERE at < ?"
KEEP_FAILURE = "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?)"
KEEP_OUTCOME = "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?)"

BETWEEN_COMMITS = 0.01
"""Seconds from the beginning of a commit to that of the next: what arrives meanwhile shares one, whose cost is that of many rows."""
MAKE_ROOM = "free the disk, then give the same command again"

Row = tuple[str, tuple[object, ...]]


class Batch:
    """Rows that go into one commit, and the promise that they did."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Ledger:
    """One SQLite file, written by one connection from one thread; what arrives shortly after a commit goes into the next one together.

    It is read through its `reader`, a second connection on the caller's own thread: that costs less than the way to another one.
    Opened inside a running event loop and closed with `close`. RunError when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
        self._connection = self._thread.submit(self._connect).result()
        self.reader = LedgerReader(path)
        self._batch = Batch()
        self._committing: asyncio.Task[None] | None = None
        self._next_commit = 0.0

    async def keep_answer(self, key: str, model: str, reply: Reply, role: str = "", lane: str = LIVE) -> None:
        """Returns when the answer is committed; the first answer under a key stays."""
        await self.keep(*answered(key, model, reply, role, lane))

    async def keep_failure(self, key: str, model: str, role: str, error: ModelError) -> None:
        """Returns when the failed request is written down with its cause."""
        await self.keep(failed(key, model, role, error))

    async def keep_outcome(self, passage: str, terms: str, outcome: str) -> None:
        """Returns when the outcome is committed."""
        await self.keep((KEEP_OUTCOME, (passage, terms, outcome)))

    async def forget_failures(self, before: datetime) -> None:
        """Forgets the failed requests that were not made since: a go that came to its end without them has no need of them."""
        await self.keep((FORGET_FAILURES, (before.timestamp(),)))

    async def close(self) -> None:
        """Commits what is waiting and closes the file."""
        if self._committing:
            await asyncio.wait({self._committing})
        self.reader.close()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._connection.close)
        self._thread.shutdown()

    def _connect(self) -> sqlite3.Connection:
        connection = None
        try:
            connection = sqlite3.connect(self._path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # NORMAL may lose the last commits in a power cut
            connection.executescript(SCHEMA)
        except sqlite3.Error as error:
            if connection:
                connection.close()
            raise RunError(f"{self._path}: {error}; {advice(error, 'free the disk or give another --out')}") from None
        return connection

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
            batch = self._batch
            try:
                await self._turn()
                self._batch = Batch()
                await asyncio.get_running_loop().run_in_executor(self._thread, self._write, batch.rows)
            except sqlite3.Error as error:
                batch.kept.set_exception(RunError(f"{self._path}: {error}; {advice(error, MAKE_ROOM)}"))
            except Exception as error:  # rows that cannot be written must not keep the later ones waiting
                batch.kept.set_exception(_unwritten(self._path, error))
            except BaseException as error:  # nobody may wait for ever for a commit that was given up
                for given_up in {batch, self._batch}:
                    given_up.kept.set_exception(_unwritten(self._path, error))
                self._batch = Batch()
                raise
            else:
                batch.kept.set_result(None)

    async def _turn(self) -> None:
        """Waits until the next commit may begin, which after a quiet while is at once."""
        clock = asyncio.get_running_loop().time
        if (wait := self._next_commit - clock()) > 0:
            await asyncio.sleep(wait)
        self._next_commit = clock() + BETWEEN_COMMITS

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


def _unwritten(path: Path, error: BaseException) -> RunError:
    return RunError(f"{path}: {type(error).__name__} while writing; give the same command again")


def answered(key: str, model: str, reply: Reply, role: str, lane: str) -> tuple[Row, Row]:
    """The statements that keep an answer; the first answer under a key stays."""
    return (KEEP_ANSWER, (key, model, role, lane, time.time(), reply.model_dump_json())), (FORGET_FAILURE, (key,))


def failed(key: str, model: str, role: str, error: ModelError) -> Row:
    """The statement that keeps a failed request with its cause."""
    return KEEP_FAILURE, (key, model, role, error.kind, str(error), time.time())
