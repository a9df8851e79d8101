"""Which rows are drawn, and how many each stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.review.sample import allocation, draw, weights_of
from bookwright.errors import InputError
from tests.curation.review.rows import sampled

populations = st.dictionaries(st.tuples(st.sampled_from("abcdef")), st.integers(1, 40), min_size=1)


@given(populations, st.integers(1, 150))
def test_as_many_as_asked_are_drawn_and_of_every_stratum_two_or_all(counts: dict[tuple[str, ...], int], size: int) -> None:
    least = sum(min(count, 2) for count in counts.values())
    if len(counts) > 1 and min(size, sum(counts.values())) < least:
        with pytest.raises(InputError, match="strata"):
            allocation(counts, size)
        return
    shares = allocation(counts, size)
    assert sum(shares.values()) == min(size, sum(counts.values()))
    assert all(shares[key] <= count for key, count in counts.items())
    if len(counts) > 1:
        assert all(shares[key] >= min(count, 2) for key, count in counts.items())


@given(populations, st.integers(12, 60), st.integers(0, 9), st.data())
def test_what_was_reviewed_stands_for_the_whole_run(counts: dict[tuple[str, ...], int], size: int, seed: int, data: st.DataObject) -> None:
    rows = [sampled(f"{key[0]}{number}", *key) for key, count in counts.items() for number in range(count)]
    strata, items = draw(rows, size, seed)
    assert len({item.id for item in items}) == len(items) == sum(stratum.drawn for stratum in strata)
    assert sum(weights_of(strata, items).values()) == pytest.approx(len(rows))
    some = items[: data.draw(st.integers(1, len(items)))]
    seen = {item.stratum for item in some}
    assert sum(weights_of(strata, some).values()) == pytest.approx(sum(one.population for one in strata if one.key in seen))


def test_a_seed_draws_the_same_rows_whatever_their_order() -> None:
    rows = [sampled(str(number)) for number in range(100)]
    _, first = draw(rows, 10, 1)
    assert draw(rows[::-1], 10, 1)[1] == first
    assert draw(rows, 10, 2)[1] != first
    assert draw(rows, 20, 1)[1][:10] == first


def test_every_row_is_drawn_as_often_as_every_other_over_seeds() -> None:
    rows = [sampled(str(number)) for number in range(20)]
    counts = dict.fromkeys((row.id for row in rows), 0)
    for seed in range(400):
        for item in draw(rows, 5, seed)[1]:
            counts[item.id] += 1
    # 400 draws at one quarter: 100, with a standard deviation below 9
    assert all(65 <= count <= 135 for count in counts.values())


def test_a_run_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(InputError, match="nothing to review"):
        draw([], 5, 1)
