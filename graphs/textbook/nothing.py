"""Why no book can be made of a library, told by document."""

from collections.abc import Iterable

from bookwright.agents.textbook.plan import Inventory, Survey
from bookwright.knowledge.document import BlockKind, Document
from bookwright.knowledge.library import Library
from bookwright.knowledge.words import count_words

NAMED = 6
LEAST_WORDS = 20
"""Words of prose from which a document is not told to be too short."""
PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM)
ONLY = {BlockKind.CODE: "holds only code", BlockKind.TABLE: "holds only tables"}


def nothing_in(library: Library, inventory: Inventory, survey: Survey) -> str:
    """One line that names each document, why nothing is taught from it, and what to do."""
    whys: dict[str, dict[str, None]] = {}
    unused = {unused.passage_id: unused.why for unused in (*inventory.unused, *survey.unused)}
    for passage in library.passages():
        whys.setdefault(passage.document_id, {})[unused.get(passage.id, "")] = None
    told = [f"{document.path} {_shape(document) or _joined(whys.get(document.id, ()))}" for document in library.each_document()]
    more = f"; and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return f"nothing to write from: {'; '.join(told[:NAMED])}{more}. Add documents of a page or more of prose in the language of the book"


def _shape(document: Document) -> str:
    """What a document holds in place of prose; empty where it has some."""
    size = dict.fromkeys(BlockKind, 0)
    for span in document.spans:
        size[span.kind] += count_words(document.text[span.start : span.end])
    prose = sum(size[kind] for kind in PROSE)
    largest = max(ONLY, key=size.__getitem__)
    if prose >= LEAST_WORDS:
        return ""
    if size[largest] > prose:
        return ONLY[largest]
    return f"is too short ({prose} words of prose)"


def _joined(whys: Iterable[str]) -> str:
    return ", ".join(filter(None, whys)) or "holds nothing that its reader took for a topic"
