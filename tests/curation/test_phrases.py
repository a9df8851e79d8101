"""Phrases find what their patterns find as one, and look for no more of them than can stand in the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.phrases import Phrases

SIGNED = (
    ("give |grant ", r"\b(?:give|grant) (?:\w+ )?marks?\b"),
    ("this", r"\bthis (?:answer|mark)\b"),
    ("#|thanks", r"#+ ?\w+|^thanks\b"),
)
AS_ONE = re.compile("|".join(pattern for _, pattern in SIGNED), re.IGNORECASE | re.MULTILINE)
WORDS = "give gıve gİve GRANT grant full mark marks this thıs THİS answer # ## thanks\n thankſ . , \n a".split(" ")


@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_they_find_what_their_patterns_find_as_one(text: str) -> None:
    found, as_one = Phrases(*SIGNED, flags=re.MULTILINE).search(text), AS_ONE.search(text)
    assert (found and found.span()) == (as_one and as_one.span())


@pytest.mark.parametrize("text", ["", "nothing of it", "Thıs answer", "Gİve marks"])
def test_a_letter_in_another_dress_hides_no_sign(text: str) -> None:
    assert bool(Phrases(*SIGNED).search(text)) == bool(AS_ONE.search(text))


def test_without_a_sign_its_pattern_is_not_looked_for() -> None:
    assert Phrases(("absent", "here")).search("it is here") is None
