"""Figures of merit with intervals: balanced accuracy, AUROC, F1, calibration, and recall of gold sentences."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.support.data import Floats, Pair
from benchmarks.support.fitting import auroc

Labels = NDArray[np.bool_]
Figure = Callable[[Labels, Floats], float]
DRAWS = 1000


def balanced_accuracy(labels: Labels, scores: Floats) -> float:
    """The mean of the shares of supported pairs above 0 and of unsupported ones not above."""
    above = scores > 0
    return float((above[labels].mean() + (~above[~labels]).mean()) / 2)


def f1(labels: Labels, scores: Floats) -> float:
    """F1 of calling a pair above 0 supported."""
    above = scores > 0
    return float(2 * (above & labels).sum() / max(1, above.sum() + labels.sum()))


def interval(figure: Figure, labels: Labels, scores: Floats, groups: NDArray[np.str_]) -> tuple[float, float]:
    """The 95 % interval of a figure, by drawing whole groups with replacement (percentile bootstrap, Efron 1979)."""
    random = np.random.default_rng(0)
    members = [np.flatnonzero(groups == group) for group in sorted(set(groups))]
    values = []
    for _ in range(DRAWS):
        rows = np.concatenate([members[index] for index in random.integers(len(members), size=len(members))])
        if 0 < labels[rows].sum() < len(rows):
            values.append(figure(labels[rows], scores[rows]))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def recall(pair: Pair, chosen: Sequence[int]) -> tuple[float, float, float]:
    """Of the gold set met best, the share that is chosen and whether all of it is; and the share of all gold sentences that is chosen."""
    held = set(chosen)
    best = max(len(gold & held) / len(gold) for gold in pair.gold)
    union = frozenset().union(*pair.gold)
    return best, float(best == 1.0), len(union & held) / len(union)


def curve(labels: Labels, scores: Floats, bins: int = 10) -> list[tuple[float, float, int]]:
    """For bins of equally many pairs, the mean probability told, the share supported with both classes weighing the same, and the count."""
    told = 1 / (1 + np.exp(-scores))
    weights = np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    return [
        (float(np.average(told[rows], weights=weights[rows])), float(np.average(labels[rows], weights=weights[rows])), len(rows))
        for rows in np.array_split(np.argsort(told, kind="stable"), bins)
    ]


__all__ = ["auroc", "balanced_accuracy", "curve", "f1", "interval", "recall"]
