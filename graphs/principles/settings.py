"""How responses are revised by principles."""

from typing import Self

from pydantic import Field, model_validator

from bookwright.agents.principles.principle import Principle
from bookwright.curation.principles.soft_label import LEAST, MOST
from bookwright.knowledge.document import Frozen


class PrinciplesSettings(Frozen):
    """The principles, how many steps of critique and revision, how many comparisons of the first response with the last, each in both
    orders, and the bounds of the soft label."""

    principles: tuple[Principle, ...] = Field(min_length=1)
    steps: int = Field(default=4, ge=1, le=16)
    comparisons: int = Field(default=2, ge=0)
    least: float = Field(default=LEAST, ge=0, le=1)
    most: float = Field(default=MOST, ge=0, le=1)

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least-label: {self.least} is more than --most-label, {self.most}")
        return self
