"""A passage understood in its surroundings."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from bookwright.knowledge.store import Vectors

SHARE = 0.5  # of a neighbour's vector; measured, see benchmarks/retrieval.py


def in_context(vectors: Vectors, document_ids: Sequence[str]) -> Vectors:
    """Each vector with a share of the one before and after it in the same document, scaled to length 1.

    `vectors` is passages × dimensions, in canonical order, and so is what comes back. A passage that says "it" is thus near the words
    that its neighbours call it by.
    """
    same = np.array([a == b for a, b in pairwise(document_ids)], dtype=np.float32).reshape(-1, 1)
    mixed = vectors.copy()
    mixed[1:] += SHARE * same * vectors[:-1]
    mixed[:-1] += SHARE * same * vectors[1:]
    lengths = np.linalg.norm(mixed, axis=1, keepdims=True)
    return (mixed / np.where(lengths > 1e-6, lengths, np.inf)).astype(np.float32)
