"""Drawing lots: fixed by the key, fair over many."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.draw import drawn_from


def test_the_draw_is_the_same_on_every_machine_and_for_ever() -> None:
    assert [drawn_from("abcdef", "operator", f"row {number}", 1) for number in range(8)] == list(DRAWN)


@given(st.lists(st.integers(), min_size=1, max_size=9), st.text(), st.integers())
def test_what_is_drawn_is_one_of_the_options_and_follows_from_the_key(options: list[int], row: str, number: int) -> None:
    drawn = drawn_from(options, row, number)
    assert drawn in options
    assert drawn_from(tuple(options), row, number) == drawn


def test_every_option_has_its_share() -> None:
    drawn = Counter(drawn_from("abcdef", number) for number in range(6000))
    assert all(abs(count - 1000) < 150 for count in drawn.values())
    assert len(drawn) == 6


def test_nothing_is_drawn_from_nothing() -> None:
    with pytest.raises(IndexError):
        drawn_from("", "row")


DRAWN = "defeabdf"
