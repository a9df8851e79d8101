"""The weights of votes, learnt from which of them were right.

A logistic regression of gold on votes, so that judges who share their mistakes do not count twice, with a ridge and no intercept, since
the order of a pair means nothing. A judge that is reliably wrong owes that to how the items were chosen, so it never votes for the other
end; but where the members agree with it, they may well have been misled by the same thing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RIDGE = 1.0  # a standard normal prior on each coefficient
PARTS = 5


@dataclass(frozen=True)
class Shape:
    """What weights may be. The first `members` judges vote, with weights from 0 up; the others raise doubt, with weights from 0 down.

    With a `lead`, that member's weight is no less than those of all other members together: what another has, the lead has too.
    """

    members: int
    judges: int
    lead: int | None = None

    @property
    def columns(self) -> Floats:
        """The weights that each coefficient stands for, as judges × coefficients; coefficients are from 0 up."""
        columns = np.diag([1.0] * self.members + [-1.0] * (self.judges - self.members))
        if self.lead is not None:
            columns[self.lead, : self.members] = 1.0
        return columns


def weights_of(right: Floats, shape: Shape) -> Floats:
    """Log odds by judge, from votes as items × judges: 1 right, -1 wrong, 0 open. Items on which no member votes say nothing."""
    from scipy.optimize import minimize  # noqa: PLC0415 - a run that only reads a jury should not wait for SciPy

    columns = shape.columns
    seen = right[(right[:, : shape.members] != 0).any(axis=1)] @ columns

    def loss(coefficients: Floats) -> tuple[float, Floats]:
        margin = seen @ coefficients
        slope = -(seen / (1 + np.exp(margin))[:, None]).sum(axis=0)
        return float(np.logaddexp(0, -margin).sum() + RIDGE / 2 * coefficients @ coefficients), slope + RIDGE * coefficients

    found = minimize(loss, np.full(shape.judges, 0.5), jac=True, bounds=[(0, None)] * shape.judges, method="L-BFGS-B")
    return np.asarray(columns @ found.x)


def held_out(right: Floats, shape: Shape) -> Floats:
    """Whether the members lean to the right end of each item, 1, to the wrong one, -1, or to none, by weights learnt on the other parts."""
    part = np.arange(len(right)) % PARTS
    lean = np.zeros(len(right))
    for own in range(PARTS):
        weights = weights_of(right[part != own], shape)
        lean[part == own] = np.sign(right[part == own, : shape.members] @ weights[: shape.members])
    return lean
