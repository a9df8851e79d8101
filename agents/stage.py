"""Stages: roles that are put between the steps of a run, and what the last of them are shown."""

from enum import StrEnum

from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Place(StrEnum):
    """Where a stage can stand: before the second look of critics and judge, right before the judge, or after it has accepted."""

    AFTER_WRITER = "after writer"
    BEFORE_JUDGE = "before judge"
    AFTER_ACCEPT = "after accept"


class Accepted(Frozen):
    """An accepted record of any kind before a stage: the texts that a trainer reads, by the name of their field, and what carries them."""

    id: str
    kind: str
    language: str
    texts: dict[str, str]
    evidence: tuple[Evidence, ...]
