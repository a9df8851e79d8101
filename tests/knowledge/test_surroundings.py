"""Passages around evidence: the quote inside, whole paragraphs or words at the edges, true offsets."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.surroundings import surroundings

PARAGRAPHS = [f"Paragraph {number} says something that is {'very ' * 20}long." for number in range(12)]


def document_of(paragraphs: list[str]) -> Document:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in paragraphs)
    return compose(Parsed(media_type="text/plain", blocks=blocks), "a.md", "en")


def piece(document: Document, start: int, end: int) -> Evidence:
    return Evidence(document_id=document.id, start=start, end=end, quote=document.text[start:end])


def found(document: Document, words: str) -> Evidence:
    start = document.text.index(words)
    return piece(document, start, start + len(words))


def test_a_passage_has_whole_paragraphs_around_the_evidence() -> None:
    document = document_of(PARAGRAPHS)
    (passage,) = surroundings([found(document, "Paragraph 5 says")], {document.id: document}, reach=280)
    assert passage.text == "\n\n".join(PARAGRAPHS[4:7])


def test_evidence_that_lies_close_together_shares_a_passage_and_other_evidence_has_its_own() -> None:
    document = document_of(PARAGRAPHS)
    pieces = [found(document, f"Paragraph {number} says") for number in (9, 1, 2)]
    first, second = surroundings(pieces, {document.id: document}, reach=150)
    assert [f"Paragraph {number}" in first.text for number in (1, 2, 9)] == [True, True, False]
    assert "Paragraph 9" in second.text


@given(st.text(alphabet="ab \n.", min_size=1, max_size=200), st.data(), st.integers(0, 60))
def test_a_passage_stands_at_its_offsets_and_holds_the_evidence(text: str, data: st.DataObject, reach: int) -> None:
    document = Document(id="d", title="t", path="p", media_type="text/plain", language="en", text=text, spans=())
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (passage,) = surroundings([piece(document, start, end)], {"d": document}, reach)
    assert document.text[passage.start : passage.end] == passage.text
    assert passage.start <= start < end <= passage.end
    assert passage.start >= start - reach
    assert passage.end <= end + reach
