"""The pace: leave to call, more of it while the endpoint takes it, less when it objects or slows down."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

import pytest

from bookwright.agents.chat import Message, Reply, Request
from bookwright.agents.failures import Failure, FailureKind
from bookwright.agents.pace import AUTO_CAP, AUTO_START, Pace, PaceSettings, Slot

OBJECTION = Failure(kind=FailureKind.RATE_LIMIT, message="HTTP 429", congestion=True)
REQUEST = Request(messages=(Message(role="user", content="x" * 400),), schema_name="Written", reply_schema={})


@dataclass
class Clock:
    """A clock that is set by hand, and sleeps that set it forward."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def pace_of(clock: Clock, **settings: float) -> Pace:
    return Pace(PaceSettings(**settings), clock, clock.sleep)  # type: ignore[arg-type]


async def round_trip(pace: Pace, clock: Clock, outcome: Callable[[Slot], None], seconds: float = 1.0) -> int:
    """As many calls as there is leave for, all of them `seconds` long and with the same outcome; says how many they were."""
    held: list[tuple[Slot, asyncio.Event]] = []

    async def call() -> None:
        async with pace.slot(REQUEST) as slot:
            done = asyncio.Event()
            held.append((slot, done))
            await done.wait()

    calls = [asyncio.create_task(call()) for _ in range(int(pace.limit))]
    await asyncio.sleep(0)
    clock.now += seconds
    for slot, _ in held:
        outcome(slot)
    for _, done in held:
        done.set()
    await asyncio.gather(*calls)
    return len(held)


def answered(slot: Slot) -> None:
    slot.answered(Reply(text="", input_tokens=100, output_tokens=100))


async def test_no_more_calls_are_under_way_than_there_is_leave_for() -> None:
    pace, most = pace_of(Clock(), cap=3), 0

    async def call() -> None:
        nonlocal most
        async with pace.slot(REQUEST):
            most = max(most, pace.under_way)
            await asyncio.sleep(0)

    await asyncio.gather(*(call() for _ in range(20)))
    assert most == 3
    assert pace.under_way == 0


async def test_leave_is_given_in_the_order_in_which_it_was_asked_for() -> None:
    pace, order = pace_of(Clock(), cap=1), list[int]()

    async def call(number: int) -> None:
        async with pace.slot(REQUEST):
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(call(number) for number in range(10)))
    assert order == list(range(10))


async def test_a_caller_who_gives_up_waiting_takes_no_place() -> None:
    pace = pace_of(Clock(), cap=1)
    async with pace.slot(REQUEST):
        waiting = asyncio.create_task(pace.slot(REQUEST).__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
    async with asyncio.timeout(1), pace.slot(REQUEST):
        assert pace.under_way == 1


async def test_found_by_trying_the_limit_doubles_until_the_endpoint_objects_and_then_grows_slowly() -> None:
    clock = Clock()
    pace = pace_of(clock)
    assert [await round_trip(pace, clock, answered) for _ in range(3)] == [AUTO_START, 2 * AUTO_START, 4 * AUTO_START]
    before = pace.limit
    await round_trip(pace, clock, lambda slot: slot.failed(OBJECTION))
    assert pace.limit == before / 2
    grown = [await round_trip(pace, clock, answered) for _ in range(4)]
    assert grown == sorted(grown)
    assert before / 2 < grown[-1] < before


async def test_all_objections_of_one_round_trip_count_once() -> None:
    clock = Clock()
    pace = pace_of(clock, cap=64)
    await round_trip(pace, clock, lambda slot: slot.failed(OBJECTION))
    assert pace.limit == 32


async def test_an_endpoint_that_objects_to_everything_is_still_asked_one_at_a_time() -> None:
    clock = Clock()
    pace = pace_of(clock)
    for _ in range(12):
        await round_trip(pace, clock, lambda slot: slot.failed(OBJECTION))
    assert pace.limit == 1


async def test_answers_that_take_twice_as_long_as_at_best_bring_the_limit_down() -> None:
    clock = Clock()
    pace = pace_of(clock, cap=32)
    for _ in range(4):
        await round_trip(pace, clock, answered)
    for _ in range(2):
        await round_trip(pace, clock, answered, seconds=3.0)
    assert pace.limit < 32


async def test_a_cap_is_where_it_starts_and_its_top() -> None:
    clock = Clock()
    pace = pace_of(clock, cap=20)
    assert [await round_trip(pace, clock, answered) for _ in range(3)] == [20, 20, 20]


async def test_a_limit_that_is_not_used_does_not_grow() -> None:
    clock = Clock()
    pace = pace_of(clock)
    for _ in range(100):
        async with pace.slot(REQUEST) as slot:
            answered(slot)
    assert pace.limit == AUTO_START


async def test_while_the_endpoint_asks_for_silence_nobody_calls() -> None:
    clock = Clock()
    pace = pace_of(clock)
    async with pace.slot(REQUEST) as slot:
        slot.failed(OBJECTION.model_copy(update={"wait": 7.0}))
    async with pace.slot(REQUEST):
        assert clock.slept == [7.0]


@pytest.mark.parametrize(("limit", "calls", "seconds"), [({"requests_per_minute": 60.0}, 61, 59), ({"tokens_per_minute": 6000.0}, 61, 119)])
async def test_a_rate_is_kept(limit: dict[str, float], calls: int, seconds: float) -> None:
    clock = Clock()
    pace = pace_of(clock, **limit)
    begun = clock.now
    for _ in range(calls):
        async with pace.slot(REQUEST) as slot:
            answered(slot)
    assert clock.now - begun == pytest.approx(seconds, abs=6)


def driven(pace: Pace, clock: Clock, until: float, seconds: Callable[[int], float], outcome: Callable[[Slot], None] = answered) -> None:
    """Always as many calls under way as there is leave for, up to a time; each takes the `seconds` that come of how many there are."""
    ends: list[tuple[float, int, Slot]] = []
    for number in count():
        while pace.under_way < int(pace.limit):
            pace.under_way += 1
            heappush(ends, (clock.now + seconds(pace.under_way), number * AUTO_CAP + pace.under_way, Slot(pace, REQUEST, 0)))
        clock.now, _, slot = heappop(ends)
        outcome(slot)
        pace.under_way -= 1
        if clock.now >= until:
            pace.under_way -= len(ends)  # given up
            return


def test_an_endpoint_that_queues_is_asked_about_twice_as_many_calls_as_it_works_on() -> None:
    clock = Clock()
    pace = pace_of(clock)
    driven(pace, clock, 1000, lambda calls: max(1.0, calls / 64))
    assert 64 <= pace.limit <= 2.5 * 64
    driven(pace, clock, 3000, lambda calls: max(1.0, calls / 16))
    assert 16 <= pace.limit <= 2.5 * 16


def test_where_asking_less_brings_no_faster_answers_the_endpoint_is_taken_as_it_is() -> None:
    clock = Clock()
    pace = pace_of(clock, cap=256)
    driven(pace, clock, 300, lambda _: 1.0)
    least = 256.0

    def noted(slot: Slot) -> None:
        nonlocal least
        answered(slot)
        least = min(least, pace.limit)

    driven(pace, clock, 1000, lambda _: 2.5, noted)
    assert 64 < least < 256
    assert pace.limit == 256


@pytest.mark.parametrize("every", [1, 2], ids=["all calls", "every other call"])
def test_after_an_outage_half_of_what_the_endpoint_took_before_is_soon_reached(every: int) -> None:
    clock, calls = Clock(), count()
    pace = pace_of(clock)
    driven(pace, clock, 300, lambda _: 5.0)
    before = pace.limit
    driven(pace, clock, 360, lambda _: 5.0, lambda slot: answered(slot) if next(calls) % every else slot.failed(OBJECTION))
    assert pace.limit < before / 50
    driven(pace, clock, 460, lambda _: 5.0)
    assert before / 2 <= pace.limit < before


def test_an_endpoint_that_takes_less_than_before_is_not_tried_beyond_that_again_and_again() -> None:
    clock, objections = Clock(), 0
    pace = pace_of(clock)
    driven(pace, clock, 200, lambda _: 1.0)

    def limited(slot: Slot) -> None:
        nonlocal objections
        objections += pace.under_way > 20
        if pace.under_way > 20:
            slot.failed(OBJECTION)
        else:
            answered(slot)

    driven(pace, clock, 300, lambda _: 1.0, limited)
    objections = 0
    driven(pace, clock, 400, lambda _: 1.0, limited)
    assert objections < 0.02 * 100 * 20


async def begun_around_a_silence(asked: float, silence: float, calls: int) -> list[float]:
    """When so many calls begin, at 600 a minute, while the endpoint asks for silence at a time; measured from the first."""
    begun: list[float] = []
    loop = asyncio.get_running_loop()
    pace, start = Pace(PaceSettings(cap=calls, requests_per_minute=600)), loop.time()

    async def call() -> None:
        async with pace.slot(REQUEST):
            begun.append(loop.time() - start)

    loop.call_later(asked, pace.keep_silent, silence)
    await asyncio.gather(*(call() for _ in range(calls)))
    return begun


async def test_no_call_begins_in_a_silence_that_was_asked_for_while_it_waited_nor_all_at_once_after_it() -> None:
    begun = await begun_around_a_silence(0.25, 1.0, 30)
    assert [at for at in begun if 0.25 < at < 1.25] == []
    assert len([at for at in begun if 1.25 <= at < 1.55]) <= 4
    assert len(begun) == 30
