"""What a run ships: records, and rejects that say why they are none."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from pydantic import Field

from bookwright.agents.chat import Usage
from bookwright.agents.items import Claim, Critique, Draft, Hashed, Verdict
from bookwright.curation.answering import Answering
from bookwright.curation.extras import WithExtras
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence

Text = TypeVar("Text", bound=Hashed)


class VersionOf(Frozen, Generic[Text]):
    """One version of a draft: the operator that made it and who, the version it came from, whether it was kept, and why or why not."""

    draft: Text
    operator: str
    by: str
    parent: int | None = None
    kept: bool = True
    why: str = ""


def place_judged(lineage: Sequence[VersionOf[Any]], text_sha256: str, verdict: Verdict) -> int | None:
    """The place of the version that was judged: the one that the verdict is bound to, or that one of those inside it is; None where it is
    none of them, since what was judged is made of several."""
    bound = {text_sha256, *(one.text_sha256 for one in verdict.verdicts)}
    return next((place for place, version in enumerate(lineage) if version.draft.sha256 in bound), None)


class Version(VersionOf[Draft]):
    """A version of a question with its answer."""


class Source(Frozen):
    """Where a record comes from: the document's title, its path relative to SOURCE, its licence, and the place in it."""

    title: str
    path: str
    licence: str | None = None
    headings: tuple[str, ...] = ()
    page: int | None = None


class Record(WithExtras):
    """An accepted question with its grounded answer and all that led to it. `answering` is there where others were asked the question;
    `specification` is the cell of the grid that it was asked for."""

    id: str
    kind: str = "qa"
    question: str
    question_kind: str
    answer: str
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    verdict: Verdict
    answering: Answering | None = None
    text_sha256: str
    made_by: str
    prompts: dict[str, str]
    lineage: tuple[Version, ...]
    critiques: tuple[Critique, ...]
    source: Source
    passage_id: str
    language: str
    specification: dict[str, str] = Field(default_factory=dict)
    usage: Usage


class Reject(WithExtras):
    """A draft, or a passage, that came to no record. `reason` is "stage:cause"; the rest is as far as it came."""

    id: str
    kind: str = "qa"
    reason: str
    detail: str = ""
    question: str = ""
    answer: str = ""
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[Claim, ...] = ()
    verdict: Verdict | None = None
    answering: Answering | None = None
    text_sha256: str = ""
    made_by: str = ""
    prompts: dict[str, str] = Field(default_factory=dict)
    lineage: tuple[Version, ...] = ()
    critiques: tuple[Critique, ...] = ()
    source: Source | None = None
    passage_id: str = ""
    language: str = ""
    specification: dict[str, str] = Field(default_factory=dict)
    usage: Usage = Field(default_factory=Usage)


def rejected(record: Record, reason: str, detail: str = "") -> Reject:
    """The record as a reject, for decisions taken over all records."""
    kept: dict[str, Any] = {name: getattr(record, name) for name in Reject.model_fields if hasattr(record, name)}
    return Reject(**kept, reason=reason, detail=detail)
