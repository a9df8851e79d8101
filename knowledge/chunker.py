"""Passages of a document: whole blocks of one section, packed up to a size, at the document's own offsets."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from pydantic import Field

from bookwright.knowledge.document import BlockKind, Document, Frozen, Span
from bookwright.knowledge.outline import Section, sections
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.sentences import sentence_spans
from bookwright.knowledge.words import count_words

CHUNKER_VERSION = "1"
LINE_KINDS = (BlockKind.CODE, BlockKind.TABLE)
WHOLE_UP_TO = 4  # a table or a listing up to this many passages long is not cut
TAIL = 4  # a last piece smaller than 1/TAIL of a passage joins the one before it


class ChunkSettings(Frozen):
    """How long a passage may grow, in characters, and how many sentences it repeats from the one before it."""

    passage_chars: int = Field(default=1000, ge=100)
    overlap_sentences: int = Field(default=0, ge=0, le=5)


class Unit(NamedTuple):
    """A stretch that is never cut: a block, a sentence of a long paragraph, or some lines of a long table. End exclusive."""

    start: int
    end: int
    kind: BlockKind


def chunk(document: Document, settings: ChunkSettings | None = None) -> list[Passage]:
    """The passages of `document` in reading order; together they hold every character of every block.

    A passage stays within one section, or within a run of short neighbouring ones. The same document and settings give the same passages.
    """
    settings = settings or ChunkSettings()
    starts = [span.start for span in document.spans]
    passages = []
    for section in sections(document, settings.passage_chars):
        stretches = _pack(list(_units(document, section.spans, settings.passage_chars)), settings.passage_chars)
        for index, (start, end) in enumerate(stretches):
            if index and settings.overlap_sentences:
                start = _overlap_start(document, starts, stretches[index - 1], settings) or start  # noqa: PLW2901
            passages.append(_passage(document, starts, section, start, end))
    return passages


def _units(document: Document, spans: Iterable[Span], size: int) -> Iterator[Unit]:
    """The section cut as finely as it may be cut; a heading travels with what follows it."""
    heading_start: int | None = None
    last: Span | None = None
    for span in spans:
        last = span
        if span.kind is BlockKind.HEADING:
            heading_start = span.start if heading_start is None else heading_start
            continue
        for index, (start, end) in enumerate(_pieces(document, span, size)):
            yield Unit(heading_start if index == 0 and heading_start is not None else start, end, span.kind)
        heading_start = None
    if heading_start is not None and last is not None:
        yield Unit(heading_start, last.end, BlockKind.HEADING)


def _pieces(document: Document, span: Span, size: int) -> Iterable[tuple[int, int]]:
    """The block itself if it is short enough, otherwise its sentences, or its lines if it is a table or code."""
    lines = span.kind in LINE_KINDS
    if span.end - span.start <= (size * WHOLE_UP_TO if lines else size):
        return [(span.start, span.end)]
    text = document.text[span.start : span.end]
    cuts = [start for start, _ in _line_spans(text)] if lines else [start for start, _ in sentence_spans(text, document.language)]
    bounds = [0, *(cut for cut in cuts if cut), len(text)]
    whole = [(start, end) for start, end in pairwise(bounds) if start < end]
    return [(span.start + a, span.start + b) for start, end in whole for a, b in _hard_cut(text, start, end, size)]


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _hard_cut(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """A sentence or line longer than a passage, cut after the last white space that fits, or where it must be."""
    while end - start > size:
        space = max(text.rfind(char, start + size // 2, start + size) for char in " \t\n")
        cut = space + 1 if space > 0 else start + size
        yield start, cut
        start = cut
    yield start, end


def _pack(units: list[Unit], size: int) -> list[tuple[int, int]]:
    """Units filled into passages up to `size`, in order; a tail too small to stand alone stays with its predecessor."""
    packed: list[tuple[int, int]] = []
    for unit in units:
        if packed and unit.end - packed[-1][0] <= size:
            packed[-1] = (packed[-1][0], unit.end)
        else:
            packed.append((unit.start, unit.end))
    if len(packed) > 1 and packed[-1][1] - packed[-1][0] < size // TAIL:
        (start, _), (_, end) = packed[-2:]
        if end - start <= size + size // TAIL:
            packed[-2:] = [(start, end)]
    return packed


def _overlap_start(document: Document, starts: list[int], before: tuple[int, int], settings: ChunkSettings) -> int | None:
    """Where the last sentences of the passage before begin, if it ends in prose and they are short; None otherwise."""
    last = document.spans[bisect_left(starts, before[1]) - 1]
    if last.kind in (*LINE_KINDS, BlockKind.HEADING):
        return None
    base = max(last.start, before[0])
    found = sentence_spans(document.text[base : before[1]], document.language)[-settings.overlap_sentences :]
    start = base + found[0][0] if found else before[1]
    return start if before[0] < start and before[1] - start <= settings.passage_chars // TAIL else None


def _passage(document: Document, starts: list[int], section: Section, start: int, end: int) -> Passage:
    first, stop = bisect_right(starts, start) - 1, bisect_left(starts, end)
    spans = document.spans[first:stop]
    prose = (document.text[max(s.start, start) : min(s.end, end)] for s in spans if s.kind not in LINE_KINDS)
    name = "\x1f".join((document.id, str(start), str(end), CHUNKER_VERSION))
    return Passage(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        document_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        headings=section.headings,
        page=spans[0].page,
        prose_words=sum(count_words(text) for text in prose),
        key_terms=tuple(dict.fromkeys(term for span in spans for term in span.key_terms if term in document.text[start:end])),
    )
