"""The vector index: an embedded Chroma database, filled with vectors that were made elsewhere.

It holds nothing that the store does not: what is missing or stale in it is put right from the vectors given to `sync`.
"""

import hashlib
import shutil
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bookwright.knowledge.store import Vectors

PROBES = 20
BATCH = 1000  # each is held several times over while Chroma takes it
# The graph comes out different every time it is built. Searched this wide it finds the same neighbours all the same (0.9999 of the true
# 200 nearest among 1,680), so that a rebuilt library answers as it did before.
GRAPH = {"space": "cosine", "ef_construction": 200, "ef_search": 1000}


class BrokenVectorsError(Exception):
    """The database cannot be read or does not find what was put in; `wipe` it and begin again."""


class VectorIndex:
    """Nearest neighbours by cosine, in named collections under one directory. Searching is safe from several threads."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._opening = directory.with_name(f"{directory.name}.opening")
        # Any: Chroma declares other types than it takes and returns.
        self._client: Any = None
        self._collections: dict[str, Any] = {}
        self._lock = threading.Lock()

    def sync(self, name: str, vectors: Mapping[str, Vectors], groups: Mapping[str, str]) -> None:
        """Makes the collection `name` hold exactly these vectors by id, each with its group. BrokenVectorsError if that cannot be done.

        A damaged graph can end the whole process. The mark that is then left behind has the next one begin with an empty database.
        """
        with self._lock:
            if self._client is None and self._opening.exists():
                shutil.rmtree(self._directory, ignore_errors=True)
            self._opening.touch()
            try:
                collection, kept = self._fill(name, vectors, groups)
                _probe(collection, {passage_id: vectors[passage_id] for passage_id in kept})
            except Exception as error:  # a broken database fails in many ways, none of them its user's concern
                raise BrokenVectorsError(str(error)) from error
            self._opening.unlink()
            self._collections[name] = collection

    def wipe(self) -> None:
        """Throws the database away."""
        with self._lock:
            self._disconnect()
            shutil.rmtree(self._directory, ignore_errors=True)
            self._opening.unlink(missing_ok=True)

    def keep_only(self, names: Sequence[str]) -> None:
        """Drops every other collection."""
        with self._lock:
            client = self._connected()
            for collection in client.list_collections():
                if collection.name not in names:
                    client.delete_collection(collection.name)
                    self._collections.pop(collection.name, None)

    def nearest(self, name: str, vector: Vectors, count: int, group: str | None = None) -> list[tuple[str, float]]:
        """The ids of the `count` nearest to `vector` and their cosines, nearest first; only those of `group` if it is given."""
        where = {"group": group} if group is not None else None
        found = self._collections[name].query(query_embeddings=[vector], n_results=count, where=where, include=["distances"])
        distances = found["distances"] or [[]]
        return [(passage_id, 1 - distance) for passage_id, distance in zip(found["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        """Closes the files; harmless if they were never opened."""
        with self._lock:
            self._disconnect()

    def _connected(self) -> Any:
        import chromadb  # noqa: PLC0415  two seconds' import, which only a search by meaning should pay
        from chromadb.config import Settings  # noqa: PLC0415

        if self._client is None:
            if not _is_database(self._directory / "chroma.sqlite3"):
                # Given such a file, Chroma fails once and for all: it keeps the failed system for every later client of the process.
                shutil.rmtree(self._directory, ignore_errors=True)
            self._client = chromadb.PersistentClient(path=str(self._directory), settings=Settings(anonymized_telemetry=False))
        return self._client

    def _disconnect(self) -> None:
        self._collections.clear()
        if self._client is not None:
            self._client.close()
            self._client = None

    def _fill(self, name: str, vectors: Mapping[str, Vectors], groups: Mapping[str, str]) -> tuple[Any, list[str]]:
        """The collection and the ids that it held before."""
        wanted = {passage_id: _digest(vector, groups[passage_id]) for passage_id, vector in vectors.items()}
        client = self._connected()
        collection = client.get_or_create_collection(name, configuration={"hnsw": GRAPH}, embedding_function=None)
        held = collection.get(include=["metadatas"])
        present = {passage_id: (entry or {}).get("digest") for passage_id, entry in zip(held["ids"], held["metadatas"] or [], strict=True)}
        stale = [passage_id for passage_id, digest in present.items() if wanted.get(passage_id) != digest]
        if len(stale) * 2 > len(present):  # the graph keeps a place for each deleted vector
            client.delete_collection(name)
            collection = client.create_collection(name, configuration={"hnsw": GRAPH}, embedding_function=None)
            stale, present = [], {}
        missing = [passage_id for passage_id, digest in wanted.items() if present.get(passage_id) != digest]
        # Deleted and added, never upserted: an upsert merges the metadata of before into the new.
        for batch in _batches(stale):
            collection.delete(ids=batch)
        for batch in _batches(missing):
            metadatas = [{"digest": wanted[passage_id], "group": groups[passage_id]} for passage_id in batch]
            collection.add(ids=batch, embeddings=[vectors[passage_id] for passage_id in batch], metadatas=metadatas)
        return collection, [passage_id for passage_id, digest in wanted.items() if present.get(passage_id) == digest]


def _probe(collection: Any, vectors: Mapping[str, Vectors]) -> None:
    """Looks for some vectors that must be there. ValueError if none is: the rows can outlive the files of the graph.

    One alone may stay unfound in a sound graph, where many vectors are nearly the same and lead only to each other.
    """
    ids = list(vectors)
    if ids and not any(_is_there(collection, vectors[passage_id]) for passage_id in ids[:: max(1, len(ids) // PROBES)]):
        raise ValueError(f"{ids[0]} is not where it was put, nor is any other")


def _is_there(collection: Any, vector: Vectors) -> bool:
    found = collection.query(query_embeddings=[vector], n_results=1, include=["distances"])["distances"]
    return bool(found and found[0] and found[0][0] <= 1e-3)


def _is_database(path: Path) -> bool:
    """Whether SQLite takes the file for one of its own; a missing one it would make."""
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError:
        return False
    return True


def _digest(vector: Vectors, group: str) -> str:
    return hashlib.sha256(vector.tobytes() + group.encode()).hexdigest()[:16]


def _batches(ids: Sequence[str]) -> list[list[str]]:
    return [list(ids[i : i + BATCH]) for i in range(0, len(ids), BATCH)]
