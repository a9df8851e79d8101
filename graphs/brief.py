"""The brief on a passage: what every role is shown of the library."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bookwright.agents.items import Brief
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.library import Library


def brief_of(shown: Sequence[str], library: Library, settings: QASettings, cell: Mapping[str, str] = MappingProxyType({})) -> Brief:
    """The passages with these ids, the one asked about first, and the cell asked for. InputError if the library does not hold one of
    them."""
    passages = tuple(library.passage(passage_id) for passage_id in shown)
    imprints = {passage.document_id: library.imprint(passage.document_id) for passage in passages}
    return Brief(
        passages=passages,
        titles={document_id: imprint.title for document_id, imprint in imprints.items()},
        language=cell.get("language") or settings.language or imprints[passages[0].document_id].language,
        wanted=settings.drafts,
        about=settings.about,
        specification=dict(cell),
    )


def beside(passage_id: str, library: Library, settings: QASettings) -> list[str]:
    """The passage, then what is shown beside it, looked up where it is not at hand. InputError if the library does not hold it."""
    return [passage_id, *(library.beside(passage_id, settings.neighbours) if settings.neighbours else [])]
