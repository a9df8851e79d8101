"""Reading the ledger of a run that may be at work in another process, without a trace of having been there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bookwright.service.ledger import Account, FailedRequest, accounts, failures, open_reader, rows_of


class LedgerReader:
    """Questions to a ledger over one read-only connection."""

    def __init__(self, reader: sqlite3.Connection, path: Path) -> None:
        self._reader, self._path = reader, path

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return rows_of(self._reader, self._path, query, values)

    def accounts(self) -> list[Account]:
        """What its answers have cost."""
        return accounts(self._reader, self._path)

    def failures(self) -> list[FailedRequest]:
        """The requests that are without an answer."""
        return failures(self._reader, self._path)


@contextmanager
def ledger_of(run: Path) -> Iterator[LedgerReader | None]:
    """The ledger of a run directory; None where there is none yet. RunError where it cannot be read."""
    path = run / "ledger.db"
    if not path.exists():
        yield None
        return
    with closing(open_reader(path, at_rest=not path.with_name("ledger.db-wal").exists())) as reader:
        yield LedgerReader(reader, path)
