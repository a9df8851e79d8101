"""Embeddings fitted on the library itself: no weights, no network, any language.

Latent semantic analysis (Deerwester et al. 1990): TF-IDF over the terms of `analysis.dense_terms`, reduced by a truncated singular value
decomposition, which is found by random projection (Halko, Martinsson and Tropp 2011) from a fixed seed.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Literal, Self

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from scipy.linalg import qr
from scipy.sparse import csr_matrix
from threadpoolctl import ThreadpoolController

from bookwright.knowledge.analysis import dense_terms

VERSION = "1"
DIMENSIONS = 768
OVERSAMPLING = 10
POWER_ITERATIONS = 2
BLOCK, COLUMNS = 4096, 128
MOST_TERMS = 40_000  # the commonest; bounds the model at 120 MB

Floats = NDArray[np.float32]


def prefix(family: str) -> str:
    """How the names of all models fitted on texts of that family begin."""
    return f"fitted-{VERSION}-{family}-"


class FittedEmbeddings(Embeddings):
    """Vectors of at most 768 dimensions and length 1, or 0 for a text that shares no term with those it was fitted on."""

    def __init__(self, name: str, family: str, terms: Sequence[str], idf: Floats, components: Floats) -> None:
        self.name = name
        self._family = family
        self._analyse = dense_terms(family)
        self._terms = {term: column for column, term in enumerate(terms)}
        self._idf = idf
        self._components = components

    @staticmethod
    def name_for(texts: Sequence[str], family: str) -> str:
        """What the model fitted on these texts is called: the same texts in the same order, the same name."""
        digest = hashlib.sha256(family.encode())
        for text in texts:
            digest.update(len(text).to_bytes(8, "big"))
            digest.update(text.encode())
        return f"{prefix(family)}{digest.hexdigest()[:24]}"

    @classmethod
    def fit(cls, texts: Sequence[str], family: str) -> tuple[Self, Floats]:
        """Learns from `texts` which terms stand for each other; the model, and the vectors of those texts (texts × dimensions).

        ValueError if they hold too little to learn from.
        """
        vocabulary, rows = _counted(map(dense_terms(family), texts))
        frequency = np.bincount(np.concatenate([numbers for numbers, _ in rows]) if rows else [], minlength=len(vocabulary))
        kept = sorted(range(len(vocabulary)), key=lambda number: (-frequency[number], vocabulary[number]))[:MOST_TERMS]
        terms = [vocabulary[number] for number in kept]
        # As many dimensions as texts would give the TF-IDF vectors back, and nothing learnt.
        dimensions = min(DIMENSIONS, len(texts) // 2, len(terms) - 1)
        if dimensions < 1:
            raise ValueError("too few texts or terms to fit embeddings on")
        idf = np.array([np.log((1 + len(texts)) / (1 + frequency[number])) + 1 for number in kept], dtype=np.float32)
        column = np.full(len(vocabulary), -1, dtype=np.int64)
        column[kept] = np.arange(len(kept))
        model = cls(cls.name_for(texts, family), family, terms, idf, np.empty((len(terms), 0), dtype=np.float32))
        matrix = _sparse([model._weigh(column[numbers], counts) for numbers, counts in rows], len(terms))
        del rows
        with one_thread():
            model._components = _right_singular_vectors(matrix, dimensions)
            return model, _normalised(matrix @ model._components)

    @property
    def dimensions(self) -> int:
        """How long its vectors are."""
        return int(self._components.shape[1])

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one text."""
        columns, weights = self._weighed(text)
        vector = _normalised((weights @ self._components[columns])[None, :])[0]
        return [float(value) for value in vector]

    def embed_many(self, texts: Sequence[str]) -> Floats:
        """The vectors of many texts (texts × dimensions)."""
        return _normalised(_sparse([self._weighed(text) for text in texts], len(self._terms)) @ self._components)

    def save(self, path: Path) -> None:
        """Writes the model to `path`, whole or not at all."""
        unfinished = path.with_suffix(".part")
        terms = np.frombuffer("\n".join(self._terms).encode(), dtype=np.uint8)
        with unfinished.open("wb") as file:
            np.savez(
                file,
                name=np.array(self.name),
                family=np.array(self._family),
                terms=terms,
                idf=self._idf,
                components=self._components,
            )
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads what `save` wrote; OSError, ValueError or KeyError if it is not there or not whole."""
        with np.load(path, allow_pickle=False) as kept:
            terms = kept["terms"].tobytes().decode().split("\n")
            return cls(str(kept["name"]), str(kept["family"]), terms, kept["idf"], kept["components"])

    def _weighed(self, text: str) -> tuple[NDArray[np.int64], Floats]:
        """The columns of a text's terms and their weights."""
        counts = Counter(self._analyse(text))
        found = np.array([self._terms.get(term, -1) for term in counts], dtype=np.int64)
        return self._weigh(found, np.array(list(counts.values()), dtype=np.float32))

    def _weigh(self, found: NDArray[np.int64], counts: Floats) -> tuple[NDArray[np.int64], Floats]:
        """The columns of the known terms, in order, and their weights: (1 + ln count) · idf, scaled to length 1. Unknown ones are at -1."""
        order = np.argsort(found)[np.count_nonzero(found < 0) :]
        columns = found[order]
        weights = (1 + np.log(counts[order])) * self._idf[columns]
        return columns, (weights / max(float(np.linalg.norm(weights)), 1e-9)).astype(np.float32)


def one_thread() -> AbstractContextManager[object]:
    """Has BLAS use one thread: as fast at this size, up to ten times faster on a busy machine, and the same sums wherever it runs."""
    limited: AbstractContextManager[object] = _pools().limit(limits=1, user_api="blas")
    return limited


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()


def _counted(texts: Iterable[Sequence[str]]) -> tuple[list[str], list[tuple[NDArray[np.int32], Floats]]]:
    """Every term there is, and for each text the numbers of its terms and how often it has them: in arrays, for a library has many."""
    numbers: dict[str, int] = {}
    rows = []
    for text in texts:
        counts = Counter(text)
        own = [numbers.setdefault(term, len(numbers)) for term in counts]
        rows.append((np.array(own, dtype=np.int32), np.array(list(counts.values()), dtype=np.float32)))
    return list(numbers), rows


def _sparse(rows: Sequence[tuple[NDArray[np.int64], Floats]], width: int) -> csr_matrix:
    """The rows, given as columns and their weights, as one matrix."""
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    weights = np.concatenate([weights for _, weights in rows])
    return csr_matrix((weights, columns, starts), (len(rows), width))


def _normalised(vectors: Floats) -> Floats:
    """Each row scaled to length 1, in its place; one of next to nothing, to nothing."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 1e-6, lengths, np.inf)
    return vectors


def _right_singular_vectors(matrix: csr_matrix, count: int) -> Floats:
    """The first `count` right singular vectors of `matrix` (rows × columns), or as many as its rank, as columns × count."""
    random = np.random.default_rng(0)
    width = min(count + OVERSAMPLING, *matrix.shape)
    transposed = matrix.T.tocsr()
    basis = _orthonormal(_product((matrix,), random.standard_normal((matrix.shape[1], width), dtype=np.float32), "F"))
    for _ in range(POWER_ITERATIONS):
        basis = _product((matrix, transposed), basis, "F")  # by itself, so that the basis before it is let go
        basis = _orthonormal(basis)
    projected = _product((transposed,), basis, "C")
    del basis, transposed
    values, vectors = np.linalg.eigh((projected.T @ projected).astype(np.float64))
    best = [place for place in np.argsort(values)[::-1][:count] if values[place] > 1e-8 * values.max()]
    scaled = vectors[:, best] / np.sqrt(values[best])
    room = projected.reshape(-1)
    for start in range(0, len(projected), BLOCK):  # in their place and close together: there may be many terms, and a copy is as large
        block = projected[start : start + BLOCK] @ scaled
        room[start * len(best) : start * len(best) + block.size] = block.reshape(-1)
    return room[: len(projected) * len(best)].reshape(-1, len(best))


def _product(matrices: Sequence[csr_matrix], columns: Floats, order: Literal["C", "F"]) -> Floats:
    """The product of all, laid out in that order, some columns at a time: what comes in between may be longer, and SciPy copies columns
    that lie in the order of Fortran, which is LAPACK's."""
    product: Floats = np.empty((matrices[0].shape[0], columns.shape[1]), dtype=np.float32, order=order)
    for start in range(0, columns.shape[1], COLUMNS):
        part = columns[:, start : start + COLUMNS]
        for matrix in reversed(matrices):
            part = matrix @ part
        product[:, start : start + COLUMNS] = part
    return product


def _orthonormal(columns: Floats) -> Floats:
    """An orthonormal basis of what the columns span, made in their place: NumPy's own would need eight times the room."""
    basis: Floats = qr(columns, overwrite_a=True, mode="economic", check_finite=False)[0]
    return basis
