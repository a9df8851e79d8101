"""How each word of a claim is found in the evidence."""

import pytest

from bookwright.curation.support.alignment import Aligned, State, aligned
from bookwright.curation.support.claim import claim_words
from bookwright.curation.support.evidence import ready


def found(claim: str, word: str, lines: tuple[str, ...]) -> Aligned:
    return next(one for one in aligned(claim_words(claim), ready(lines)) if one.word.text == word)


@pytest.mark.parametrize(
    ("claim", "word", "state"),
    [
        ("The clinic employs 25 nurses.", "25", State.HERE),
        ("The clinic employs 30 nurses.", "30", State.NEW),
        ("Demand decreased in winter.", "decreased", State.OPPOSED),
        ("The clinic hires 25 nurses.", "hires", State.KIN),
        ("Sarah Miller organised an openness campaign.", "openness", State.HERE),
        ("The hospitalised children are treated.", "hospitalised", State.NEW),
        ("Sarah Miller opened the new brewery in Leeds.", "brewery", State.NEW),
    ],
)
def test_a_word_is_found_as(claim: str, word: str, state: State, lines: tuple[str, ...]) -> None:
    assert found(claim, word, lines).state is state


def test_what_stands_far_from_its_place_is_elsewhere() -> None:
    lines = ("The nurse came to Leeds.", *["Nothing of note took place then."] * 3, "The surgeon went to York.")
    assert found("The nurse came to York.", "York", lines).state is State.ELSEWHERE


def test_an_exchanged_word_is_seen_by_its_neighbours(lines: tuple[str, ...]) -> None:
    number = found("The clinic employs 30 nurses.", "30", lines)
    assert number.exchanged
    assert number.known == 1


def test_a_denial_that_only_one_side_has_is_seen(lines: tuple[str, ...]) -> None:
    assert found("The city council did fund the building.", "fund", lines).turned
    assert not found("The city council did not fund the building.", "fund", lines).turned


def test_no_evidence_aligns_nothing() -> None:
    assert aligned(claim_words("The clinic opened."), ready(())) == ()
    assert aligned((), ready(("The clinic opened.",))) == ()
