"""A share and its interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bookwright.curation.jury.share import Share, least_sum


@st.composite
def shares(draw: st.DrawFn) -> Share:
    of = draw(st.integers(0, 500))
    return Share(hits=draw(st.integers(0, of)), of=of)


def test_the_interval_is_wilsons() -> None:
    assert Share(hits=81, of=263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, table I
    assert Share(hits=0, of=20).interval == pytest.approx((0.0, 0.1611), abs=1e-4)


@given(shares())
def test_the_interval_holds_the_share_and_mirrors(share: Share) -> None:
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1
    other = Share(hits=share.of - share.hits, of=share.of)
    assert (1 - other.high, 1 - other.low) == pytest.approx((low, high))


def test_of_nothing_nothing_is_known() -> None:
    assert Share(hits=0, of=0).interval == (0.0, 1.0)


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValidationError, match="more than all"):
        Share(hits=3, of=2)


@given(shares(), shares())
def test_the_least_sum_is_no_more_than_the_sum_and_no_less_than_that_of_the_ends(first: Share, second: Share) -> None:
    assert first.low + second.low - 1e-12 <= least_sum(first, second) <= first.value + second.value + 1e-12
