"""The places of a document that a record stands on."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.knowledge.evidence import Evidence
from bookwright.service.review.excerpts import CONTEXT, excerpts

TEXT = " ".join(f"word{number}" for number in range(1000))


def piece(start: int, end: int, document: str = "d") -> Evidence:
    return Evidence(document_id=document, start=start, end=end, quote=TEXT[start:end])


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 400)).map(lambda one: piece(one[0], min(len(TEXT), one[0] + one[1])))


@given(st.lists(spans, min_size=1, max_size=6))
def test_every_piece_is_marked_whole_where_it_stands_once(evidence: list[Evidence]) -> None:
    shown = excerpts(evidence, lambda _: TEXT)
    segments = [segment for excerpt in shown for segment in excerpt.segments]
    for number, one in enumerate(evidence, 1):
        assert "".join(segment.text for segment in segments if number in segment.evidence) == one.quote
        assert sum(number in segment.begins for segment in segments) == 1
    for excerpt in shown:
        text = "".join(segment.text for segment in excerpt.segments)
        assert text in TEXT
        assert (excerpt.before, excerpt.after) == (not TEXT.startswith(text), not TEXT.endswith(text))


def test_what_is_far_apart_is_shown_apart_and_whole_words_are_around_it() -> None:
    first, second = piece(2000, 2008), piece(2008 + 2 * CONTEXT + 100, 2016 + 2 * CONTEXT + 100)
    near, far = excerpts([first, second], lambda _: TEXT)
    words = "".join(segment.text for segment in near.segments).split()
    assert {words[0], words[-1]} <= set(TEXT.split())
    assert far.segments[1].evidence == (2,)
    assert len(excerpts([first, piece(2500, 2510)], lambda _: TEXT)) == 1


def test_a_quote_that_does_not_stand_in_the_text_is_shown_by_itself() -> None:
    moved = Evidence(document_id="d", start=5, end=9, quote="else")
    (alone,) = excerpts([moved], lambda _: TEXT)
    assert (alone.placed, alone.segments[0].text, alone.segments[0].begins) == (False, "else", (1,))
    assert excerpts([piece(0, 5)], lambda _: None)[0].placed is False
