"""Alignment: one exchanged word between equal ones is an edit; a sentence that is its source, or is worded otherwise, has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.alignment import Edit, edits

SOURCE = "The verifier must end the session after 12 hours. Cookies are marked as secure."


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("The verifier must end the session after 24 hours.", [Edit(("24",), ("12",))]),
        ("The verifier must not end the session after 12 hours.", [Edit(("not",), ())]),
        ("The subscriber must end the session after 12 days.", [Edit(("subscriber",), ("verifier",)), Edit(("days",), ("hours",))]),
        ("The subscriber may end a meeting after 12 days.", []),
        ("The verifier must end the session after 12 hours. Cookies are marked as broken.", [Edit(("broken",), ("secure",))]),
        ("The verifier must end the session", []),
        ("Sessions come to an end at noon.", []),
        ("", []),
    ],
)
def test_small_differences_are_found_and_great_ones_are_none(claim: str, found: list[Edit]) -> None:
    assert [edit for edit in edits(claim, SOURCE) if edit.claim] == found


def test_a_quote_over_several_lines_is_no_edit_of_them() -> None:
    assert edits("Keys must not be shared. They expire.", "Keys must\nnot be shared.\n\nThey expire.") == ()


def test_a_contraction_and_a_helping_do_are_no_differences_of_their_own() -> None:
    assert edits("The pump doesn't run at night in the hall.", "The pump runs at night in the hall.") == (Edit(("not",), ()),)
    assert edits("It can't run at night in the hall.", "It can not run at night in the hall.") == ()


@given(st.text(alphabet="abc .!?\n'1-", max_size=60), st.text(alphabet="abc .!?\n'1-", max_size=60))
def test_any_two_texts_can_be_compared_and_a_text_has_no_edit_from_itself(claim: str, evidence: str) -> None:
    edits(claim, evidence)
    assert edits(claim, claim) == ()


def test_a_place_in_a_claim_made_of_two_sentences_is_compared_too() -> None:
    source = "The server is a virtual appliance of your own. As such, the server can be used to store plans and notes."
    claim = (
        "The server cannot be used to store plans since, being a virtual appliance in a building elsewhere, it is open to everybody there."
    )
    assert Edit(("not",), ()) in edits(claim, source)


def test_what_another_sentence_of_the_evidence_says_just_so_is_no_edit() -> None:
    source = "At level one a session ends after 12 hours of use. At level two a session ends after 24 hours of use."
    assert edits("At level two a session ends after 24 hours of use, and at level one a session ends after 12 hours of use.", source) == ()
