"""Two channels' scores made one."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
SPARE = 16  # places more than asked for that are put in order at once: some may be left out, some may tie


def scale(scores: Scores) -> Scores:
    """Min-max over the query's candidates, to [0, 1]; where nothing tells them apart, all 1 if they score at all, else all 0."""
    if not scores.size:
        return scores
    low, high = float(scores.min()), float(scores.max())
    if high - low <= 1e-9:
        return np.full_like(scores, 1.0 if high > 0 else 0.0)
    return ((scores - low) / (high - low)).astype(np.float32)


def fuse(lexical: Scores, dense: Scores, dense_weight: float) -> Scores:
    """The weighted sum of two scaled channels, in [0, 1]."""
    return ((1 - dense_weight) * lexical + dense_weight * dense).astype(np.float32)


def best_first(scores: Scores, count: int) -> Iterator[int]:
    """The places of the scores from the best down, ties in order; the first `count` or so cost the least."""
    rounded = -np.round(scores, 6)  # so that the last bits of a sum of floats never decide an order
    head = count + SPARE
    if head < len(rounded):
        bound = np.partition(rounded, head)[head]
        first = np.flatnonzero(rounded < bound)
        yield from first[np.argsort(rounded[first], kind="stable")].tolist()
        rest = np.flatnonzero(rounded >= bound)
        yield from rest[np.argsort(rounded[rest], kind="stable")].tolist()
    else:
        yield from np.argsort(rounded, kind="stable").tolist()
