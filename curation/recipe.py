"""What the recipes ship: records of any kind of text, and rejects that say why they are none."""

from typing import Any, Generic, Self, TypeVar, get_args

from pydantic import Field, JsonValue

from bookwright.agents.chat import Usage
from bookwright.agents.items import Claim, Critique, Hashed, Verdict
from bookwright.curation.extras import WithExtras
from bookwright.curation.record import Source, VersionOf, place_judged
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence

Text = TypeVar("Text", bound=Hashed)


class RecipeRecord(WithExtras, Generic[Text]):
    """What every record of a recipe says: what it was made from, who made it and how, and the verdict that it ships by.

    A recipe's own record adds the fields that a trainer reads. `evidence` is what it stands on: words of the documents, or the row of the
    data that it was made from. `text_sha256` is the hash of the text that was judged. `generation` is how many times models have written
    from what models wrote: 0 where people or rules wrote all of it, 1 where a model wrote from people's words. `specification` is the cell
    of the grid that it was asked for.
    """

    id: str
    kind: str
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    claims: tuple[Claim, ...] = ()
    verdict: Verdict
    text_sha256: str
    made_by: str
    prompts: dict[str, str]
    lineage: tuple[VersionOf[Text], ...]
    critiques: tuple[Critique, ...] = ()
    source: Source
    language: str
    generation: int = Field(default=1, ge=0)
    specification: dict[str, str] = Field(default_factory=dict)
    usage: Usage


class RecipeReject(WithExtras, Generic[Text]):
    """An item, or a text made from it, that came to no record. `reason` is "stage:cause"; the rest is as far as it came."""

    id: str
    kind: str
    reason: str
    detail: str = ""
    text: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[Claim, ...] = ()
    verdict: Verdict | None = None
    text_sha256: str = ""
    made_by: str = ""
    prompts: dict[str, str] = Field(default_factory=dict)
    lineage: tuple[VersionOf[Text], ...] = ()
    critiques: tuple[Critique, ...] = ()
    source: Source | None = None
    language: str = ""
    generation: int = Field(default=1, ge=0)
    specification: dict[str, str] = Field(default_factory=dict)
    usage: Usage = Field(default_factory=Usage)

    @classmethod
    def of(cls, record: RecipeRecord[Text], reason: str, detail: str = "") -> Self:
        """The record as a reject, for decisions taken over all records. Its text is the version that was judged."""
        kept: dict[str, Any] = {name: getattr(record, name) for name in cls.model_fields if name != "text" and hasattr(record, name)}
        judged = place_judged(record.lineage, record.text_sha256, record.verdict)
        text = None if judged is None else record.lineage[judged].draft
        return cls(**kept, reason=reason, detail=detail, text=text)


Record = TypeVar("Record", bound=RecipeRecord[Any])
Reject = TypeVar("Reject", bound=RecipeReject[Any])


class Yield(Frozen, Generic[Record, Reject]):
    """The records and rejects of one item. `facts` is what the recipe itself keeps of the item for decisions over all items."""

    records: tuple[Record, ...] = ()
    rejects: tuple[Reject, ...] = ()
    facts: dict[str, JsonValue] = Field(default_factory=dict)

    @classmethod
    def rejected_as(cls) -> type[Reject]:
        """The kind of its rejects."""
        kind: type[Reject] = get_args(cls.model_fields["rejects"].annotation)[0]
        return kind

    def at_most(self, most: int, reason: str, detail: str) -> Self:
        """With so many of its records, the first ones; the others are rejects."""
        beyond = tuple(self.rejected_as().of(record, reason, detail) for record in self.records[most:])
        return self.model_copy(update={"records": self.records[:most], "rejects": (*self.rejects, *beyond)})
