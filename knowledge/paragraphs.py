"""The paragraphs that evidence stands in."""

from collections.abc import Iterable, Mapping

from bookwright.knowledge.document import Document
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

BREAK = "\n\n"


def paragraphs_around(evidence: Iterable[Evidence], documents: Mapping[str, Document]) -> tuple[Passage, ...]:
    """The paragraphs, by blank lines, that the pieces stand in: each once, neighbours as one, in the order in which documents first come.

    Pieces of documents that are not there are passed over.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for piece in evidence:
        if document := documents.get(piece.document_id):
            spans.setdefault(document.id, []).append(_widened(document.text, piece.start, piece.end))
    return tuple(_passage(documents[name], start, end) for name, found in spans.items() for start, end in _merged(found))


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    before, after = text.rfind(BREAK, 0, start), text.find(BREAK, end)
    return (before + len(BREAK) if before >= 0 else 0), (after if after >= 0 else len(text))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + len(BREAK):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _passage(document: Document, start: int, end: int) -> Passage:
    return Passage(id=f"{document.id}:{start}", document_id=document.id, start=start, end=end, text=document.text[start:end])
