"""The places of the documents that a record stands on, with what is around them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence

CONTEXT = 700  # characters before and after a piece of evidence
GAP, LAST_GAP = re.compile(r"\s+"), re.compile(r"\s+\S*\Z")


class Segment(Frozen):
    """Text of one kind. `evidence` are the numbers, from 1, of the pieces that it is part of; `begins` those that begin with it."""

    text: str
    evidence: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


class Excerpt(Frozen):
    """A stretch of a document. `before` and `after`: the document goes on there. Not `placed` where only the quote is left of it."""

    document_id: str
    segments: tuple[Segment, ...]
    before: bool = False
    after: bool = False
    placed: bool = True


Numbered = tuple[int, Evidence]


def excerpts(evidence: Sequence[Evidence], text_of: Callable[[str], str | None]) -> tuple[Excerpt, ...]:
    """Excerpts that show every piece where it stands: document by document as they are cited first, in the order of the text."""
    by_document: dict[str, list[Numbered]] = {}
    for number, piece in enumerate(evidence, 1):
        by_document.setdefault(piece.document_id, []).append((number, piece))
    return tuple(excerpt for name, pieces in by_document.items() for excerpt in _of_document(name, pieces, text_of(name)))


def _of_document(name: str, pieces: list[Numbered], text: str | None) -> Iterator[Excerpt]:
    placed = [one for one in pieces if text is not None and one[1].quote and text[one[1].start : one[1].end] == one[1].quote]
    for number, piece in pieces:
        if (number, piece) not in placed:
            yield Excerpt(document_id=name, segments=(Segment(text=piece.quote, evidence=(number,), begins=(number,)),), placed=False)
    if text is None:
        return
    for start, end in _windows([piece for _, piece in placed], text):
        inside = [one for one in placed if start <= one[1].start < end]
        yield Excerpt(document_id=name, segments=tuple(_segments(text, start, end, inside)), before=start > 0, after=end < len(text))


def _windows(pieces: Sequence[Evidence], text: str) -> list[tuple[int, int]]:
    """The stretches to show, from white space to white space where there is some; those that touch as one."""
    windows: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda piece: piece.start):
        start, end = max(0, piece.start - CONTEXT), min(len(text), piece.end + CONTEXT)
        if start and (gap := GAP.search(text, start, piece.start)):
            start = gap.end()
        if end < len(text) and (gap := LAST_GAP.search(text, piece.end, end)):
            end = gap.start()
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((start, end))
    return windows


def _segments(text: str, start: int, end: int, pieces: Sequence[Numbered]) -> Iterator[Segment]:
    cuts = sorted({start, end, *(piece.start for _, piece in pieces), *(piece.end for _, piece in pieces)})
    for left, right in pairwise(cuts):
        yield Segment(
            text=text[left:right],
            evidence=tuple(number for number, piece in pieces if piece.start <= left and right <= piece.end),
            begins=tuple(number for number, piece in pieces if piece.start == left),
        )
