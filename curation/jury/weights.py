"""The weights of votes, learnt from which of them were right.

A logistic regression of gold on votes, so that judges who share their mistakes do not count twice, with no intercept (the order of a pair
means nothing), none below zero (a judge that is reliably wrong owes that to how the items were chosen) and a ridge.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

RIDGE = 1.0  # a standard normal prior on each coefficient
PARTS = 5


def alone(count: int) -> Floats:
    """The columns of weights of which each is free to be anything."""
    return np.eye(count)


def led_by(lead: int, count: int) -> Floats:
    """The columns of weights among which the lead's is no less than all others together: what another has, the lead has too."""
    columns = np.eye(count)
    columns[lead] = 1.0
    return columns


def weights_of(right: Floats, columns: Floats) -> Floats:
    """Log odds by judge, from votes as items × judges: 1 right, -1 wrong, 0 open."""
    seen = right @ columns

    def loss(coefficients: Floats) -> tuple[float, Floats]:
        margin = seen @ coefficients
        slope = -(seen / (1 + np.exp(margin))[:, None]).sum(axis=0)
        return float(np.logaddexp(0, -margin).sum() + RIDGE / 2 * coefficients @ coefficients), slope + RIDGE * coefficients

    count = seen.shape[1]
    found = minimize(loss, np.full(count, 0.5), jac=True, bounds=[(0, None)] * count, method="L-BFGS-B")
    return np.asarray(columns @ found.x)


def held_out(right: Floats, columns: Floats) -> Floats:
    """The log odds that the right end of each item gets by weights learnt on the other parts."""
    part = np.arange(len(right)) % PARTS
    told = np.zeros(len(right))
    for own in range(PARTS):
        told[part == own] = right[part == own] @ weights_of(right[part != own], columns)
    return told
