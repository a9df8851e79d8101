"""Drawing by hash: the same key draws the same, another one other members, and every member has its chance."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.instruct.drawing import drawn, shuffled

POOL = tuple(range(175))


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
