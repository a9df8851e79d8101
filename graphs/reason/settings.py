"""How reasoning works."""

from typing import Self

from pydantic import Field, model_validator

from bookwright.curation.reason.reward import Reward
from bookwright.curation.reason.selection import ALIKE
from bookwright.knowledge.document import Frozen

RISING = (0.0, 0.5, 0.8)


class ReasonSettings(Frozen):
    """`traces` of each problem in each round, and `hints` more, with the answer shown, where none is right. `recorded` names the fields of
    the data whose solutions are read in place of asking a model.

    There is a round for each of the `thresholds` that a `reward` must reach, and they never fall; at most `per_problem` traces are kept of
    a problem over all rounds, and none that shares `alike` of its word pairs with another (None: those too).
    """

    traces: int = Field(default=4, ge=1)
    hints: int = Field(default=1, ge=0)
    recorded: tuple[str, ...] = ()
    reward: Reward = Reward.AGREEMENT
    thresholds: tuple[float, ...] = Field(default=RISING[:1], min_length=1)
    per_problem: int | None = Field(default=None, ge=1)
    alike: float | None = Field(default=ALIKE, gt=0, le=1)

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if not all(0 <= each <= 1 for each in self.thresholds):
            raise ValueError("thresholds: a reward is from 0 to 1, and so is each threshold")
        if list(self.thresholds) != sorted(self.thresholds):
            raise ValueError("thresholds: must not fall from round to round; give them as 0.0,0.5,0.8")
        return self


def thresholds_for(rounds: int) -> tuple[float, ...]:
    """So many thresholds that rise; the last of the default holds for all rounds after it."""
    return tuple(RISING[min(number, len(RISING) - 1)] for number in range(rounds))
