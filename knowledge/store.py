"""The store: documents, their passages and vectors in one SQLite file. It is the truth; every index is rebuilt from it."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bookwright.errors import InputError
from bookwright.knowledge.document import Document
from bookwright.knowledge.passage import Passage

SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE source (path TEXT PRIMARY KEY, document_id TEXT NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX source_document ON source (document_id, path);
CREATE TABLE passage (
    id TEXT PRIMARY KEY, document_id TEXT NOT NULL, start INTEGER NOT NULL, passage TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX passage_document ON passage (document_id, start);
CREATE TABLE vector (
    embedder TEXT NOT NULL, passage_id TEXT NOT NULL REFERENCES passage (id) ON DELETE CASCADE, vector BLOB NOT NULL,
    PRIMARY KEY (embedder, passage_id)
) WITHOUT ROWID;
CREATE INDEX vector_passage ON vector (passage_id);
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

# A text found under several paths is one document, and goes by the first of them.
CANONICAL = "(SELECT document_id, min(path) AS path FROM source GROUP BY document_id)"

Vectors = NDArray[np.float32]


class Store:
    """One SQLite file, usable from several threads; each write is one transaction, whole or absent after a kill."""

    def __init__(self, path: Path) -> None:
        """Opens or creates the file; InputError if it is not a library of this version."""
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            self._prepare(path)
        except sqlite3.DatabaseError as error:
            self.close()
            raise InputError(f"{path}: not a library ({error}); move it away to start a new one") from error
        except InputError:
            self.close()
            raise

    def _prepare(self, path: Path) -> None:
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        elif version != SCHEMA_VERSION:
            raise InputError(f"{path}: a library of format {version}, this program reads format {SCHEMA_VERSION}; build it anew")

    def close(self) -> None:
        """Closes the file; the store is of no use afterwards."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside become durable together, or none does."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[str, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    # Documents

    def documents(self) -> Iterator[Document]:
        """Every document once, by path; read one at a time, for a text may be long."""
        for (path,) in self._rows(f"SELECT path FROM {CANONICAL} ORDER BY path"):  # noqa: S608  no value in it
            document = self.source(path)
            if document is not None:
                yield document

    def document(self, document_id: str) -> Document | None:
        """The document of that id, under the first of its paths."""
        rows = self._rows("SELECT document FROM source WHERE document_id = ? ORDER BY path LIMIT 1", (document_id,))
        return Document.model_validate_json(rows[0][0]) if rows else None

    def source(self, path: str) -> Document | None:
        """What stands at that path."""
        rows = self._rows("SELECT document FROM source WHERE path = ?", (path,))
        return Document.model_validate_json(rows[0][0]) if rows else None

    def paths(self) -> list[str]:
        """Every path, in order."""
        return [path for (path,) in self._rows("SELECT path FROM source ORDER BY path")]

    def put_source(self, document: Document) -> None:
        """Puts the document at its path, in place of what stood there."""
        with self._lock:
            self._connection.execute(
                "INSERT OR REPLACE INTO source VALUES (?, ?, ?)", (document.path, document.id, document.model_dump_json())
            )

    def drop_source(self, path: str) -> None:
        """Takes away what stands at that path."""
        with self._lock:
            self._connection.execute("DELETE FROM source WHERE path = ?", (path,))

    # Passages

    def passages(self, document_id: str | None = None) -> list[Passage]:
        """The passages of one document or of all, in canonical order: by the document's path, then by offset."""
        if document_id is not None:
            rows = self._rows("SELECT passage FROM passage WHERE document_id = ? ORDER BY start, id", (document_id,))
        else:
            rows = self._rows(f"SELECT passage FROM passage JOIN {CANONICAL} USING (document_id) ORDER BY path, start, id")  # noqa: S608  as above
        return [Passage.model_validate_json(row) for (row,) in rows]

    def each_passage(self) -> Iterator[Passage]:
        """Every passage in canonical order, read one at a time: all of them may be more than there is room for."""
        for (passage_id,) in self._rows(f"SELECT id FROM passage JOIN {CANONICAL} USING (document_id) ORDER BY path, start, id"):  # noqa: S608  as above
            passage = self.passage(passage_id)
            if passage is not None:
                yield passage

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id."""
        rows = self._rows("SELECT passage FROM passage WHERE id = ?", (passage_id,))
        return Passage.model_validate_json(rows[0][0]) if rows else None

    def replace_passages(self, document_id: str, passages: Iterable[Passage]) -> None:
        """Puts these in place of the document's passages; the vectors of those that go, go with them."""
        with self._lock:
            self._connection.execute("DELETE FROM passage WHERE document_id = ?", (document_id,))
            rows = ((p.id, p.document_id, p.start, p.model_dump_json()) for p in passages)
            self._connection.executemany("INSERT INTO passage VALUES (?, ?, ?, ?)", rows)

    # Vectors

    def vectors(self, embedder: str) -> dict[str, Vectors]:
        """That embedder's vectors by passage id, each float32 of one dimension."""
        rows = self._rows("SELECT passage_id, vector FROM vector WHERE embedder = ?", (embedder,))
        return {passage_id: np.frombuffer(blob, dtype="<f4") for passage_id, blob in rows}  # type: ignore[call-overload]

    def put_vectors(self, embedder: str, passage_ids: Sequence[str], vectors: Vectors) -> None:
        """Keeps one row of `vectors` for each passage id."""
        rows = ((embedder, passage_id, row.astype("<f4").tobytes()) for passage_id, row in zip(passage_ids, vectors, strict=True))
        with self.transaction():
            self._connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", rows)

    def drop_vectors(self, prefix: str) -> None:
        """Drops the vectors of the embedders whose names begin with `prefix`."""
        with self.transaction():
            self._connection.execute("DELETE FROM vector WHERE substr(embedder, 1, ?) = ?", (len(prefix), prefix))

    # Notes: small facts about the library, such as the settings its passages were cut with

    def note(self, name: str) -> str | None:
        """The note of that name."""
        rows = self._rows("SELECT value FROM note WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def put_note(self, name: str, value: str) -> None:
        """Writes or replaces the note."""
        with self._lock:
            self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))
