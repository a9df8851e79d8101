"""The prose of passages: their sentences, without code, tables, captions and headings."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bookwright.knowledge.document import BlockKind, Document
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.sentences import sentence_spans

PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM)


def prose_of(document: Document, passages: Sequence[Passage]) -> dict[str, tuple[Evidence, ...]]:
    """For each of the document's passages, by id, the sentences of the paragraphs and list items in it, in reading order."""
    spans = [(span.start, span.end) for span in document.spans if span.kind in PROSE]
    starts = [start for start, _ in spans]
    found = {}
    for passage in passages:
        own = spans[max(0, bisect_right(starts, passage.start) - 1) : bisect_right(starts, passage.end)]
        stretches = [(max(start, passage.start), min(end, passage.end)) for start, end in own]  # a long paragraph may be cut between two
        found[passage.id] = tuple(sentence for start, end in stretches if start < end for sentence in _sentences(document, start, end))
    return found


def _sentences(document: Document, first: int, last: int) -> Iterator[Evidence]:
    for start, end in sentence_spans(document.text[first:last], document.language):
        yield Evidence(document_id=document.id, start=first + start, end=first + end, quote=document.text[first + start : first + end])
