"""The way of a question with its answer through the Q&A graph."""

from typing import Self

from pydantic import Field, JsonValue

from bookwright.agents.items import Draft
from bookwright.curation.answering import Answering
from bookwright.curation.record import Version
from bookwright.graphs.history import REVISE, WRITE, History


class Lineage(History[Draft]):
    """Every version of one draft, what others answer to its question, and what stages have added, by their names."""

    versions: tuple[Version, ...]
    answering: Answering | None = None
    extras: dict[str, JsonValue] = Field(default_factory=dict)

    @property
    def evolved_from(self) -> int | None:
        """The version that the current one, or one before it in its line, was made harder from; None for a draft as it was written."""
        place: int | None = self.current
        while place is not None:
            version = self.versions[place]
            if version.operator not in {WRITE, REVISE}:
                return version.parent
            place = version.parent
        return None

    def without_evolution(self, why: str) -> Self:
        """With the evolution and its revisions set aside, the draft that it came from going on."""
        return self.back_to(self.evolved_from or 0, why)
