"""The server's SQLite file: threads, runs, events and uploads, every row with its owner."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bookwright.errors import RunError
from bookwright.service.serve.entities import Checkpoint, Event, Run, RunStatus, Thread, ThreadStatus, Upload

SCHEMA = Path(__file__).with_name("schema.sql")
SECONDS_BUSY = 0.1
ACTIVE = ("pending", "running")
MOST_CHARACTERS = 20_000_000
CLAIM = """
SELECT body FROM runs WHERE status = 'pending' AND owner = ? AND id NOT IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
    SELECT 1 FROM runs AS other WHERE other.owner = runs.owner AND other.thread = runs.thread AND other.id <> runs.id AND (
        other.status = 'running' OR (other.status = 'pending' AND other.rowid < runs.rowid)
    )
) ORDER BY rowid LIMIT 1
"""
LET_GO = "UPDATE runs SET status = 'pending', body = json_set(body, '$.status', 'pending') WHERE status = 'running' AND id = ?"
LET_GO_BUT = """
UPDATE runs SET status = 'pending', body = json_set(body, '$.status', 'pending')
WHERE status = 'running' AND id NOT IN (SELECT value FROM json_each(?))
"""
STATES = """
SELECT body FROM checkpoints WHERE thread = :thread AND owner = :owner
AND (:since IS NULL OR rowid <= (SELECT rowid FROM checkpoints WHERE id = :since AND thread = :thread AND owner = :owner))
AND (:before IS NULL OR rowid < (SELECT rowid FROM checkpoints WHERE id = :before AND thread = :thread AND owner = :owner))
ORDER BY rowid DESC
"""

Kept = TypeVar("Kept", bound=BaseModel)


class Store:
    """One connection, used from the thread of the event loop: every statement takes well under a millisecond, a commit some more.

    What a method returns is as it stands on disk. A row of another owner is as one that is not there. RunError where the file cannot be
    used when it is opened; later sqlite3.OperationalError, after a tenth of a second, where another program holds it or the disk is full.

    It is the only connection that writes the file, because SQLite before 3.51.3 may damage a log that two connections write. So the one
    process that holds the lock of the server's folder opens it, and a lease is no more than that a run is marked as running: it holds as
    long as that process works on the run, by no clock, and all leases end when the next process begins.
    """

    def __init__(self, path: Path) -> None:
        try:
            self.db = sqlite3.connect(path, isolation_level=None)
            self.db.execute("PRAGMA journal_mode = WAL")
            self.db.execute("PRAGMA synchronous = FULL")
            self.db.execute("PRAGMA foreign_keys = ON")
            self.db.executescript(SCHEMA.read_text(encoding="utf-8"))
            self.db.execute(f"PRAGMA busy_timeout = {SECONDS_BUSY * 1000:.0f}")  # the event loop stands still as long
        except sqlite3.Error as error:
            raise RunError(f"{path}: {error}; name another folder with --data") from None

    def close(self) -> None:
        """Closes the file."""
        self.db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """The statements inside happen all or not at all."""
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:  # SQLite itself has ended it where the disk is full
                self.db.execute("ROLLBACK")
            raise

    def born(self) -> float:
        """When the file was made, in seconds since the epoch."""
        (at,) = self.db.execute("SELECT at FROM born").fetchone()
        return float(at)

    # threads

    def keep_thread(self, thread: Thread) -> None:
        """Writes a thread as it is now."""
        body = thread.model_dump_json(exclude={"values"})  # they stand in the state that the thread is in
        row = (thread.id, thread.owner, thread.updated.isoformat(), thread.status, body)
        self.db.execute(
            "INSERT INTO threads VALUES (?, ?, ?, ?, ?) ON CONFLICT (owner, id) DO UPDATE"
            " SET updated = excluded.updated, status = excluded.status, body = excluded.body",
            row,
        )

    def thread(self, thread_id: str, owner: str) -> Thread | None:
        """A thread of that owner."""
        found = self._one(Thread, "SELECT body FROM threads WHERE id = ? AND owner = ?", thread_id, owner)
        state = self.checkpoint(found.checkpoint, thread_id, owner) if found and found.checkpoint else None
        return found.model_copy(update={"values": state.values}) if found and state else found

    def threads(self, owner: str) -> list[Thread]:
        """The threads of that owner without their values, the one that changed last first."""
        return self._many(Thread, "SELECT body FROM threads WHERE owner = ? ORDER BY updated DESC, id", owner)

    def thread_ids(self) -> list[tuple[str, str]]:
        """The owner and the id of every thread."""
        return self.db.execute("SELECT owner, id FROM threads").fetchall()

    def drop_thread(self, thread_id: str, owner: str) -> None:
        """Takes a thread out, with its runs, events and checkpoints."""
        self.db.execute("DELETE FROM threads WHERE id = ? AND owner = ?", (thread_id, owner))

    def keep_checkpoint(self, checkpoint: Checkpoint, owner: str) -> None:
        """Adds a state that a thread is in."""
        body = checkpoint.model_dump_json()
        row = (checkpoint.id, checkpoint.thread, owner, body, len(body.encode()))
        self.db.execute("INSERT INTO checkpoints VALUES (?, ?, ?, ?, ?)", row)

    def drop_states(self, thread_id: str, owner: str, most: int) -> int:
        """Takes at most so many states of a thread out, and says how many these were."""
        sql = "DELETE FROM checkpoints WHERE rowid IN (SELECT rowid FROM checkpoints WHERE thread = ? AND owner = ? LIMIT ?)"
        return self.db.execute(sql, (thread_id, owner, most)).rowcount

    def states_bytes(self, owner: str) -> int:
        """What the states of all threads of that owner take."""
        (size,) = self.db.execute("SELECT coalesce(sum(size), 0) FROM checkpoints WHERE owner = ?", (owner,)).fetchone()
        return int(size)

    def checkpoint(self, checkpoint_id: str, thread_id: str, owner: str) -> Checkpoint | None:
        """A state of a thread."""
        sql = "SELECT body FROM checkpoints WHERE id = ? AND thread = ? AND owner = ?"
        return self._one(Checkpoint, sql, checkpoint_id, thread_id, owner)

    def checkpoints(self, thread_id: str, owner: str, since: str | None = None, before: str | None = None) -> Iterator[Checkpoint]:
        """The states of a thread, the last first, each read when it is asked for: from that one on, and those before that one; none where
        it is no state of the thread. After `MOST_CHARACTERS` there are no more, however many there are."""
        places, read = {"thread": thread_id, "owner": owner, "since": since, "before": before}, 0
        for (body,) in self.db.execute(STATES, places):
            if read and read + len(body) > MOST_CHARACTERS:
                return
            read += len(body)
            yield Checkpoint.model_validate_json(body)

    # runs

    def add_run(self, run: Run, idempotency: str | None = None) -> None:
        """Adds a run that is to be done."""
        row = (run.id, run.thread, run.owner, run.status, idempotency, run.model_dump_json())
        self.db.execute("INSERT INTO runs (id, thread, owner, status, idempotency, body) VALUES (?, ?, ?, ?, ?, ?)", row)

    def keep_run(self, run: Run) -> None:
        """Writes a run as it is now."""
        self.db.execute("UPDATE runs SET status = ?, body = ? WHERE id = ?", (run.status, run.model_dump_json(), run.id))

    def run(self, run_id: str, owner: str) -> Run | None:
        """A run of that owner."""
        return self._one(Run, "SELECT body FROM runs WHERE id = ? AND owner = ?", run_id, owner)

    def run_by_key(self, owner: str, idempotency: str) -> Run | None:
        """The run that was asked for under that idempotency key."""
        return self._one(Run, "SELECT body FROM runs WHERE owner = ? AND idempotency = ?", owner, idempotency)

    def runs(self, thread_id: str, owner: str) -> list[Run]:
        """The runs of a thread, the last first."""
        return self._many(Run, "SELECT body FROM runs WHERE thread = ? AND owner = ? ORDER BY rowid DESC", thread_id, owner)

    def active(self, thread_id: str, owner: str) -> list[Run]:
        """The runs of a thread that have not ended, in their order."""
        sql = "SELECT body FROM runs WHERE thread = ? AND owner = ? AND status IN (?, ?) ORDER BY rowid"
        return self._many(Run, sql, thread_id, owner, *ACTIVE)

    def drop_run(self, run_id: str) -> None:
        """Takes a run out, with its events."""
        self.db.execute("DELETE FROM runs WHERE id = ?", (run_id,))

    def waiting(self, owner: str) -> int:
        """How many runs of that owner have not ended."""
        sql = "SELECT count(*) FROM runs WHERE owner = ? AND status IN (?, ?)"
        (count,) = self.db.execute(sql, (owner, *ACTIVE)).fetchone()
        return int(count)

    def counted(self) -> dict[str, int]:
        """How many runs there are in each status, and "cancelled": those that were stopped, which "interrupted" does not count then."""
        counted = dict(self.db.execute("SELECT status, count(*) FROM runs GROUP BY status").fetchall())
        sql = "SELECT count(*) FROM runs WHERE status = 'interrupted' AND json_extract(body, '$.cancelled')"
        (cancelled,) = self.db.execute(sql).fetchone()
        every = {status.value: counted.get(status, 0) for status in RunStatus}
        return every | {"interrupted": every["interrupted"] - cancelled, "cancelled": cancelled}

    def threads_counted(self) -> dict[str, int]:
        """How many threads there are in each status."""
        counted = dict(self.db.execute("SELECT status, count(*) FROM threads GROUP BY status").fetchall())
        return {status.value: counted.get(status, 0) for status in ThreadStatus}

    # leases

    def owners_to_do(self) -> list[str]:
        """The owners of runs that are to be done, the one whose run waits longest first."""
        rows = self.db.execute("SELECT owner FROM runs WHERE status = 'pending' GROUP BY owner ORDER BY min(rowid)")
        return [owner for (owner,) in rows.fetchall()]

    def claim(self, owner: str, at_work: Iterable[str]) -> Run | None:
        """Takes the oldest run of that owner that is to be done, is not at work still, and whose thread has none that is; None where there
        is none."""
        with self.together():
            run = self._one(Run, CLAIM, owner, json.dumps(list(at_work)))
            if run:
                run = run.model_copy(update={"status": RunStatus.RUNNING, "attempt": run.attempt + 1})
                self.keep_run(run)
            return run

    def let_go(self, run_id: str) -> None:
        """Ends the lease of a run, so that it is done again at once."""
        self.db.execute(LET_GO, (run_id,))

    def let_go_but(self, at_work: Iterable[str]) -> int:
        """Ends the leases of all runs but those, and says how many these were."""
        return self.db.execute(LET_GO_BUT, (json.dumps(list(at_work)),)).rowcount

    # events

    def add_event(self, run_id: str, event: str, data: object) -> Event:
        """Adds the next event of a run."""
        (last,) = self.db.execute("SELECT coalesce(max(seq), 0) FROM events WHERE run = ?", (run_id,)).fetchone()
        self.db.execute("INSERT INTO events VALUES (?, ?, ?, ?)", (run_id, last + 1, event, json.dumps(data, ensure_ascii=False)))
        return Event(seq=last + 1, event=event, data=data)

    def events(self, run_id: str, after: int = 0) -> list[Event]:
        """The events of a run behind that one, in their order."""
        rows = self.db.execute("SELECT seq, event, data FROM events WHERE run = ? AND seq > ? ORDER BY seq", (run_id, after))
        return [Event(seq=seq, event=event, data=json.loads(data)) for seq, event, data in rows.fetchall()]

    def last_event(self, run_id: str) -> Event | None:
        """The event of a run that came last."""
        row = self.db.execute("SELECT seq, event, data FROM events WHERE run = ? ORDER BY seq DESC LIMIT 1", (run_id,)).fetchone()
        return Event(seq=row[0], event=row[1], data=json.loads(row[2])) if row else None

    # uploads and spending

    def keep_upload(self, upload: Upload) -> None:
        """Adds an upload."""
        self.db.execute("INSERT INTO uploads VALUES (?, ?, ?)", (upload.id, upload.owner, upload.model_dump_json()))

    def upload(self, upload_id: str, owner: str) -> Upload | None:
        """An upload of that owner."""
        return self._one(Upload, "SELECT body FROM uploads WHERE id = ? AND owner = ?", upload_id, owner)

    def uploads(self, owner: str) -> list[Upload]:
        """The uploads of that owner, in their order."""
        return self._many(Upload, "SELECT body FROM uploads WHERE owner = ? ORDER BY rowid", owner)

    def upload_ids(self) -> list[str]:
        """The ids of all uploads, whoever's they are."""
        return [upload_id for (upload_id,) in self.db.execute("SELECT id FROM uploads").fetchall()]

    def drop_upload(self, upload_id: str) -> None:
        """Takes an upload out."""
        self.db.execute("DELETE FROM uploads WHERE id = ?", (upload_id,))

    def keep_spending(self, owner: str, place: str, calls: int, tokens: int) -> None:
        """What was spent for that owner at one place so far: on an assistant's runs on a thread, or on a request."""
        self.db.execute("INSERT OR REPLACE INTO spending VALUES (?, ?, ?, ?)", (owner, place, calls, tokens))

    def spent(self, owner: str, besides: str = "") -> tuple[int, int]:
        """Calls and tokens of that owner at all places but one, also of runs that were taken out."""
        (calls, tokens) = self.db.execute(
            "SELECT coalesce(sum(calls), 0), coalesce(sum(tokens), 0) FROM spending WHERE owner = ? AND place <> ?",
            (owner, besides),
        ).fetchone()
        return calls, tokens

    def _one(self, kind: type[Kept], sql: str, *values: object) -> Kept | None:
        found = self.db.execute(sql, values).fetchone()
        return kind.model_validate_json(found[0]) if found else None

    def _many(self, kind: type[Kept], sql: str, *values: object) -> list[Kept]:
        return [kind.model_validate_json(body) for (body,) in self.db.execute(sql, values).fetchall()]
