"""Reading a ledger that is another's: what is committed is seen while it is written, and trouble is one line."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bookwright.agents.chat import Reply
from bookwright.errors import ModelUnreachable, RunError
from bookwright.knowledge.lock import OwnerLock
from bookwright.service.ledger import Ledger
from bookwright.service.ledger_reader import Account, LedgerReader, ledger_of

REPLY = Reply(text="x", input_tokens=3, output_tokens=2, cached_tokens=1)
ACCOUNT = Account(role="writer", model="m", lane="live", calls=1, input_tokens=3, output_tokens=2, cached_tokens=1)


async def test_what_is_committed_is_seen_while_the_ledger_is_written(ledger: Ledger, path: Path) -> None:
    with ledger_of(path.parent) as reader:
        assert reader is not None
        await ledger.keep_answer("k", "m", REPLY, "writer")
        await ledger.keep_failure("other", "m", "judge", ModelUnreachable("server", "down"))
        assert reader.answer("k") == REPLY
        assert reader.accounts() == ledger.reader.accounts() == [ACCOUNT]
        assert [(failure.key, failure.role, failure.message) for failure in reader.failures()] == [("other", "judge", "down")]


async def test_a_ledger_at_rest_is_read_without_a_trace(path: Path) -> None:
    ledger = Ledger(path)
    await ledger.keep_answer("k", "m", REPLY, "writer")
    await ledger.close()
    assert accounts_in(path.parent) == [ACCOUNT]
    assert list(path.parent.iterdir()) == [path]


def test_where_no_ledger_is_yet_there_is_none(tmp_path: Path) -> None:
    with ledger_of(tmp_path) as reader:
        assert reader is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"no database at all " * 500, b"SQLite format 3\0" + b"\xff" * 5000, None])
def test_what_cannot_be_read_is_a_run_error_in_one_line(path: Path, content: bytes | None) -> None:
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(RunError) as caught:
        accounts_in(path.parent)
    assert str(caught.value).startswith(f"{path}: ")
    advice = "; give another run directory" if content is None else ": copy it, then sqlite3 ledger.db .recover | sqlite3 saved.db"
    assert str(caught.value).endswith(advice)
    assert "\n" not in str(caught.value)


async def test_a_ledger_that_was_taken_up_since_it_seemed_at_rest_is_read_as_one_at_work(ledger: Ledger, path: Path) -> None:
    await ledger.keep_answer("k", "m", REPLY, "writer")  # all of it stands in the log yet, which a ledger at rest has none of
    with closing(LedgerReader(path, at_rest=True)) as reader:
        assert reader.accounts() == [ACCOUNT]


def test_a_ledger_whose_holder_lives_is_not_at_rest(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []
    path.touch()
    monkeypatch.setattr(LedgerReader, "_connect", lambda reader: opened.append(reader._at_rest) or sqlite3.connect(":memory:"))
    lock = OwnerLock(path.parent)
    lock.acquire()
    with ledger_of(path.parent):
        lock.release()
    with ledger_of(path.parent):
        assert opened == [False, True]


async def test_a_locked_ledger_is_a_run_error_in_one_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await Ledger(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("INSERT INTO outcomes VALUES ('p', 'terms', '{}')")
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0.01))
    with pytest.raises(RunError, match=r"database is locked; give another run directory$"):
        accounts_in(path.parent)
    connection.close()


def accounts_in(run: Path) -> list[Account]:
    with ledger_of(run) as reader:
        return reader.accounts() if reader else []
