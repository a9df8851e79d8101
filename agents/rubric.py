"""A rubric: criteria with a description for every score and the least score that each must reach."""

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen, text_sha256

Score = Literal[1, 2, 3, 4, 5]
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
WANTED = {
    "asks": "give the question that the judge is to answer",
    "minimum": "give a whole number from 1 to 5, the least score that a record must reach",
    "scores": "give five descriptions, worst first, none of them empty",
}


class Criterion(Frozen):
    """`scores` describes 1 to 5, worst first; below `minimum` the draft is rejected."""

    asks: Line
    minimum: int = Field(strict=True, ge=1, le=5)
    scores: tuple[Line, Line, Line, Line, Line]


class Rubric(Frozen):
    """The criteria by name, in the order in which a judge reads them."""

    criteria: dict[str, Criterion]
    sha256: str

    @classmethod
    def load(cls, path: Path) -> "Rubric":
        """Reads a TOML file with one table per criterion: asks, minimum, scores (five lines). InputError, with file, criterion and what is
        wrong, for one that no judge could use."""
        try:
            text = path.read_text(encoding="utf-8")
            tables = tomllib.loads(text)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}; name a rubric file") from None
        except ValueError as error:
            raise InputError(f"{path}: is no TOML file ({error})") from None
        if not tables:
            raise InputError(f"{path}: holds no criterion; give a table for each, such as [groundedness], with asks, minimum and scores")
        return cls(criteria={name: _criterion(path, name, table) for name, table in tables.items()}, sha256=text_sha256(text))

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


def _criterion(path: Path, name: str, table: object) -> Criterion:
    """One table of the file. InputError for what cannot be asked of a judge."""
    if not isinstance(table, dict):
        raise InputError(f"{path}: {name} is no table; give [{name}] with asks, minimum and scores")
    if not name.isidentifier() or name.startswith("_") or hasattr(BaseModel, name):
        raise InputError(f'{path}: [{name}]: cannot be the name of a criterion; give one word of letters, digits and "_", such as clarity')
    try:
        return Criterion.model_validate(table)
    except ValidationError as error:
        fault = error.errors()[0]
    field, *place = fault["loc"]
    if fault["type"] == "missing" and not place:
        wrong = f"has no {field}; give asks, minimum and scores"
    elif fault["type"] == "extra_forbidden":
        wrong = f"{field} is none of asks, minimum and scores"
    else:
        wrong = f"{field}: {WANTED.get(str(field), '')}"
    raise InputError(f"{path}: [{name}] {wrong}")
