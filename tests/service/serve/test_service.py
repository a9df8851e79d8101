"""The run service itself, without a wire around it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from bookwright.service.serve.entities import Asked, Run, RunStatus
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from tests.service.conftest import PROSE


async def content() -> AsyncIterator[bytes]:
    """A document as a connection would bring it, long enough to be at work on for a while."""
    for number in range(8):
        yield f"{PROSE.replace('ession', f'ession {number}')}\n\n".encode()


async def begun(service: RunService) -> Run:
    """A run that is being worked on."""
    document = await service.uploads.keep(NOBODY, "sessions.md", "text/markdown", content())
    run = await service.start(NOBODY, "qa", Asked(input={"documents": [document.id]}))
    while service.run(NOBODY, run.id).status is RunStatus.PENDING:  # noqa: ASYNC110  # nothing rings when work begins
        await asyncio.sleep(0)
    return run


async def at_work(service: RunService, run: Run) -> None:
    """Returns when the job of a run has said something."""
    async for event in service.events(NOBODY, run.id):
        if event.event == "custom":
            return


async def test_a_run_cancelled_while_its_process_starts_is_cancelled(tmp_path: Path) -> None:
    async with RunService.open(ServeSettings(data=tmp_path)) as service:
        run = await begun(service)
        assert (await service.cancel(NOBODY, run.id)).status is RunStatus.RUNNING
        assert (await service.join(NOBODY, run.id)).status is RunStatus.INTERRUPTED


async def test_a_key_names_one_run_and_an_empty_one_names_none(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "server.db")) as store:
        service = RunService(ServeSettings(data=tmp_path), store)  # nothing is worked on
        document = await service.uploads.keep(NOBODY, "sessions.md", "text/markdown", content())
        asked = Asked(input={"documents": [document.id]})
        ids = {key: {(await service.start(NOBODY, "qa", asked, idempotency=key)).id for _ in range(2)} for key in ("one", "")}
        assert {key: len(found) for key, found in ids.items()} == {"one": 1, "": 2}


@pytest.mark.slow
async def test_a_run_at_work_when_the_service_ends_goes_on_when_it_is_back(tmp_path: Path) -> None:
    async with RunService.open(ServeSettings(data=tmp_path)) as service:
        run = await begun(service)
        await at_work(service, run)
    async with RunService.open(ServeSettings(data=tmp_path)) as service:
        ended = await service.join(NOBODY, run.id)
        assert (ended.status, ended.attempt, ended.deaths) == (RunStatus.SUCCESS, 2, 0)


@pytest.mark.slow
async def test_a_run_whose_process_dies_is_done_again(tmp_path: Path) -> None:
    async with RunService.open(ServeSettings(data=tmp_path)) as service:
        run = await begun(service)
        await at_work(service, run)
        own = psutil.Process()
        (job,) = [child for child in own.children(recursive=True) if (parent := child.parent()) and parent.ppid() == own.pid]
        job.kill()
        ended = await service.join(NOBODY, run.id)
        assert (ended.status, ended.attempt, ended.deaths) == (RunStatus.SUCCESS, 2, 1)
