"""What the items of making instructions stand on: the rows of the seeds, and the passages of a library where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bookwright.agents.items import Brief
from bookwright.curation.record import Source
from bookwright.graphs.brief import brief_of
from bookwright.graphs.settings import QASettings
from bookwright.graphs.settle import source_of
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library


@dataclass(frozen=True)
class Grounds:
    """`rows` are where the seeds stand, by id, `sources` where their documents come from, by the document's id; `shown` are the ids of the
    seeds that the writers of instances are shown, by whether they write for classifications. The library is one to write from."""

    rows: Mapping[str, Evidence]
    sources: Mapping[str, Source]
    shown: Mapping[bool | None, tuple[str, ...]]
    library: Library | None = None

    def brief(self, passage_id: str, cell: Mapping[str, str] = MappingProxyType({})) -> Brief | None:
        """The passage to write from, for a cell of a specification; None where there is none. InputError if the library lacks it."""
        return brief_of([passage_id], self.library, QASettings(), cell) if self.library and passage_id else None

    def source(self, passage_id: str, evidence: tuple[Evidence, ...]) -> Source:
        """Where a text comes from: its passage's document, else the seeds of the first piece of its evidence."""
        if self.library and passage_id:
            return source_of(self.library.passage(passage_id), self.library)
        return self.sources[evidence[0].document_id]

    def demonstrated(self, ids: tuple[str, ...], *, classification: bool | None) -> tuple[Evidence, ...]:
        """The rows of the seeds among these ids, and of those that the writer of its instances was shown, each once."""
        return tuple(dict.fromkeys(self.rows[one] for one in (*ids, *self.shown.get(classification, ())) if one in self.rows))
