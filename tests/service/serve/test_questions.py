"""What a thread waits for: which run asks, who may answer, and what becomes of the question otherwise."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bookwright.errors import RequestRefused
from bookwright.service.serve.entities import Asked, Multitask, Run, RunStatus, ThreadStatus
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from tests.service.conftest import PROSE

ACCEPTED = {"decisions": []}


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[RunService]:
    """A service at work."""
    async with RunService.open(ServeSettings(data=tmp_path)) as opened:
        yield opened


async def uploaded(service: RunService, fruit: str) -> str:
    async def content() -> AsyncIterator[bytes]:
        yield PROSE.replace("ession", f"ession of {fruit}").encode()

    return (await service.uploads.keep(NOBODY, f"{fruit}.md", "text/markdown", content())).id


async def asked(service: RunService, fruit: str, thread_id: str | None = None, review: int = 1) -> Run:
    """A run on a document of its own, at its end."""
    given = {"documents": [await uploaded(service, fruit)], "review": review}
    return await service.join(NOBODY, (await service.start(NOBODY, "qa", Asked(input=given), thread_id)).id)


async def answer(service: RunService, thread_id: str, multitask: Multitask = Multitask.ENQUEUE) -> Run:
    return await service.start(NOBODY, "qa", Asked(resume=ACCEPTED, multitask=multitask), thread_id)


async def test_an_answer_goes_on_with_the_run_that_asked(service: RunService) -> None:
    first = await asked(service, "apple", review=0)
    waiting = await asked(service, "banana", first.thread)
    done = await service.join(NOBODY, (await answer(service, waiting.thread)).id)
    assert done.input == waiting.input != first.input
    assert done.status is RunStatus.SUCCESS


async def test_a_question_is_answered_once(service: RunService) -> None:
    thread_id = (await asked(service, "banana")).thread
    done = await answer(service, thread_id)
    with pytest.raises(RequestRefused, match="waits for nothing"):
        await answer(service, thread_id)
    await service.join(NOBODY, done.id)
    with pytest.raises(RequestRefused, match="waits for nothing"):
        await answer(service, thread_id)


async def test_an_answer_does_not_queue_behind_a_run_that_may_put_the_question_aside(service: RunService) -> None:
    thread_id = (await asked(service, "banana")).thread
    other = await service.start(NOBODY, "qa", Asked(input={"documents": [await uploaded(service, "cherry")]}), thread_id)
    with pytest.raises(RequestRefused, match="answer when it has"):
        await answer(service, thread_id)
    await service.join(NOBODY, other.id)
    with pytest.raises(RequestRefused, match="waits for nothing"):
        await answer(service, thread_id)


@pytest.mark.parametrize("stops_the_answer", [True, False])
async def test_what_is_stopped_leaves_the_question_open(service: RunService, *, stops_the_answer: bool) -> None:
    waiting = await asked(service, "banana")
    if stops_the_answer:
        stopped = await answer(service, waiting.thread)
    else:
        stopped = await service.start(NOBODY, "qa", Asked(input=waiting.input), waiting.thread)
    with suppress(RequestRefused):  # it may have ended just now
        await service.cancel(NOBODY, stopped.id)
    if (await service.join(NOBODY, stopped.id)).status is RunStatus.INTERRUPTED:
        assert service.thread(NOBODY, waiting.thread).status is ThreadStatus.INTERRUPTED
        stopped = await service.join(NOBODY, (await answer(service, waiting.thread)).id)
    assert stopped.status is RunStatus.SUCCESS


async def test_who_takes_out_the_run_that_asks_takes_out_its_question(service: RunService) -> None:
    waiting = await asked(service, "banana")
    await service.drop_run(NOBODY, waiting.id)
    thread = service.thread(NOBODY, waiting.thread)
    assert (thread.status, thread.interrupts) == (ThreadStatus.IDLE, ())
    assert next(service.history(NOBODY, thread.id)).next == ()
    with pytest.raises(RequestRefused, match="waits for nothing"):
        await answer(service, thread.id)


async def test_a_question_that_is_being_answered_stays_until_it_was(service: RunService) -> None:
    waiting = await asked(service, "banana")
    answering = await answer(service, waiting.thread)
    with pytest.raises(RequestRefused, match="is being answered"):
        await service.drop_run(NOBODY, waiting.id)
    await service.join(NOBODY, answering.id)
    await service.drop_run(NOBODY, waiting.id)


async def test_a_run_gives_its_own_values_whatever_came_after_it(service: RunService) -> None:
    first = await asked(service, "apple", review=0)
    values = service.left_by(NOBODY, first).values
    service.put_state(NOBODY, service.thread(NOBODY, first.thread), {"records": 5}, {})
    assert service.left_by(NOBODY, first).values == values


async def test_several_interrupt_a_thread_at_once(service: RunService) -> None:
    thread_id = service.create_thread(NOBODY).id
    given = {"documents": [await uploaded(service, "apple")]}
    for _ in range(3):
        await service.start(NOBODY, "qa", Asked(input=given), thread_id)
    last = Asked(input=given, multitask=Multitask.INTERRUPT)
    started = await asyncio.gather(*(service.start(NOBODY, "qa", last, thread_id) for _ in range(3)))
    ended = [await service.join(NOBODY, run.id) for run in started]
    assert all(run.status in {RunStatus.SUCCESS, RunStatus.INTERRUPTED} for run in ended)


async def test_a_thread_goes_with_all_that_is_started_on_it_meanwhile_and_who_listens_is_told(service: RunService) -> None:
    thread_id = service.create_thread(NOBODY).id
    given = Asked(input={"documents": [await uploaded(service, "apple")]})
    run = await service.start(NOBODY, "qa", given, thread_id)
    listening = asyncio.create_task(_heard(service, run))
    dropping = asyncio.create_task(service.drop_thread(NOBODY, thread_id))
    await asyncio.sleep(0)
    with suppress(RequestRefused):
        await service.start(NOBODY, "qa", given, thread_id)
    await dropping
    assert service.store.thread(thread_id, NOBODY.owner) is None
    async with asyncio.timeout(10):
        await listening


async def _heard(service: RunService, run: Run) -> list[str]:
    return [event.event async for event in service.events(NOBODY, run.id)]


async def test_several_runs_are_started_all_or_none(service: RunService) -> None:
    good, bad = Asked(input={"documents": [await uploaded(service, "apple")]}), Asked(input={"documents": ["none"]})
    with pytest.raises(RequestRefused):
        await service.start_all(NOBODY, [("qa", good), ("qa", good), ("qa", bad)])
    assert service.store.threads(NOBODY.owner) == []
    assert len(await service.start_all(NOBODY, [("qa", good), ("qa", good)])) == 2


async def test_a_thread_is_not_made_for_a_run_that_is_refused(service: RunService) -> None:
    with pytest.raises(RequestRefused):
        await service.start(NOBODY, "qa", Asked(input={"documents": ["none"]}), "mine", creates=True)
    assert service.store.thread("mine", NOBODY.owner) is None
