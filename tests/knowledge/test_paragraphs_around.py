"""The paragraphs that evidence stands in: whole, each once, at true offsets."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.surroundings import paragraphs_around

WORDS = st.text(alphabet="ab c", min_size=1, max_size=6).filter(str.strip)


def document_of(*paragraphs: str) -> Document:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in paragraphs)
    return compose(Parsed(media_type="text/plain", blocks=blocks), "d.md", "en")


def piece(document: Document, start: int, end: int) -> Evidence:
    return Evidence(document_id=document.id, start=start, end=end, quote=document.text[start:end])


def test_neighbours_are_one_and_others_apart() -> None:
    document = document_of("one two", "three", "four", "five six")
    found = paragraphs_around([piece(document, 4, 7), piece(document, 9, 14), piece(document, 22, 26)], {document.id: document})
    assert [passage.text for passage in found] == ["one two\n\nthree", "five six"]


def test_a_piece_of_a_document_that_is_not_there_is_passed_over() -> None:
    document = document_of("one")
    assert paragraphs_around([piece(document, 0, 3)], {}) == ()


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), min_size=1, max_size=4))
def test_passages_hold_the_pieces_at_true_offsets_and_never_meet(paragraphs: list[str], spans: list[tuple[int, int]]) -> None:
    document = document_of(*paragraphs)
    length = len(document.text)
    pieces = [piece(document, min(start, length - 1), min(start + more, length)) for start, more in spans]
    found = paragraphs_around(pieces, {document.id: document})
    assert all(passage.text == document.text[passage.start : passage.end] for passage in found)
    assert all(any(passage.start <= one.start and one.end <= passage.end for passage in found) for one in pieces)
    assert all(left.end < right.start for left, right in pairwise(found))
