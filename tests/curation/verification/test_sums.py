"""Sums that a sentence writes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.verification.sums import wrong_sums


@pytest.mark.parametrize(
    "sentence",
    [
        "So 3 × 20 = 60 tickets are held.",
        "With 4 servers × 5 paths × 3 methods = 60, the shop has 60 series.",
        "That is 1,440 / 60 = 24 hours.",
        "10 / 3 = 3.33, rounded.",
        "10 / 3 ≈ 3.",
        "20 % × 70 = 14 orders.",
        "5 / 20 = 25 %, a quarter.",
        "60 - 12 = 48 are left (48 / 2 = 24 of them by noon).",
        "2 × (3 + 4) = 14, and (3 + 4) × 5 = 35.",
        "2 + 3 hours = 180 minutes and more.",
        "It holds that a + 3 = 4 and x = 5.",
        "Version 1.2-3 = the newest.",
        "2^3 × 4 = 32.",
        "3 × 20 = 30 + 30.",
        "No sum at all.",
    ],
)
def test_what_is_right_or_cannot_be_read_for_sure_passes(sentence: str) -> None:
    assert list(wrong_sums(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "comes_to"),
    [
        ("So 3 × 20 = 600 tickets are held.", "60"),
        ("4 servers × 5 paths × 3 methods = 80 series.", "60"),
        ("60 - 12 = 42 are left.", "48"),
        ("10 / 3 = 3.43.", "3.333333333"),
        ("1,440 / 60 = 25.", "24"),
        ("5 / 20 = 20 % of them.", "0.25"),
    ],
)
def test_what_is_wrong_is_told_with_what_it_comes_to(sentence: str, comes_to: str) -> None:
    (told,) = wrong_sums(sentence)
    assert told.endswith(f": it is {comes_to}")


@given(st.lists(st.integers(1, 99), min_size=2, max_size=4), st.integers(-5, 5))
def test_a_sum_is_right_exactly_if_it_comes_to_what_is_said(numbers: list[int], off: int) -> None:
    said = sum(numbers) + abs(off)
    found = list(wrong_sums(f"In all {' + '.join(map(str, numbers))} = {said} are sold."))
    assert bool(found) is bool(off)
