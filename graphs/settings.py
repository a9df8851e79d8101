"""How the graphs work."""

from pydantic import Field

from bookwright.knowledge.document import Frozen


class QASettings(Frozen):
    """`drafts` per passage; `neighbours` retrieved beside it; at most `rounds` of revision; `language`, else the document's own."""

    drafts: int = Field(default=3, ge=1, le=20)
    neighbours: int = Field(default=3, ge=0, le=20)
    rounds: int = Field(default=2, ge=0, le=10)
    language: str | None = None
