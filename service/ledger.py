"""The ledger of a run: every paid answer, written down before any role sees it, and every finished passage."""

import asyncio
import sqlite3
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from weakref import WeakValueDictionary

from bookwright.agents.chat import Chat, Reply, Request, Usage
from bookwright.errors import RunError

SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, model TEXT NOT NULL, reply TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outcomes (passage TEXT NOT NULL, terms TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (passage, terms));
"""
KEEP_ANSWER = "INSERT OR IGNORE INTO answers VALUES (?, ?, ?)"
KEEP_OUTCOME = "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?)"

Row = tuple[str, tuple[str, str, str]]


class Batch:
    """Rows that go into one commit, and the promise that they did."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Ledger:
    """One SQLite file with one connection, used from one thread; what is waiting when a commit ends goes into the next one together.

    Opened inside a running event loop and closed with `close`. RunError when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
        self._connection = self._thread.submit(self._connect).result()
        self._batch = Batch()
        self._committing: asyncio.Task[None] | None = None

    async def answer(self, key: str) -> Reply | None:
        """The answer kept under a key."""
        rows = await self._read("SELECT reply FROM answers WHERE key = ?", (key,))
        return Reply.model_validate_json(rows[0][0]) if rows else None

    async def keep_answer(self, key: str, model: str, reply: Reply) -> None:
        """Returns when the answer is committed; the first answer under a key stays."""
        await self._keep((KEEP_ANSWER, (key, model, reply.model_dump_json())))

    async def paid(self) -> Usage:
        """All answers that the ledger holds, whether a record came of them or not."""
        columns = "count(*), sum(json_extract(reply, '$.input_tokens')), sum(json_extract(reply, '$.output_tokens'))"
        (row,) = await self._read(f"SELECT {columns} FROM answers", ())  # noqa: S608 - nothing of it comes from outside
        calls, read, written = (int(value or 0) for value in row)
        return Usage(calls=calls, input_tokens=read, output_tokens=written)

    async def outcome(self, passage: str, terms: str) -> str | None:
        """What came of a passage under the same terms (settings, prompts, models, version)."""
        rows = await self._read("SELECT outcome FROM outcomes WHERE passage = ? AND terms = ?", (passage, terms))
        return rows[0][0] if rows else None

    async def keep_outcome(self, passage: str, terms: str, outcome: str) -> None:
        """Returns when the outcome is committed."""
        await self._keep((KEEP_OUTCOME, (passage, terms, outcome)))

    async def close(self) -> None:
        """Commits what is waiting and closes the file."""
        if self._committing:
            await asyncio.wait({self._committing})
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

    async def _read(self, query: str, values: Iterable[str]) -> list[tuple[str]]:
        def read() -> list[tuple[str]]:
            try:
                return self._connection.execute(query, tuple(values)).fetchall()
            except sqlite3.Error as error:
                raise RunError(f"{self._path}: {error}; give another --out") from None

        return await asyncio.get_running_loop().run_in_executor(self._thread, read)

    async def _keep(self, row: Row) -> None:
        batch = self._batch
        batch.rows.append(row)
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


class LedgerChat:
    """A chat whose answers are kept before they are given on, and given from the ledger when they are there."""

    def __init__(self, chat: Chat, ledger: Ledger, parameters: dict[str, object]) -> None:
        self.chat = chat
        self.name = chat.name
        self.ledger = ledger
        self.parameters = parameters
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, request: Request) -> Reply:
        """The kept answer, or a new one once it is committed; what is asked twice at once is asked once."""
        key = request.key(self.name, self.parameters)
        async with self._asking.setdefault(key, asyncio.Lock()):
            kept = await self.ledger.answer(key)
            if kept:
                return kept
            reply = await self.chat.ask(request)
            await self.ledger.keep_answer(key, self.name, reply)
            return reply
