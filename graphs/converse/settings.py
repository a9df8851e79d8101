"""How dialogues are made."""

from typing import Self

from pydantic import Field, model_validator

from bookwright.knowledge.document import Frozen


class ConverseSettings(Frozen):
    """Each dialogue has from `fewest` to `most` questions, drawn by its passage. `refusals` is the share of dialogues that ask for what
    cannot be found; `neighbours` are retrieved beside the passage, `sought` more where something is said not to be found. `personas` are
    wanted of each document; at most `rounds` of revision."""

    fewest: int = Field(default=3, ge=2, le=20)
    most: int = Field(default=6, ge=2, le=20)
    refusals: float = Field(default=1.0, ge=0, le=1)
    neighbours: int = Field(default=3, ge=0, le=10)
    sought: int = Field(default=5, ge=1, le=20)
    personas: int = Field(default=4, ge=1, le=20)
    rounds: int = Field(default=2, ge=0, le=10)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.fewest > self.most:
            raise ValueError(f"turns: {self.fewest} is more than {self.most}; give the fewest first")
        return self
