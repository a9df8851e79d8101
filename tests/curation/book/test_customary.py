"""Customary figures: which ones the words of a text call for."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.book.customary import customary


@pytest.mark.parametrize(
    ("text", "figure", "known"),
    [
        ("A week has so many days.", 7, True),
        ("How many weeks are that?", 7, False),
        ("A request a second: how many in a day?", 86_400, True),
        ("From hours to minutes.", 60, True),
        ("Daily, over a year.", 365, True),
        ("A year of 12 months", 12, True),
        ("Twice as many.", 2, True),
        ("A half of it", Fraction(1, 2), True),
        ("From milliseconds to seconds", 1000, True),
        ("A million of them", 1000, False),
        ("The third step", 3, False),
        ("The mean of 3, 5, 7 and 9", 4, True),
        ("Of 3, 5, 7 and 9", 4, False),
    ],
)
def test_a_figure_is_known_where_the_words_call_for_it(text: str, figure: int, known: bool) -> None:
    assert (Fraction(figure) in customary(text)) is known


def test_the_two_units_may_stand_in_two_texts() -> None:
    assert Fraction(24) in customary("How many days?", "There are 48 hours.")


@given(st.text("0123456789., +-abc", max_size=60))
def test_figures_alone_call_for_nothing(text: str) -> None:
    assert customary(text) == frozenset()
