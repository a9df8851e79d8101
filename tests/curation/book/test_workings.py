"""Workings: which figures follow from others, and which come from nowhere."""

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from bookwright.agents.textbook.check import MathCheck
from bookwright.curation.book.workings import given, proved, underived, unfounded


@pytest.mark.parametrize(
    ("text", "source", "missing"),
    [
        ("1,400 answers", "1400", set()),
        ("3 of them", "three of them, in the 2nd run", set()),
        ("a share of 0.4", "40 % of them", set()),
        ("it falls by 5", "−5", set()),
        ("1,5 m", "1.5", set()),
        ("version 3.12.1", "3.12", {"3.12.1"}),
        ("12 or 7", "7", {"12"}),
    ],
)
def test_a_figure_may_be_written_otherwise(text: str, source: str, missing: set[str]) -> None:
    assert unfounded(text, given(source)) == missing


def test_the_values_on_the_way_are_those_of_the_parts_of_the_expression() -> None:
    way = proved(MathCheck(expression="7*200+5", equals="1405"))
    assert unfounded("1400", way) == frozenset()
    assert unfounded("1407", way) == {"1407"}


def test_one_step_may_go_on_from_what_it_has_worked_out() -> None:
    assert underived("12 + 15 = 27, and 27 times 4 is 108.", given("12, 15 and 4"), frozenset()) == frozenset()
    assert underived("12 + 15 = 28.", given("12, 15 and 4"), frozenset()) == {"28"}


@whatever(st.text("0123456789.,-−%/ ab", max_size=60), st.text("0123456789.,-−%/ ab", max_size=60))
def test_no_text_makes_it_raise_and_what_stands_there_never_misses(text: str, other: str) -> None:
    assert underived(text, given(other), given(other)) <= unfounded(text, given(other))
    assert unfounded(text, given(text)) == frozenset()
