"""How responses are revised by principles."""

from typing import Self

from pydantic import Field, model_validator

from bookwright.agents.principles.principle import DEFAULT_PRINCIPLES, Principle, Principles
from bookwright.curation.principles.soft_label import LEAST, MOST
from bookwright.knowledge.document import Frozen


def usual() -> tuple[Principle, ...]:
    """The principles that come with it."""
    return Principles.load(DEFAULT_PRINCIPLES).principle


class PrinciplesSettings(Frozen):
    """The principles, else the usual ones; how many steps of critique and revision; how many comparisons of the first response with the
    last, each in both orders; and the bounds of the soft label."""

    principles: tuple[Principle, ...] = Field(default_factory=usual, min_length=1)
    steps: int = Field(default=4, ge=1, le=16)
    comparisons: int = Field(default=2, ge=0, le=20)
    least: float = Field(default=LEAST, ge=0, le=1)
    most: float = Field(default=MOST, ge=0, le=1)

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least-label: {self.least} is more than --most-label, {self.most}")
        names = [principle.name for principle in self.principles]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"principles: two are named {twice}; rename one")
        return self
