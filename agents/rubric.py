"""A rubric: criteria with a description for every score and the least score that each must reach."""

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, create_model

from bookwright.knowledge.document import Frozen, text_sha256

Score = Literal[1, 2, 3, 4, 5]


class Criterion(Frozen):
    """`scores` describes 1 to 5, worst first; below `minimum` the draft is rejected."""

    asks: str
    minimum: int
    scores: tuple[str, str, str, str, str]


class Rubric(Frozen):
    """The criteria by name, in the order in which a judge reads them."""

    criteria: dict[str, Criterion]
    sha256: str

    @classmethod
    def load(cls, path: Path) -> "Rubric":
        """Reads a TOML file with one table per criterion: asks, minimum, scores (five lines)."""
        text = path.read_text(encoding="utf-8")
        return cls(criteria={name: Criterion(**table) for name, table in tomllib.loads(text).items()}, sha256=text_sha256(text))

    @cached_property
    def described(self) -> str:
        """The rubric as a judge reads it."""
        return "\n\n".join(
            f"{name}: {criterion.asks}\n" + "\n".join(f"  {score} = {words}" for score, words in enumerate(criterion.scores, 1))
            for name, criterion in self.criteria.items()
        )

    def shortfalls(self, scores: dict[str, int]) -> tuple[str, ...]:
        """The criteria whose score is below their minimum."""
        return tuple(name for name, criterion in self.criteria.items() if scores[name] < criterion.minimum)

    def reply_model(self) -> type[BaseModel]:
        """The schema of a judgement by this rubric: a reason before each score."""
        strict = ConfigDict(frozen=True, extra="forbid")
        fields = dict.fromkeys(self.criteria, (Judgement, ...))
        return create_model("Judgements", __config__=strict, **fields)  # type: ignore[call-overload, no-any-return]


class Judgement(Frozen):
    """One criterion judged: the reason, then the score."""

    reason: str
    score: Score
