"""Disagreement: two sentences that differ in one thing which both cannot have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.book.disagreement import disagreement

RUNS = "The Halden reactor must not run above 25 MW in any of its tests."
BUILT = "The cooling loop of the reactor was built by Weber in 1958."
SAMPLE = [
    RUNS,
    BUILT,
    "Passwords must be at least 8 characters long for all accounts.",
    "The council of the city has eleven members.",
    "It must be changed within 30 days of the first login.",
    "",
    "7",
]


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        (RUNS, "The Halden reactor must not run above 30 MW in any of its tests.", "30"),
        (RUNS, "The Halden reactor must run above 25 MW in any of its tests.", "not"),
        (RUNS, "The Halden reactor must not run below 25 MW in any of its tests.", "below"),
        (RUNS, "The Halden reactor must not run above 25 kW in any of its tests.", "kW"),
        (BUILT, "The cooling loop of the reactor was built by Fischer in 1958.", "Fischer"),
        (BUILT, "The cooling loop of the reactor was built by Weber in 1961.", "1961"),
        ("The council of the city has eleven members.", "The council of the city has nine members.", "nine"),
        (
            "All users of the service are allowed to hold a licence.",
            "All users of the service are forbidden to hold a licence.",
            "forbidden",
        ),
        ("The tank holds up to 18KB of compressed sensor data.", "The tank holds up to 18GB of compressed sensor data.", "18GB"),
        ("The crew of the ship knew the way to the coast.", "The crew of the ship did not know the way to the coast.", "not"),
        ("A guest can't open the door of the control room.", "A guest can open the door of the control room.", "not"),
    ],
)
def test_one_thing_that_both_cannot_have(one: str, other: str, word: str) -> None:
    assert word in disagreement(one, other)
    assert disagreement(other, one)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (RUNS, RUNS, "the same"),
        (RUNS, "The Halden reactor shall not run above 25 MW in any of its tests.", "another modal"),
        ("The council of the city has eleven members.", "The council of the city has 11 members.", "the same number in figures"),
        (RUNS, "The Kiel reactor must not run above 30 MW in any of its tests.", "two differences: two reactors"),
        ("The first arm is the same as the block of the listing.", "The third arm is the same as the block of the listing.", "which one"),
        ("The rule is told in Section 4 of the safety manual.", "The rule is told in Section 9 of the safety manual.", "a label"),
        (
            "Authenticators used at AAL1 shall use approved cryptography.",
            "Authenticators used at AAL2 shall use approved cryptography.",
            "a series",
        ),
        (
            "It must be changed within 30 days of the first login.",
            "It must be changed within 60 days of the first login.",
            "it may be two things",
        ),
        (
            "The server answers with an error if the token is valid for reading.",
            "The server answers with an error if the token is not valid for reading.",
            "the other case",
        ),
        ("Effective date: August 1, 2024", "Effective date: February 1, 2024", "no statement"),
        (
            "You own all rights to the Platform and to its later versions.",
            "You own all rights to the Program and to its later versions.",
            "the name of what it is about",
        ),
        ("The pump is new.", "The valve is old.", "nothing in common"),
    ],
)
def test_what_may_both_be_true_is_let_pass(one: str, other: str, why: str) -> None:
    assert disagreement(one, other) == "", why
    assert disagreement(other, one) == "", why


@given(st.sampled_from(SAMPLE), st.sampled_from(SAMPLE))
def test_whether_two_disagree_does_not_depend_on_their_order(one: str, other: str) -> None:
    assert bool(disagreement(one, other)) == bool(disagreement(other, one))


@given(st.text(max_size=80))
def test_no_sentence_disagrees_with_itself(text: str) -> None:
    assert disagreement(text, text) == ""
