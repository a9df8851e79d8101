"""The dense channel: vectors of the passages, kept in the store and searched in Chroma."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from bookwright.knowledge.context import in_context
from bookwright.knowledge.embeddings import embed_query, embed_texts, name_of
from bookwright.knowledge.entry import Entry
from bookwright.knowledge.fitted import FittedEmbeddings, one_thread, prefix
from bookwright.knowledge.fusion import Scores, scale
from bookwright.knowledge.store import Store, Vectors
from bookwright.knowledge.vectors import VectorIndex

POOL = 200  # nearest passages that get a dense score at all
SAMPLE = 256  # passages, evenly spread, among which the farthest is looked for
FEWEST = 3  # passages that embeddings can be fitted on
# Measured, see benchmarks/retrieval.py.
FITTED_WEIGHT, GIVEN_WEIGHT = 0.35, 0.5


@dataclass(frozen=True)
class Rooms:
    """Where the dense channel keeps its things: the store, Chroma, and the directory of the library."""

    store: Store
    chroma: VectorIndex
    directory: Path


@dataclass(frozen=True)
class Channel:
    """A shelf's embeddings, its passages' vectors (entries × dimensions), the Chroma collection for them and their share of a score."""

    embeddings: Embeddings
    vectors: Vectors
    collection: str
    weight: float


class Dense:
    """Scores of a query by the cosine of its vector with the vectors of one shelf's passages."""

    def __init__(self, entries: Sequence[Entry], channel: Channel, chroma: VectorIndex) -> None:
        self.weight = channel.weight
        self.collection = channel.collection
        self._embeddings = channel.embeddings
        self._chroma = chroma
        self.takes_many = isinstance(channel.embeddings, FittedEmbeddings)
        self._rows = {entry.passage_id: row for row, entry in enumerate(entries)}
        self._several_languages = len({entry.language for entry in entries}) > 1
        places = np.linspace(0, len(entries) - 1, min(SAMPLE, len(entries))).astype(int)
        self._sample = np.stack([_unit(vector) for vector in channel.vectors[places]])
        usable = np.linalg.norm(channel.vectors, axis=1) > 1e-6  # zeros point nowhere
        wanted = {entry.passage_id: vector for entry, vector, use in zip(entries, channel.vectors, usable, strict=True) if use}
        self._unusable = np.flatnonzero(~usable)
        self._chroma.sync(channel.collection, wanted, {entry.passage_id: entry.language for entry in entries})
        self._vectors = _units(channel.vectors) if self.takes_many else None  # after Chroma, which needs much room for a while

    def scores(self, query: str, language: str | None) -> Scores:
        """One score in [0, 1] for each passage: scaled from the farthest to the nearest, and 0 for all but the nearest `POOL`."""
        scores = np.zeros(len(self._rows), dtype=np.float32)
        vector = embed_query(self._embeddings, query)
        if np.linalg.norm(vector) <= 1e-6:
            return scores
        group = language if self._several_languages else None
        found = self._chroma.nearest(self.collection, vector, min(POOL, len(scores)), group)
        cosines = np.array([cosine for _, cosine in found], dtype=np.float32)
        scores[[self._rows[passage_id] for passage_id, _ in found]] = _scaled(cosines, (self._sample @ _unit(vector)).min())
        return scores

    def scores_many(self, queries: Sequence[str], rows: NDArray[np.intp]) -> Iterator[Scores]:
        """As `scores`, for many queries on the same rows, by one product of all their vectors with those of the passages."""
        assert isinstance(self._embeddings, FittedEmbeddings)
        assert self._vectors is not None
        vectors = self._embeddings.embed_many(queries)
        with one_thread():
            cosines, floors = vectors @ self._vectors.T, (vectors @ self._sample.T).min(axis=1)
        cosines[:, self._unusable] = -np.inf
        count = min(POOL, len(rows) - np.isin(rows, self._unusable).sum())
        for vector, own, floor in zip(vectors, cosines, floors, strict=True):
            scores = np.zeros(len(own), dtype=np.float32)
            if count and vector.any():
                among = own[rows]
                pool = np.argpartition(among, len(among) - count)[len(among) - count :]
                scores[rows[pool]] = _scaled(among[pool], floor)
            yield scores


def fitted_channel(entries: Sequence[Entry], family: str, rooms: Rooms, weight: float | None) -> Dense | None:
    """The channel by embeddings fitted on these entries, or read from the disk if they were before; None if the entries are too few."""
    if len(entries) < FEWEST:
        return None
    texts = [entry.text for entry in entries]
    name = FittedEmbeddings.name_for(texts, family)
    path, ids = rooms.directory / f"fitted-{family}.npz", [entry.passage_id for entry in entries]
    embeddings, known = _kept(path, name), rooms.store.vectors(name)
    if embeddings is not None and known.keys() == set(ids):
        vectors = np.stack([known[passage_id] for passage_id in ids])
    else:
        try:
            embeddings, vectors = FittedEmbeddings.fit(texts, family)
        except ValueError:
            return None
        vectors = in_context(vectors, [entry.document_id for entry in entries])
        rooms.store.drop_vectors(prefix(family))
        rooms.store.put_vectors(name, ids, vectors)
        embeddings.save(path)
    weight = FITTED_WEIGHT if weight is None else weight
    return Dense(entries, Channel(embeddings, vectors, _collection(prefix(family), family), weight), rooms.chroma)


def given_channel(entries: Sequence[Entry], family: str, embeddings: Embeddings, rooms: Rooms, weight: float | None) -> Dense:
    """The channel by embeddings from outside; only passages that have no vector yet are embedded."""
    name = name_of(embeddings)
    known = rooms.store.vectors(name)
    missing = [entry for entry in entries if entry.passage_id not in known]
    if missing:
        new = embed_texts(embeddings, [entry.text for entry in missing])
        if any(len(vector) != new.shape[1] for vector in known.values()):  # another model under the same name
            missing, new = list(entries), embed_texts(embeddings, [entry.text for entry in entries])
        rooms.store.put_vectors(name, [entry.passage_id for entry in missing], new)
        known = rooms.store.vectors(name)
    vectors = np.stack([known[entry.passage_id] for entry in entries])
    weight = GIVEN_WEIGHT if weight is None else weight
    return Dense(entries, Channel(embeddings, vectors, _collection(name, family), weight), rooms.chroma)


def _scaled(cosines: Scores, floor: np.float32) -> Scores:
    """The cosines of the pool, scaled from `floor`, that of the farthest of the sample.

    Scaled from the end of the pool instead, the dense channel drowns the lexical one: within the pool little tells passages apart.
    """
    return scale(np.append(cosines, floor))[: len(cosines)]


def _units(vectors: Vectors) -> Vectors:
    """Each row as `_unit` of it."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, np.where(lengths > 1e-6, lengths, 1), dtype=np.float32)
    return scaled


def _unit(vector: Vectors) -> Vectors:
    """The vector at length 1; zeros stay zeros."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 1e-6 else vector


def _kept(path: Path, name: str) -> FittedEmbeddings | None:
    """The model of that name, if it is the one at `path`."""
    try:
        embeddings = FittedEmbeddings.load(path)
    except (OSError, ValueError, KeyError, BadZipFile):
        return None  # not there, or not whole: the model is a cache
    return embeddings if embeddings.name == name else None


def _collection(embedder: str, family: str) -> str:
    """A name that Chroma takes: one collection for each embedder and family."""
    return f"{family}-{hashlib.sha256(embedder.encode()).hexdigest()[:16]}"
