"""Drawing lots: fixed by the key, fair over many."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.draw import drawn, drawn_from, shuffled

POOL = tuple(range(175))


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


@given(st.text(max_size=5), st.integers(0, 12), st.lists(st.integers(), unique=True, max_size=12))
def test_it_draws_different_members_as_many_as_there_are(key: str, wanted: int, pool: list[int]) -> None:
    found = drawn(key, wanted, pool)
    assert len(found) == len(set(found)) == min(wanted, len(pool))
    assert set(found) <= set(pool)
    assert found == drawn(key, wanted, pool)
    assert sorted(shuffled(key, pool)) == sorted(pool)


def test_every_member_is_drawn_about_as_often() -> None:
    counts = Counter(one for key in range(1000) for one in drawn(str(key), 6, POOL))
    assert set(counts) == set(POOL)
    assert max(counts.values()) < 3 * 6000 / 175


def test_the_order_is_drawn_too() -> None:
    assert len({shuffled(str(key), "abc") for key in range(60)}) == 6
