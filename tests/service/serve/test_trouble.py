"""A database that cannot be written for a while, runs that nothing works on, and jobs that do not react."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest
from fastapi.testclient import TestClient

from bookwright.agents.chat import Reply
from bookwright.service.ledger import Ledger
from bookwright.service.serve import executor
from bookwright.service.serve.app import create_app
from bookwright.service.serve.background import at_work
from bookwright.service.serve.entities import Asked, Run, RunStatus
from bookwright.service.serve.principal import NOBODY, folder_of
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from tests.service.conftest import PROSE

SECONDS = 60.0
"""What is waited for at most: without an end of it a test fails."""


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[RunService]:
    """A service that works on runs."""
    async with RunService.open(ServeSettings(data=tmp_path)) as service:
        yield service


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Inside the block another program holds the server's database."""
    with closing(sqlite3.connect(data / "server.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def content() -> AsyncIterator[bytes]:
    """A document as a connection would bring it."""
    yield PROSE.encode()


async def asked(service: RunService) -> Run:
    """A run that is to be done."""
    document = await service.uploads.keep(NOBODY, "sessions.md", "text/markdown", content())
    return await service.start(NOBODY, "qa", Asked(input={"documents": [document.id]}))


async def paid(data: Path, run: Run) -> None:
    """One answer is paid for in the folder of a run."""
    folder = data / "threads" / folder_of(run.owner) / run.thread / run.assistant
    folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(folder / "ledger.db")
    await ledger.keep_answer("key", "model", Reply(text="x"), "writer")
    await ledger.close()


async def job_of(service: RunService, run: Run) -> psutil.Process:
    """The process that works on a run."""
    while run.id not in service.executor._processes:  # noqa: ASYNC110  # nothing rings when a process starts
        await asyncio.sleep(0.05)
    return psutil.Process(service.executor._processes[run.id].pid)


async def test_a_run_that_ends_while_the_database_cannot_be_written_ends_when_it_can(service: RunService, tmp_path: Path) -> None:
    run = await asked(service)
    job = await job_of(service, run)
    with held(tmp_path):
        async with asyncio.timeout(SECONDS):
            while job.is_running() and job.status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110  # nor when one ends
                await asyncio.sleep(0.05)
        assert service.run(NOBODY, run.id).status is RunStatus.RUNNING
    async with asyncio.timeout(SECONDS):
        ended = await service.join(NOBODY, run.id)
    assert (ended.status, ended.attempt, ended.deaths) == (RunStatus.SUCCESS, 1, 0)


async def test_a_run_that_is_marked_as_running_and_that_nothing_works_on_is_done_again(service: RunService) -> None:
    run = await asked(service)
    await service.cancel(NOBODY, run.id)
    ended = await service.join(NOBODY, run.id)
    service.store.keep_run(ended.model_copy(update={"status": RunStatus.RUNNING, "cancelled": False}))
    async with asyncio.timeout(SECONDS):
        while service.run(NOBODY, run.id).attempt == ended.attempt:  # noqa: ASYNC110  # nor when it begins again
            await asyncio.sleep(0.05)


async def test_a_run_is_not_taken_again_while_it_is_at_work(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "server.db")) as store:
        service = RunService(ServeSettings(data=tmp_path), store)  # nothing is worked on
        run = await asked(service)
        assert (store.claim("somebody", ()), store.claim(NOBODY.owner, [run.id])) == (None, None)
        taken = store.claim(NOBODY.owner, ())
        assert taken
        assert (taken.id, taken.status, taken.attempt, store.owners_to_do()) == (run.id, RunStatus.RUNNING, 1, [])
        assert (store.let_go_but([run.id]), service.run(NOBODY, run.id)) == (0, taken)
        assert (store.let_go_but(()), service.run(NOBODY, run.id).status) == (1, RunStatus.PENDING)


async def test_a_run_that_nothing_works_on_is_cancelled_at_once(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "server.db")) as store:
        service = RunService(ServeSettings(data=tmp_path), store)  # nothing is worked on
        run = await asked(service)
        store.claim(NOBODY.owner, ())
        await paid(tmp_path, run)
        assert (await service.cancel(NOBODY, run.id)).status is RunStatus.INTERRUPTED
        assert store.spent(NOBODY.owner)[0] == 1


async def test_a_job_that_does_not_react_to_stop_is_killed(service: RunService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "SECONDS_TO_END", 0.2)
    run = await asked(service)
    (await job_of(service, run)).suspend()
    await paid(tmp_path, run)
    await service.cancel(NOBODY, run.id)
    async with asyncio.timeout(SECONDS):
        ended = await service.join(NOBODY, run.id)
    assert (ended.status, ended.deaths, service.store.spent(NOBODY.owner)[0]) == (RunStatus.INTERRUPTED, 0, 1)


def test_what_cannot_be_written_just_now_is_asked_for_again(tmp_path: Path) -> None:
    with TestClient(create_app(ServeSettings(data=tmp_path, keys=False)), base_url="http://127.0.0.1") as client:
        with held(tmp_path):
            refused = client.post("/threads", json={})
            assert client.get("/ok").json() == {"ok": True}
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        assert client.post("/threads", json={}).status_code == 200


def test_the_event_loop_waits_for_the_database_no_longer_than_a_tenth_of_a_second(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "server.db")) as store:
        (milliseconds,) = store.db.execute("PRAGMA busy_timeout").fetchone()
    assert milliseconds <= 100


def test_a_server_whose_work_broke_is_not_ready(tmp_path: Path) -> None:
    application = create_app(ServeSettings(data=tmp_path, keys=False))
    with TestClient(application, base_url="http://127.0.0.1") as client:
        assert client.get("/ready").json() == {"status": "ready", "at_work": 0}
        for task in application.state.service._at_work:
            task.cancel()
        assert (client.get("/ready").status_code, client.get("/health").status_code) == (503, 200)


async def test_work_that_breaks_says_so_and_leaves_the_end_to_others(capsys: pytest.CaptureFixture[str]) -> None:
    async def broken() -> None:
        raise ValueError("a defect")

    async def endless() -> None:
        await asyncio.Event().wait()

    async with at_work(broken(), endless()) as tasks:
        await asyncio.wait(tasks[:1])
    assert all(task.done() for task in tasks)
    assert "the server's work broke" in capsys.readouterr().out


async def test_a_transaction_whose_end_cannot_be_written_is_undone(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "server.db")) as store:
        store.db.execute("PRAGMA defer_foreign_keys = OFF")
        store.db.execute("CREATE TABLE late (run TEXT REFERENCES runs DEFERRABLE INITIALLY DEFERRED)")
        with pytest.raises(sqlite3.IntegrityError), store.together():
            store.db.execute("INSERT INTO late VALUES ('none')")
        assert not store.db.in_transaction
