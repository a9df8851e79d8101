"""What stands around evidence in its documents: passages to write from where no library is at hand."""

from collections.abc import Iterable, Mapping

from bookwright.knowledge.document import Document
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

REACH = 600
"""How far a passage goes before and after the evidence, in characters."""


def surroundings(evidence: Iterable[Evidence], documents: Mapping[str, Document], reach: int = REACH) -> tuple[Passage, ...]:
    """The passages around the evidence, document by document in the order of first use: paragraphs as far as they are within reach, else
    whole words; those that touch are one. KeyError where evidence names a document that is not there."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for piece in evidence:
        spans.setdefault(piece.document_id, []).append(_widened(documents[piece.document_id].text, piece, reach))
    return tuple(
        Passage(id=f"{name}:{start}", document_id=name, start=start, end=end, text=documents[name].text[start:end])
        for name, found in spans.items()
        for start, end in _joined(found)
    )


def _widened(text: str, piece: Evidence, reach: int) -> tuple[int, int]:
    first, last = max(0, piece.start - reach), min(len(text), piece.end + reach)
    before, after = text[first : piece.start], text[piece.end : last]
    start, end = first, last
    if first:
        start += (before.find("\n\n") + 2) if "\n\n" in before else before.find(" ") + 1
    if last < len(text):
        kept = after.rfind("\n\n") if "\n\n" in after else after.rfind(" ")
        end = piece.end + (kept if kept >= 0 else len(after))
    return start, end


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
