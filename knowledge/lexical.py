"""The lexical channel: BM25 over the passages (bm25s; Robertson and Zaragoza 2009, with the idf of Lucene)."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import bm25s
import numpy as np
from scipy.sparse import csr_matrix

from bookwright.knowledge.analysis import lexical_terms
from bookwright.knowledge.fusion import Scores


class Lexical:
    """BM25 scores of a query against every text it was built from."""

    def __init__(self, texts: Sequence[str], family: str) -> None:
        self._analyse = lexical_terms(family)
        self._count = len(texts)
        terms = [self._analyse(text) for text in texts]
        self._index: Any = None
        if any(terms):
            logging.getLogger("bm25s").setLevel(logging.WARNING)  # it asks for DEBUG, and any handler of the user's would print that
            self._index = bm25s.BM25(backend="numpy", csc_backend="numpy", auto_compile=False)
            self._index.index(terms, show_progress=False)
            columns = self._index.scores
            self._starts = columns["indptr"]
            self._shares = csr_matrix((columns["data"], columns["indices"], self._starts), (len(self._starts) - 1, self._count))

    def scores(self, query: str) -> Scores:
        """One score for each text, in their order: its share, from 0 to 1, of what a text would score that is nothing but the query.

        All 0 if no term of the query occurs. As shares, the scores of several indexes can be set side by side.
        """
        return next(self.scores_many([query]))

    def scores_many(self, queries: Sequence[str]) -> Iterator[Scores]:
        """As `scores` for each query, by one product of the queries' terms with the terms' scores."""
        terms = [self._analyse(query) for query in queries]
        known = [self._index.get_tokens_ids(own) if self._index else [] for own in terms]
        found = self._sums(known) if any(known) else None
        for row, (own, ids) in enumerate(zip(terms, known, strict=True)):
            scores = np.zeros(self._count, dtype=np.float32)
            if found is not None and ids:
                held = slice(found.indptr[row], found.indptr[row + 1])
                scores[found.indices[held]] = found.data[held] / self._most(ids, unknown=len(own) - len(ids))
            yield scores

    def _sums(self, ids: Sequence[list[int]]) -> csr_matrix:
        """For each query, the sum of its terms' scores (queries × texts), added up in the order in which its terms come."""
        starts = np.cumsum([0, *map(len, ids)])
        terms = np.concatenate([np.array(own, dtype=np.int32) for own in ids])
        return csr_matrix((np.ones(len(terms), dtype=np.float32), terms, starts), (len(ids), self._shares.shape[0])) @ self._shares

    def _most(self, known: list[int], unknown: int) -> np.float32:
        """The bound of a score: BM25 weighs each term of the query by its idf times less than 1."""
        frequencies = self._starts[np.array(known) + 1] - self._starts[known]
        rarest = np.log1p((self._count + 0.5) / 0.5)
        return np.float32(np.log1p((self._count - frequencies + 0.5) / (frequencies + 0.5)).sum() + unknown * rarest)
