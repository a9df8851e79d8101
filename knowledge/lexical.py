"""The lexical channel: BM25 over the passages (bm25s; Robertson and Zaragoza 2009, with the idf of Lucene)."""

import logging
from collections.abc import Sequence
from typing import Any

import bm25s
import numpy as np

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

    def scores(self, query: str) -> Scores:
        """One score for each text, in their order: its share, from 0 to 1, of what a text would score that is nothing but the query.

        All 0 if no term of the query occurs. As shares, the scores of several indexes can be set side by side.
        """
        terms = self._analyse(query)
        if self._index is None or not (known := self._index.get_tokens_ids(terms)):
            return np.zeros(self._count, dtype=np.float32)
        found = np.asarray(self._index.get_scores_from_ids(known), dtype=np.float32)
        return found / self._most(known, unknown=len(terms) - len(known))

    def _most(self, known: list[int], unknown: int) -> np.float32:
        """The bound of a score: BM25 weighs each term of the query by its idf times less than 1."""
        starts = self._index.scores["indptr"]
        frequencies = starts[np.array(known) + 1] - starts[known]
        rarest = np.log1p((self._count + 0.5) / 0.5)
        return np.float32(np.log1p((self._count - frequencies + 0.5) / (frequencies + 0.5)).sum() + unknown * rarest)
