"""The index: both channels over the passages of one state of the library."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from bookwright.knowledge.analysis import family, primary
from bookwright.knowledge.dense import Dense, Rooms, fitted_channel, given_channel
from bookwright.knowledge.embeddings import configured
from bookwright.knowledge.entry import Entry
from bookwright.knowledge.fusion import Scores, best_first, fuse, scale
from bookwright.knowledge.lexical import Lexical
from bookwright.knowledge.settings import LibrarySettings
from bookwright.knowledge.vectors import BrokenVectorsError


@dataclass(frozen=True)
class Match:
    """A passage's scores for one query, all in [0, 1]."""

    passage_id: str
    score: float
    lexical: float
    dense: float


class Shelf:
    """The passages whose languages follow one rule; `dense` is None where there is no dense channel."""

    def __init__(self, entries: Sequence[Entry], lexical: Lexical, dense: Dense | None) -> None:
        self.family = family(entries[0].language)
        self._ids = [entry.passage_id for entry in entries]
        self._languages = np.array([entry.language for entry in entries])
        self._lexical = lexical
        self.dense = dense

    def search(self, query: str, k: int, exclude: Container[str], language: str | None) -> "Found":
        """The best `k` for the query, best first, ties in canonical order; none with nothing of the query in it."""
        rows = self._rows(language)
        dense = self.dense.scores(query, language) if self.dense and rows.size else None
        return self._found(self._lexical.scores(query), dense, rows, k, exclude)

    def search_many(self, queries: Sequence[str], k: int, exclude: Sequence[Container[str]], language: str) -> list["Found"]:
        """As `search`, for many queries at once, which costs much less."""
        rows = self._rows(language)
        lexical = self._lexical.scores_many(queries)
        dense = self.dense.scores_many(queries, rows) if self.dense and rows.size else repeat(None, len(queries))
        return [self._found(words, sense, rows, k, own) for words, sense, own in zip(lexical, dense, exclude, strict=True)]

    def _rows(self, language: str | None) -> NDArray[np.intp]:
        return np.arange(len(self._ids)) if language is None else np.flatnonzero(self._languages == language)

    def _found(self, words: Scores, sense: Scores | None, rows: NDArray[np.intp], k: int, exclude: Container[str]) -> "Found":
        """What the scores of both channels, for every entry of the shelf, find among the rows."""
        shares = words[rows]
        lexical = scale(shares)
        dense = np.zeros_like(lexical) if sense is None else sense[rows]
        fused = fuse(lexical, dense, self.dense.weight if self.dense else 0.0)
        matches: list[Match] = []
        for place in best_first(fused, k):
            if len(matches) == k or fused[place] <= 0:
                break
            passage_id = self._ids[rows[place]]
            if passage_id not in exclude:
                matches.append(Match(passage_id, float(fused[place]), float(lexical[place]), float(dense[place])))
        return Found(matches, float(shares.max(initial=0.0)))


@dataclass(frozen=True)
class Found:
    """A shelf's matches, and how much of the query its best passage has, from 0 to 1."""

    matches: list[Match]
    share: float


class Index:
    """Answers queries over its shelves."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._shelves = shelves

    def search(self, query: str, k: int, exclude: Container[str], language: str | None) -> list[Match]:
        """The best `k` passages for the query, best first.

        Each shelf has a best passage, also one that holds next to nothing of the query, because it is asked in another language. So where
        several shelves answer, each one's scores count by the share of the query that its best passage has.
        """
        wanted = primary(language) if language is not None else None
        found = [shelf.search(query, k, exclude, wanted) for shelf in self._shelves]
        most = max((shelf.share for shelf in found), default=0.0)
        matches = [replace(m, score=m.score * shelf.share / most) if most else m for shelf in found for m in shelf.matches]
        return sorted(matches, key=lambda match: -match.score)[:k]

    @property
    def takes_many(self) -> bool:
        """Whether every dense channel can take many queries at once."""
        return all(shelf.dense.takes_many for shelf in self._shelves if shelf.dense)

    def search_many(self, queries: Sequence[str], k: int, exclude: Sequence[Container[str]], language: str) -> list[list[Match]]:
        """As `search`, for many queries that keep to one language, which is all on one shelf."""
        wanted = primary(language)
        shelf = next(shelf for shelf in self._shelves if shelf.family == family(wanted))
        return [found.matches for found in shelf.search_many(queries, k, exclude, wanted)]


def build(entries: Sequence[Entry], settings: LibrarySettings, embeddings: Embeddings | None, rooms: Rooms) -> Index:
    """The index of `entries`, given in canonical order, with a shelf for each family of languages."""
    given = embeddings or configured(settings)
    try:
        shelves = _shelves(entries, settings, given, rooms)
    except BrokenVectorsError:
        rooms.chroma.wipe()
        shelves = _shelves(entries, settings, given, rooms)
    if collections := [shelf.dense.collection for shelf in shelves if shelf.dense]:
        rooms.chroma.keep_only(collections)
    return Index(shelves)


def _shelves(entries: Sequence[Entry], settings: LibrarySettings, given: Embeddings | None, rooms: Rooms) -> list[Shelf]:
    shelves = []
    for name in sorted({family(entry.language) for entry in entries}):
        own = [entry for entry in entries if family(entry.language) == name]
        dense = None
        if given:
            dense = given_channel(own, name, given, rooms, settings.dense_weight)
        elif settings.embeddings == "fitted":
            dense = fitted_channel(own, name, rooms, settings.dense_weight)
        shelves.append(Shelf(own, Lexical([entry.text for entry in own], name), dense))
    return shelves
