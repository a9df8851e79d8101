"""Two channels' scores made one."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


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
