"""How the graphs work."""

import re

from pydantic import Field, field_validator

from bookwright.curation.gates import without
from bookwright.curation.jury.jury import Jury
from bookwright.curation.specification.specification import Specification
from bookwright.knowledge.document import Frozen


class QASettings(Frozen):
    """`drafts` per passage; `neighbours` retrieved beside it; `evolve`, the share of the drafts made harder; at most `rounds` of revision;
    `language`, else the document's own; `about`, the work or subject that the documents belong to, for questions to name; `jury`, which
    weighs what the judges say, else all must accept; `without_gates`, the names of gates that are switched off; `specification`, the grid
    whose cells the passages are given."""

    drafts: int = Field(default=3, ge=1, le=20)
    neighbours: int = Field(default=3, ge=0, le=20)
    evolve: float = Field(default=0.5, ge=0, le=1)
    rounds: int = Field(default=2, ge=0, le=10)
    language: str | None = None
    about: str = ""
    jury: Jury | None = None
    without_gates: tuple[str, ...] = ()
    specification: Specification | None = None

    @field_validator("without_gates")
    @classmethod
    def _are_gates(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        without(names)
        return names

    @field_validator("language")
    @classmethod
    def _is_code(cls, value: str | None) -> str | None:
        return language_code(value)


def language_code(value: str | None) -> str | None:
    """The value, if it is none or may be a code. ValueError if it is anything else."""
    if value is None or re.fullmatch("[a-z]{2,3}", value):
        return value
    raise ValueError(f'language: "{value}" is no code of ISO 639; give one such as de')
