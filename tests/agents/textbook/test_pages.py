"""Pages: what does not fit one is asked in several, and none of them is lost."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.pages import answered, paged


@given(st.lists(st.integers(1, 20)), st.integers(5, 30))
def test_pages_hold_all_in_order_and_no_more_than_fits(lengths: list[int], most: int) -> None:
    pages = list(paged(lengths, lambda length: length, most))
    assert [length for page in pages for length in page] == lengths
    assert all(sum(page) <= most or len(page) == 1 for page in pages)
    assert all(sum(one) + other[0] > most for one, other in pairwise(pages))


async def test_a_page_that_fails_does_not_cost_the_others() -> None:
    came: list[int] = []

    async def asked(number: int) -> int:
        await asyncio.sleep(0.01 * number)
        if number == 1:
            raise RuntimeError("stopped")
        came.append(number)
        return number

    with pytest.raises(RuntimeError, match="stopped"):
        await answered(map(asked, range(4)))
    assert came == [0, 2, 3]
    assert await answered(map(asked, (3, 2))) == [3, 2]
