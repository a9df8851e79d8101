"""Working through passages: a run that ends lets go of its calls once, and an error ends it wherever it stands."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from bookwright.agents.chat import Reply, Usage, count
from bookwright.curation.record import Reject
from bookwright.errors import ModelRefused, RunError, RunStopped
from bookwright.knowledge.passage import Passage
from bookwright.service.budget import Budget, Purse
from bookwright.service.collate import Collation
from bookwright.service.ending import Ending
from bookwright.service.ledger import Ledger
from bookwright.service.outcome import Outcome
from bookwright.service.work import LEAST_WORDS, Holding, Work, in_work_order, outcomes

NOTHING = Outcome()
HUNG = 3600.0


def passage(number: int) -> Passage:
    return Passage(id=f"p{number}", document_id="d", start=0, end=1, text="x", headings=(), prose_words=99)


def test_work_comes_in_one_fixed_order_that_leaves_out_what_has_too_little_prose() -> None:
    some = [passage(number).model_copy(update={"prose_words": number}) for number in range(40)]
    held = Holding.of(iter(some))
    assert held.ids == tuple(one.id for one in some)
    assert held.in_work_order == tuple(one.id for one in in_work_order(some))
    assert (held.worth_it, held.too_short, held.prose_words) == (40 - LEAST_WORDS, LEAST_WORDS, sum(range(40)))


def broken(asked: Passage, cause: str) -> Outcome:
    return Outcome(rejects=(Reject(id=asked.id, reason=f"defect:{cause}"),))


@dataclass
class Job:
    """Passages to work on: what each does, how many may be in work, and what was waited for in the end."""

    ledger: Ledger
    of_each: Callable[[int], float]
    failing: dict[int, Exception] = field(default_factory=dict)
    room: int = 16
    begun: list[int] = field(default_factory=list)
    drained: list[BaseException | None] = field(default_factory=list)

    async def _ask(self, asked: Passage) -> Outcome:
        number = int(asked.id[1:])
        self.begun.append(number)
        await asyncio.sleep(self.of_each(number))
        if error := self.failing.get(number):
            raise error
        return NOTHING

    async def _drained(self, error: BaseException | None) -> None:
        self.drained.append(error)
        await asyncio.sleep(0.3)

    async def through(self, count: int) -> AsyncIterator[str]:
        work = Work(
            ask=self._ask, made=Outcome, broken=broken, ledger=self.ledger, terms="t", room=lambda: self.room, drained=self._drained
        )
        async for done, _ in outcomes([passage(number) for number in range(count)], work):
            yield done.id


async def test_without_room_what_is_under_way_is_waited_for_once_and_what_came_in_time_is_given(ledger: Ledger) -> None:
    job = Job(ledger, of_each=lambda number: 0.1 if number < 6 else HUNG)
    asyncio.get_running_loop().call_later(0.05, setattr, job, "room", 0)
    async with asyncio.timeout(2):
        assert [name async for name in job.through(16)] == [f"p{number}" for number in range(6)]
    assert job.drained == [None]


@pytest.mark.parametrize("error", [RunError("ledger.db: disk is full"), ModelRefused("quota", "no credit"), RunStopped("budget", "spent")])
async def test_an_error_behind_a_slow_head_ends_the_run_at_once(ledger: Ledger, error: Exception) -> None:
    job = Job(ledger, of_each=lambda number: 0.05 if number else HUNG, failing={3: error})
    with pytest.raises(type(error)):
        async with asyncio.timeout(2):
            assert [name async for name in job.through(200)] == []
    assert job.drained == [error]
    assert len(job.begun) <= 2 * job.room


async def test_a_role_that_breaks_costs_its_passage_and_the_passage_is_worked_on_anew(ledger: Ledger) -> None:
    job = Job(ledger, of_each=lambda number: 0, failing={1: TypeError("a defect")})
    work = Work(ask=job._ask, made=Outcome, broken=broken, ledger=ledger, terms="t", room=lambda: 4, drained=job._drained)
    found = {done.id: outcome async for done, outcome in outcomes([passage(number) for number in range(3)], work)}
    assert [reject.reason for reject in found["p1"].rejects] == ["defect:TypeError"]
    assert not found["p1"].final
    collation = Collation()
    for name, outcome in found.items():
        collation.take(name, outcome)
    rows = collation.rows(list(found), lambda name: Outcome.model_validate_json(ledger.reader.outcome(name, "t") or "{}"))
    assert sum(len(outcome.rejects) for outcome in rows) == collation.reasons.total() == 1


async def test_what_was_spent_on_an_item_that_broke_stands_in_its_reject(ledger: Ledger) -> None:
    async def ask(asked: Passage) -> Outcome:
        await asyncio.gather(*(asyncio.create_task(answered()) for _ in range(3)))
        raise TypeError(asked.id)

    async def answered() -> None:
        count(Reply(text="", input_tokens=7, output_tokens=2))

    def begun(asked: Passage, cause: str) -> Outcome:
        return Outcome(rejects=(Reject(id=asked.id, reason=cause, usage=Usage(calls=1, input_tokens=1)),))

    work = Work(ask=ask, made=Outcome, broken=begun, ledger=ledger, terms="t", room=lambda: 2, drained=Job(ledger, lambda _: 0)._drained)
    found = [outcome.rejects[0].usage async for _, outcome in outcomes([passage(1), passage(2)], work)]
    assert found == [Usage(calls=4, input_tokens=22, output_tokens=6)] * 2


async def test_nothing_is_waited_for_when_all_is_done(ledger: Ledger) -> None:
    job = Job(ledger, of_each=lambda number: 0.01)
    assert len([name async for name in job.through(30)]) == 30
    assert job.drained == []


def purse_of(budget: str | None = None) -> Purse:
    return Purse(Budget.parse(budget) if budget else None, None)


class TestEnding:
    async def test_calls_under_way_have_until_the_deadline_and_no_other_begins(self) -> None:
        purse, landed = purse_of(), asyncio.Event()
        asyncio.get_running_loop().call_later(0.1, landed.set)
        await Ending(purse, deadline=60).drained([landed])
        assert purse.is_closed
        await Ending(purse, deadline=0.05).drained([asyncio.Event()])

    async def test_a_user_who_wants_to_stop_shortens_a_wait_that_has_begun(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bookwright.service.ending.GRACE_SECONDS", 0.05)
        ending = Ending(purse_of(), deadline=60)
        asyncio.get_running_loop().call_later(0.05, ending.hurry)
        async with asyncio.timeout(2):
            await ending.drained([asyncio.Event()])

    async def test_after_an_error_the_grace_is_short_and_at_the_end_of_a_budget_it_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bookwright.service.ending.GRACE_SECONDS", 0.05)
        async with asyncio.timeout(2):
            await Ending(purse_of(), deadline=60).drained([asyncio.Event()], RunError("disk is full"))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await Ending(purse_of(), deadline=60).drained([asyncio.Event()], RunStopped("budget", "spent"))
