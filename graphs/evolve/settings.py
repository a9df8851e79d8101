"""How instructions are evolved."""

from typing import Literal, Self

from pydantic import Field, model_validator

from bookwright.agents.evolve.items import Growth, Operator
from bookwright.knowledge.document import Frozen


class EvolveSettings(Frozen):
    """How often every instruction is tried, by which operators, how many words a rewrite adds, and which survivors ship: those of every
    round, or the last of each row. Of a share of the survivors difficulty is measured, by so many answers of a solver to each; 0 measures
    nothing. A rewrite of the wrong length is asked for once more."""

    rounds: int = Field(default=4, ge=1, le=20)
    operators: tuple[Operator, ...] = tuple(Operator)
    growth: Growth = Growth()
    keep: Literal["all", "last"] = "all"
    measure: int = Field(default=3, ge=0, le=20)
    measured: float = Field(default=1, ge=0, le=1)

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if self.measure == 1:
            raise ValueError("measure: one answer agrees with itself; give 2 or more, or 0")
        if self.growth.least > self.growth.most:
            raise ValueError(f"least-words: {self.growth.least} are more than --most-words, {self.growth.most}")
        return self
