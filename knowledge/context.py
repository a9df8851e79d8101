"""A passage understood in its surroundings."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from bookwright.knowledge.store import Vectors


def in_context(vectors: Vectors, document_ids: Sequence[str]) -> Vectors:
    """Each vector with the ones before and after it in the same document added, scaled to length 1.

    `vectors` is passages × dimensions, in canonical order, and so is what comes back. A passage that says "it" is thus near the words
    that its neighbours call it by. Its own words are weighed by the lexical channel, which sees no neighbours.
    """
    same = np.array([a == b for a, b in pairwise(document_ids)], dtype=np.float32).reshape(-1, 1)
    summed = vectors.copy()
    summed[1:] += same * vectors[:-1]
    summed[:-1] += same * vectors[1:]
    lengths = np.linalg.norm(summed, axis=1, keepdims=True)
    summed /= np.where(lengths > 1e-6, lengths, np.inf)
    return summed
