"""Whoever asked for it is told of a run's end: at least once, under one id, and never at an address that was not looked at."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bookwright.errors import RequestRefused
from bookwright.service.log import logged
from bookwright.service.serve.entities import Asked, Run, RunStatus, Thread
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.webhooks.outbox import Outbox
from bookwright.service.serve.webhooks.webhooks import AT_ONCE, AT_ONCE_PER_OWNER, Webhooks
from tests.service.conftest import PROSE
from tests.service.serve.webhooks.conftest import Receiver

LOOPBACK = ("127.0.0.1",)
SECONDS = 60.0
"""What is waited for at most: without an end of it a test fails."""
VALUES = {"records": [{"question": "What is a session? ☂"}]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "server.db")
    yield store
    store.close()


def ended(store: Store, url: str, event: str = "values", data: Any = VALUES, *, run_id: str = "run-1", owner: str = "ada") -> Run:
    """A run that has ended and is to be told of at that URL."""
    now = datetime.now(UTC)
    status = RunStatus.ERROR if event == "error" else RunStatus.SUCCESS
    run = Run(
        id=run_id,
        thread="thread-1",
        owner=owner,
        assistant="qa",
        created=now,
        updated=now,
        status=status,
        asked=Asked(input={}, webhook=url),
    )
    store.keep_thread(Thread(id=run.thread, owner=owner, created=now, updated=now))
    store.add_run(run)
    store.add_event(run.id, "metadata", {})
    store.add_event(run.id, event, data)
    return run


@asynccontextmanager
async def at_work(webhooks: Webhooks) -> AsyncIterator[Webhooks]:
    """Webhooks that deliver inside the block."""
    task = asyncio.create_task(webhooks.run())
    try:
        yield webhooks
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def nothing_left(store: Store) -> None:
    """Waits until nothing is to be delivered any more."""
    while Outbox(store.db).next_due() is not None:  # noqa: ASYNC110 - nothing rings when a delivery is done
        await asyncio.sleep(0.01)


async def test_the_end_is_told_with_status_and_values_under_the_id_of_the_run(store: Store, receiver: Receiver) -> None:
    run = ended(store, receiver.url)
    async with at_work(Webhooks(store.db, LOOPBACK)) as webhooks:
        webhooks.promise(run)
        heard = await receiver.heard.get()
        await nothing_left(store)
    assert (heard.path, heard.headers["Webhook-Id"], heard.headers["Content-Type"]) == ("/ended?a=b", "run-1", "application/json")
    told = {name: heard.body[name] for name in ("run_id", "thread_id", "status", "values", "error")}
    assert told == {"run_id": "run-1", "thread_id": "thread-1", "status": "success", "values": VALUES, "error": None}
    assert receiver.heard.empty()


async def test_an_error_is_told_as_one(store: Store, receiver: Receiver) -> None:
    error = {"error": "InputError", "message": "data: holds no rows"}
    run = ended(store, receiver.url, "error", error)
    async with at_work(Webhooks(store.db, LOOPBACK)) as webhooks:
        webhooks.promise(run)
        heard = await receiver.heard.get()
    assert (heard.body["status"], heard.body["values"], heard.body["error"]) == ("error", None, error)


async def test_it_is_told_again_until_it_was_taken_and_redirects_are_not_followed(store: Store, receiver: Receiver) -> None:
    receiver.statuses = [500, 302, 307, 404, 0]
    run = ended(store, receiver.url)
    async with at_work(Webhooks(store.db, LOOPBACK, pauses=[0] * 5, seconds=0.5)) as webhooks:
        webhooks.promise(run)
        heard = [await receiver.heard.get() for _ in range(6)]
        await nothing_left(store)
    assert receiver.heard.empty()
    assert {(one.path, one.headers["Webhook-Id"]) for one in heard} == {("/ended?a=b", "run-1")}


async def test_it_is_given_up_after_the_last_attempt(store: Store, receiver: Receiver) -> None:
    receiver.statuses = [500] * 9
    run = ended(store, receiver.url)
    async with at_work(Webhooks(store.db, LOOPBACK, pauses=[0, 0])) as webhooks:
        webhooks.promise(run)
        await nothing_left(store)
    assert receiver.heard.qsize() == 3


async def test_what_was_not_delivered_is_when_the_server_is_back(tmp_path: Path, receiver: Receiver) -> None:
    receiver.statuses = [503]
    before = Store(tmp_path / "other.db")
    run = ended(before, receiver.url)
    async with at_work(Webhooks(before.db, LOOPBACK, pauses=[0.01])) as webhooks:
        webhooks.promise(run)
        await receiver.heard.get()
    before.close()
    after = Store(tmp_path / "other.db")
    async with at_work(Webhooks(after.db, LOOPBACK)):
        heard = await receiver.heard.get()
        await nothing_left(after)
    after.close()
    assert heard.headers["Webhook-Id"] == "run-1"


async def test_a_run_that_is_taken_out_is_told_of_no_more(store: Store) -> None:
    run = ended(store, "http://127.0.0.1:9/")
    Webhooks(store.db, LOOPBACK).promise(run)
    store.drop_run(run.id)
    assert Outbox(store.db).next_due() is None


class Changing:
    """A name that stands for another address every time."""

    def __init__(self, *addresses: str) -> None:
        self.left = list(addresses)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        return (self.left.pop(0),)


async def test_a_name_that_is_turned_towards_this_machine_after_it_was_checked_gets_nothing(store: Store, receiver: Receiver) -> None:
    names = Changing("93.184.216.34", "127.0.0.1")
    run = ended(store, f"http://rebound.example.org:{receiver.port}/")
    async with at_work(Webhooks(store.db, (), names, pauses=[])) as webhooks:
        await webhooks.check(run.asked.webhook or "", run.owner)
        webhooks.promise(run)
        await nothing_left(store)
    assert (receiver.heard.empty(), names.left) == (True, [])


async def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to(store: Store, receiver: Receiver) -> None:
    names = Changing("127.0.0.1")
    run = ended(store, f"http://hooks.example.org:{receiver.port}/")  # a name that leads nowhere but by `names`
    async with at_work(Webhooks(store.db, ("hooks.example.org",), names)) as webhooks:
        webhooks.promise(run)
        heard = await receiver.heard.get()
    assert (heard.headers["Host"], names.left) == (f"hooks.example.org:{receiver.port}", [])


async def content() -> AsyncIterator[bytes]:
    """A document as a connection would bring it."""
    yield PROSE.encode()


async def test_a_run_that_waits_or_is_cancelled_or_succeeds_is_told_of(tmp_path: Path, receiver: Receiver) -> None:
    async with RunService.open(ServeSettings(data=tmp_path / "data", webhook_hosts=LOOPBACK)) as service:
        document = await service.uploads.keep(NOBODY, "sessions.md", "text/markdown", content())
        asked = Asked(input={"documents": [document.id], "review": 1}, webhook=receiver.url)
        run = await service.start(NOBODY, "qa", asked)
        heard = await receiver.heard.get()
        assert (heard.body["run_id"], heard.body["status"]) == (run.id, "interrupted")
        (interrupt,) = heard.body["values"]["__interrupt__"]
        kept = {"decisions": [{"id": interrupt["value"]["records"][0]["id"], "decision": "accept"}]}
        run = await service.start(NOBODY, "qa", Asked(resume=kept, webhook=receiver.url), run.thread)
        heard = await receiver.heard.get()
        assert (heard.body["run_id"], heard.body["status"]) == (run.id, "success")
        assert heard.body["values"] == service.thread(NOBODY, run.thread).values
        run = await service.start(NOBODY, "qa", asked)
        await service.cancel(NOBODY, run.id)
        heard = await receiver.heard.get()
        assert (heard.body["run_id"], heard.body["status"]) == (run.id, "interrupted")


async def test_a_run_whose_webhook_may_not_be_called_is_not_started(tmp_path: Path) -> None:
    async with RunService.open(ServeSettings(data=tmp_path / "data")) as service:
        document = await service.uploads.keep(NOBODY, "sessions.md", "text/markdown", content())
        with pytest.raises(RequestRefused, match=r"webhook: 127\.0\.0\.1 does not lead to the public internet"):
            await service.start(NOBODY, "qa", Asked(input={"documents": [document.id]}, webhook="http://127.0.0.1:8080/"))
        assert service.store.threads(NOBODY.owner) == []


async def test_every_attempt_is_a_line_of_the_log_with_the_host_alone(store: Store, receiver: Receiver, tmp_path: Path) -> None:
    receiver.statuses += [500, 204]
    with logged(tmp_path / "log.jsonl"):
        run = ended(store, receiver.url)
        async with at_work(Webhooks(store.db, LOOPBACK, pauses=(0.01,))) as webhooks:
            webhooks.promise(run)
            await nothing_left(store)
    text = (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["event"], line["attempt"], line["answer"], line["host"], line["owner"]) for line in lines] == [
        ("webhook failed", 1, "500", "127.0.0.1", "ada"),
        ("webhook delivered", 2, "204", "127.0.0.1", "ada"),
    ]
    assert "/ended" not in text


async def test_a_database_that_cannot_be_written_during_a_delivery_ends_neither_that_nor_the_next(
    store: Store, receiver: Receiver, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with at_work(Webhooks(store.db, LOOPBACK)) as webhooks, asyncio.timeout(SECONDS):
        with closing(sqlite3.connect(tmp_path / "server.db", isolation_level=None)) as other:
            webhooks.promise(ended(store, receiver.url))
            other.execute("BEGIN IMMEDIATE")
            first = await receiver.heard.get()
            while "database is locked" not in capsys.readouterr().out:  # noqa: ASYNC110 - nothing rings when a write fails
                await asyncio.sleep(0.01)
            other.execute("ROLLBACK")
        await nothing_left(store)
        webhooks.promise(ended(store, receiver.url, run_id="run-2"))
        second = await receiver.heard.get()
        await nothing_left(store)
    assert [heard.headers["Webhook-Id"] for heard in (first, second)] == ["run-1", "run-2"]
    assert receiver.heard.empty()


async def test_an_owner_whose_receivers_do_not_answer_holds_up_no_other(store: Store, receiver: Receiver) -> None:
    receiver.statuses = [0] * AT_ONCE_PER_OWNER
    async with at_work(Webhooks(store.db, LOOPBACK)) as webhooks, asyncio.timeout(SECONDS):
        for number in range(2 * AT_ONCE):
            webhooks.promise(ended(store, receiver.url, run_id=f"adas-{number}"))
        heard = [(await receiver.heard.get()).headers["Webhook-Id"] for _ in range(AT_ONCE_PER_OWNER)]
        webhooks.promise(ended(store, receiver.url, run_id="bobs", owner="bob"))
        heard.append((await receiver.heard.get()).headers["Webhook-Id"])
    assert [run_id.partition("-")[0] for run_id in heard] == [*["adas"] * AT_ONCE_PER_OWNER, "bobs"]
