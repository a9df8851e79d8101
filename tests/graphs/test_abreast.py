"""Several things at once for one item: nothing of it is under way once the item is over."""

import asyncio

import pytest

from bookwright.errors import ModelRefused, RunStopped
from bookwright.graphs.abreast import abreast

ENDED: list[str] = []


@pytest.fixture(autouse=True)
def _anew() -> None:
    ENDED.clear()


async def lasting(seconds: float, name: str = "") -> str:
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        ENDED.append(f"{name} cancelled")
        raise
    ENDED.append(name)
    return name


async def failing(error: Exception, seconds: float = 0.01) -> str:
    await asyncio.sleep(seconds)
    raise error


async def test_results_come_in_the_order_given() -> None:
    assert await abreast([lasting(0.02, "a"), lasting(0.01, "b")]) == ["a", "b"]
    assert ENDED == ["b", "a"]
    assert await abreast([]) == []


async def test_an_error_ends_the_others_before_it_is_raised() -> None:
    with pytest.raises(ModelRefused):
        await abreast([lasting(60, "a"), failing(ModelRefused("quota", "no credit")), lasting(60, "b")])
    assert sorted(ENDED) == ["a cancelled", "b cancelled"]


async def test_a_stopped_run_lets_what_is_being_paid_for_finish() -> None:
    with pytest.raises(RunStopped):
        await abreast([lasting(0.1, "a"), failing(RunStopped("budget", "spent"))])
    assert ENDED == ["a"]


@pytest.mark.parametrize("stopped", [False, True])
async def test_an_item_that_is_let_go_takes_all_of_it_along(*, stopped: bool) -> None:
    doing = [lasting(60, "a"), failing(RunStopped("budget", "spent"), 0 if stopped else 60)]
    item = asyncio.create_task(abreast(doing))
    await asyncio.sleep(0.05)
    item.cancel()
    with pytest.raises(asyncio.CancelledError):
        await item
    assert ENDED == ["a cancelled"]
