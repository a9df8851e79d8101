"""The pieces that are rephrased one at a time: passages, longer ones cut to about 300 tokens (WRAP, Maini et al. 2024, section 3.1)."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from bookwright.agents.tokens import tokens
from bookwright.knowledge.document import BlockKind, Document, Span
from bookwright.knowledge.evidence import squeezed
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.sentences import sentence_spans
from bookwright.knowledge.words import count_words

TOKENS = 300
TAIL = 4  # a last piece smaller than 1/TAIL of a piece joins the one before it
LEAST_WORDS = 30
"""Words of prose below which a piece says too little to be told again."""
NO_PROSE = (BlockKind.CODE, BlockKind.TABLE, BlockKind.HEADING)


class Piece(NamedTuple):
    """A stretch of a document that is shown as a passage, and its prose: without headings, tables and listings, a blank line between
    blocks."""

    passage: Passage
    prose: str


def pieces(passage: Passage, document: Document, size: int = TOKENS) -> list[Piece]:
    """The passage as it is, or cut between sentences or lines into pieces of about `size` tokens; together they hold all of it.

    A piece has the passage's id, followed by its number where there are several.
    """
    units = list(_units(passage, document)) if tokens(passage.text) > size + size / TAIL else []
    stretches = _packed(units, document.text, size) if units else [(passage.start, passage.end)]
    if len(stretches) == 1:
        return [Piece(passage, _prose(document, passage.start, passage.end))]
    return [_piece(passage, document, number, *stretch) for number, stretch in enumerate(stretches, 1)]


def worth_telling(found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with enough prose, those that say letter by letter what an earlier one says left out."""
    seen: set[str] = set()
    for piece in found:
        said = squeezed(piece.prose)
        if count_words(piece.prose) >= LEAST_WORDS and said not in seen:
            seen.add(said)
            yield piece


def _piece(passage: Passage, document: Document, number: int, start: int, end: int) -> Piece:
    text, prose = document.text[start:end], _prose(document, start, end)
    terms = tuple(term for term in passage.key_terms if term in text)
    changed = {"id": f"{passage.id}.{number}", "start": start, "end": end, "text": text, "key_terms": terms}
    return Piece(passage.model_copy(update={**changed, "prose_words": count_words(prose)}), prose)


def _spans(document: Document, start: int, end: int) -> Iterator[tuple[Span, int, int]]:
    """The blocks that share a character with a stretch, each with what it shares."""
    for span in document.spans:
        if span.start < end and start < span.end:
            yield span, max(span.start, start), min(span.end, end)


def _prose(document: Document, start: int, end: int) -> str:
    return "\n\n".join(document.text[a:b] for span, a, b in _spans(document, start, end) if span.kind not in NO_PROSE)


def _units(passage: Passage, document: Document) -> Iterator[int]:
    """Where the passage may be cut: where a sentence, or a line of a table or listing, begins."""
    for span, start, end in _spans(document, passage.start, passage.end):
        text = document.text[start:end]
        if span.kind in (BlockKind.CODE, BlockKind.TABLE):
            yield from (start + at for at in (0, *(place + 1 for place, char in enumerate(text) if char == "\n")))
        else:
            yield from (start + at for at, _ in sentence_spans(text, document.language))
    yield passage.end


def _packed(cuts: list[int], text: str, size: int) -> list[tuple[int, int]]:
    """The stretches between cuts filled up to `size` tokens, in order, blanks at their ends left out."""
    starts = cuts[:1]
    for here, following in pairwise(cuts[1:]):
        if tokens(text[starts[-1] : following]) > size:
            starts.append(here)
    if len(starts) > 1 and tokens(text[starts[-1] : cuts[-1]]) < size / TAIL:
        starts.pop()
    bounds = zip(starts, [*starts[1:], cuts[-1]], strict=True)
    return [(start, start + len(text[start:end].rstrip())) for start, end in bounds]
