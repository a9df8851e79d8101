"""How the weights are found: a linear discriminant that reads its direction within documents, and a calibration across domains.

SummEdits has some thirty edits of each of few documents. What tells a sound edit from an unsound one is seen within a document; what tells
document from document, and domain from domain, is noise that a new domain has differently. So the direction is Fisher's (1936), with the
difference of the classes taken within groups and the scatter between groups and between domains added to that within them; each difference
is shrunk by its standard error over groups (James and Stein 1961, positive part), which leaves out what differs in a few documents only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.support.data import Table

Floats = NDArray[np.float64]
LEAST_PAIRS = 25  # a feature is looked at when it occurs in so many pairs
LEAST_GROUPS = 6  # and in so many groups


@dataclass(frozen=True)
class Recipe:
    """`between` and `domains` weigh the scatter between groups and between domains; `ridge` is added to that of each standardised feature.

    `shrink` is in squared standard errors.
    """

    between: float
    ridge: float
    domains: float = 0.0
    shrink: float = 1.0


@dataclass(frozen=True)
class Linear:
    """A score as `bias` plus weights times features; the log odds of support once calibrated."""

    bias: float
    weights: Mapping[str, float]

    def scores(self, table: Table) -> Floats:
        """One score for each pair."""
        weights = np.array([self.weights.get(name, 0.0) for name in table.names])
        scores: Floats = table.values @ weights + self.bias
        return scores


def direction(table: Table, recipe: Recipe, grouped: bool = True) -> Linear:
    """The discriminant of a table, scaled so that its scores there have mean 0 and deviation 1; `grouped`, by differences within groups."""
    keep = _occurring(table)
    values = table.values[:, keep]
    mean, deviation = values.mean(axis=0), values.std(axis=0) + 1e-9
    standard = (values - mean) / deviation
    labels = table.labels.astype(float)
    members = [table.groups == group for group in sorted(set(table.groups))] if grouped else [np.ones(len(labels), dtype=bool)]
    middles = np.zeros_like(standard)
    for rows in members:
        middles[rows] = standard[rows].mean(axis=0)
        labels[rows] -= labels[rows].mean()
    within = standard - middles
    parts = np.array([within[rows].T @ labels[rows] for rows in members]) if grouped else within * labels[:, None]
    difference = _shrunk(parts, recipe.shrink) / len(labels)
    scatter = (within.T @ within + recipe.between * middles.T @ middles) / len(labels) + recipe.domains * _domain_scatter(table, standard)
    used = difference != 0
    weights = np.zeros(len(mean))
    weights[used] = np.linalg.solve(scatter[np.ix_(used, used)] + recipe.ridge * np.eye(used.sum()), difference[used])
    scale = float((standard @ weights).std()) or 1.0
    weights = weights / deviation / scale
    names = [name for name, kept in zip(table.names, keep, strict=True) if kept]
    return Linear(-float(mean @ weights), {name: float(weight) for name, weight in zip(names, weights, strict=True) if weight})


def _domain_scatter(table: Table, standard: Floats) -> Floats:
    """The covariance of the domains' means: along what differs between domains, no threshold carries over."""
    means = np.array([standard[rows].mean(axis=0) for rows in folds(table.domains)])
    apart = means - means.mean(axis=0)
    scatter: Floats = apart.T @ apart / len(means)
    return scatter


def folds(labels: Sequence[str] | NDArray[np.str_]) -> Iterable[NDArray[np.bool_]]:
    """For each value, which rows have it: leave one out."""
    return [np.asarray(labels) == label for label in sorted(set(labels))]


def parts_of(groups: NDArray[np.str_], count: int, seed: int) -> NDArray[np.str_]:
    """A fold for each row, by chance, the same for all rows of a group."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    fold = {names[index]: str(place % count) for place, index in enumerate(order)}
    return np.array([fold[group] for group in groups], dtype=str)


def held_out(table: Table, parts: NDArray[np.str_], recipe: Recipe, grouped: bool = True) -> Floats:
    """The score of each pair by the direction of all other parts."""
    scores = np.zeros(len(table.labels))
    for rows in folds(parts):
        scores[rows] = direction(table.of(~rows), recipe, grouped).scores(table.of(rows))
    return scores


def fitted(table: Table, parts: NDArray[np.str_], recipes: Sequence[Recipe], grouped: bool = True) -> tuple[Linear, Recipe]:
    """The calibrated discriminant of a table by the recipe whose scores on parts held out tell the classes apart best, and that recipe.

    Calibrated on the scores held out, each class with the same weight, so that 0 is where either is as likely.
    """
    tried = [(recipe, held_out(table, parts, recipe, grouped)) for recipe in recipes]
    recipe, scores = max(tried, key=lambda pair: auroc(table.labels, pair[1]))
    slope, bias = calibration(scores, table.labels)
    raw = direction(table, recipe, grouped)
    return Linear(slope * raw.bias + bias, {name: slope * weight for name, weight in raw.weights.items()}), recipe


def calibration(scores: Floats, labels: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and bias by which scores become log odds, the classes weighing the same (Platt 1999), by Newton's method."""
    columns = np.stack([scores, np.ones_like(scores)], axis=1)
    shares = np.where(labels, 0.5 / labels.sum(), 0.5 / (~labels).sum())
    values = np.zeros(2)
    for _ in range(50):
        odds = 1 / (1 + np.exp(-columns @ values))
        slope = columns.T @ (shares * (labels - odds))
        values += np.linalg.solve((columns * (shares * odds * (1 - odds))[:, None]).T @ columns + 1e-9 * np.eye(2), slope)
    return float(values[0]), float(values[1])


def auroc(labels: NDArray[np.bool_], scores: Floats) -> float:
    """The chance that a supported pair scores above one that is not, ties counted half."""
    order = np.sort(scores[~labels])
    below, upto = np.searchsorted(order, scores[labels], "left"), np.searchsorted(order, scores[labels], "right")
    return float((below + upto).mean() / 2 / len(order))


def _occurring(table: Table) -> NDArray[np.bool_]:
    present = table.values != 0
    groups = np.array([len(set(table.groups[column])) for column in present.T])
    enough: NDArray[np.bool_] = (present.sum(axis=0) >= LEAST_PAIRS) & (groups >= LEAST_GROUPS)
    return enough


def _shrunk(parts: Floats, shrink: float) -> Floats:
    """The sum of the parts, each feature's shrunk by its squared standard error over it; 0 where that is no less."""
    total = parts.sum(axis=0)
    error = ((parts - parts.mean(axis=0)) ** 2).sum(axis=0)
    result: Floats = total * np.maximum(0.0, 1 - shrink * error / np.maximum(total**2, 1e-12))
    return result
