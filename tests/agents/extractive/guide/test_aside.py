"""The rules work beside the event loop."""

import asyncio
from threading import Event

from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.writer import GuideWriter
from tests.agents.extractive.guide.conftest import brief_of

WAIT = 20.0


async def test_the_loop_goes_on_while_the_work_is_done() -> None:
    told = Event()
    working = asyncio.ensure_future(aside(told.wait, WAIT))
    await asyncio.sleep(0.01)
    assert not working.done()
    told.set()
    assert await working


async def test_work_that_nobody_waits_for_any_more_does_not_begin() -> None:
    told, begun = Event(), Event()
    first = asyncio.ensure_future(aside(told.wait, WAIT))
    second = asyncio.ensure_future(aside(lambda event: event.set(), begun))
    await asyncio.sleep(0.01)
    second.cancel()
    await asyncio.wait([second])
    told.set()
    await first
    await aside(str, 0)
    assert not begun.is_set()


async def test_other_things_have_their_turn_while_a_section_is_written() -> None:
    brief = brief_of("# Gauges\n\nA gauge is a metric that goes up and down. A counter is a metric that only goes up.\n")
    writing = asyncio.ensure_future(GuideWriter()(brief))
    await asyncio.sleep(0)
    assert not writing.done()
    assert (await writing).section == "1.1"
