"""What stands around evidence in its documents: passages where no library is at hand."""

from collections.abc import Callable, Iterable, Mapping

from bookwright.knowledge.document import Document
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

BREAK = "\n\n"
REACH = 600
"""How far a passage goes before and after the evidence, in characters."""

Span = tuple[int, int]


def surroundings(evidence: Iterable[Evidence], documents: Mapping[str, Document], reach: int = REACH) -> tuple[Passage, ...]:
    """The passages around the evidence, document by document in the order of first use: paragraphs as far as they are within reach, else
    whole words; those that touch are one. Pieces of documents that are not there are passed over."""
    return _passages(evidence, documents, lambda text, piece: _within(text, piece, reach), apart=0)


def paragraphs_around(evidence: Iterable[Evidence], documents: Mapping[str, Document]) -> tuple[Passage, ...]:
    """The paragraphs, by blank lines, that the evidence stands in, however long; neighbours are one. Else as `surroundings`."""
    return _passages(evidence, documents, _paragraph, apart=len(BREAK))


def _passages(
    evidence: Iterable[Evidence], documents: Mapping[str, Document], widened: Callable[[str, Evidence], Span], apart: int
) -> tuple[Passage, ...]:
    spans: dict[str, list[Span]] = {}
    for piece in evidence:
        if document := documents.get(piece.document_id):
            spans.setdefault(document.id, []).append(widened(document.text, piece))
    return tuple(
        Passage(id=f"{name}:{start}", document_id=name, start=start, end=end, text=documents[name].text[start:end])
        for name, found in spans.items()
        for start, end in _joined(found, apart)
    )


def _within(text: str, piece: Evidence, reach: int) -> Span:
    first, last = max(0, piece.start - reach), min(len(text), piece.end + reach)
    before, after = text[first : piece.start], text[piece.end : last]
    start, end = first, last
    if first:
        start += (before.find(BREAK) + len(BREAK)) if BREAK in before else before.find(" ") + 1
    if last < len(text):
        kept = after.rfind(BREAK) if BREAK in after else after.rfind(" ")
        end = piece.end + (kept if kept >= 0 else len(after))
    return start, end


def _paragraph(text: str, piece: Evidence) -> Span:
    before, after = text.rfind(BREAK, 0, piece.start), text.find(BREAK, piece.end)
    return (before + len(BREAK) if before >= 0 else 0), (after if after >= 0 else len(text))


def _joined(spans: list[Span], apart: int) -> list[Span]:
    """The spans in their order, those as one that stand no further apart."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + apart:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
