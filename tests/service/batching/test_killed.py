"""A process that ends at any step between a request and its answer: nothing is submitted or paid twice."""

import asyncio
import os
import signal
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from bookwright.agents import batches
from bookwright.agents.batches import BatchClient, BatchState
from bookwright.agents.completions import Declined
from bookwright.agents.completions import Endpoint as ModelEndpoint
from bookwright.agents.patience import Patience
from bookwright.errors import InputError, RunStopped
from bookwright.service.batchbook import BatchBook, OutBatch
from bookwright.service.budget import Purse
from bookwright.service.dispatch import Dispatch
from bookwright.service.ledger import Ledger
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import BatchPlan
from tests.promises import broken_promises
from tests.service.batching.run import IN_ONE_GO, LATER, Run


class Killed(BaseException):
    """The end of the process."""


async def killed(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("step", ["note", "name", "keep", "collected"])
def test_killed_at_any_step_nothing_is_paid_twice(
    run: Run, live: Run, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    endpoint.follow(batches=BatchPlan(looks=1))
    with monkeypatch.context() as patch:
        patch.setattr(BatchBook, step, killed)
        with pytest.raises(Killed):
            run.go(IN_ONE_GO)
    run.to_the_end(batch=IN_ONE_GO)
    assert not endpoint.paid_twice()
    assert not broken_promises(run.out)
    live.go(None)
    assert run.files() == live.files()


def test_killed_before_a_batch_was_begun_its_requests_are_free_again(run: Run, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[OutBatch] = []
    note = BatchBook.note

    async def note_and_die(self: BatchBook, batch: OutBatch, requests: Any) -> None:
        await note(self, batch, requests)
        noted.append(batch)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(BatchBook, "note", note_and_die)
        with pytest.raises(Killed):
            run.go()
    run.to_the_end()
    assert noted[0].file not in {file for (file,) in run.query("SELECT file FROM batches")}
    assert not endpoint.paid_twice()


def test_a_batch_that_was_begun_unheard_is_not_begun_again(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(lost=1))
    run.to_the_end()
    assert not endpoint.paid_twice()


def test_ctrl_c_while_waiting_stops_at_once_and_keeps_the_batch(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=1_000))
    stopped: list[float] = []

    def interrupt() -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until and not (run.out.exists() and _named(run)):
            time.sleep(0.05)
        time.sleep(0.3)
        stopped.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(RunStopped) as caught:
        run.go(IN_ONE_GO.model_copy(update={"pause": 30.0}))
    assert time.monotonic() - stopped[0] < 3
    thread.join()
    assert caught.value.cause == "interrupted"
    endpoint.treat_batches()
    run.to_the_end()
    assert not endpoint.paid_twice()


def test_ctrl_c_is_heard_while_a_call_that_failed_waits_to_be_made_again(
    run: Run, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.submitted()

    async def busy(*_: object) -> BatchState:
        raise Declined(503, "", SimpleNamespace(headers={"retry-after": "60"}), None)

    with monkeypatch.context() as patch:
        patch.setattr(BatchClient, "look", busy)
        stop = threading.Timer(2.0, lambda: os.kill(os.getpid(), signal.SIGINT))
        stop.start()
        begun = time.monotonic()
        with pytest.raises(RunStopped, match="stopped; all that was paid for is kept") as caught:
            run.go()
    assert caught.value.cause == "interrupted"
    assert time.monotonic() - begun < 6
    run.to_the_end()
    assert not endpoint.paid_twice()


async def test_a_server_that_drips_is_given_up_at_the_deadline(ledger: Ledger) -> None:
    """Its answer would take half a day, a byte at a time."""

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        with suppress(ConnectionError):
            while not over.is_set():
                writer.write(b" ")
                await asyncio.sleep(0.05)
                await writer.drain()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    over = asyncio.Event()
    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    endpoint = ModelEndpoint(model="m", base_url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1")
    book = BatchBook(ledger)
    await book.note(OutBatch(file="f", id="", address=endpoint.address, model="m"), [])
    patience = Patience(deadline=0.3, attempts=2, pause=0.01)
    async with BatchClient(endpoint) as client:
        dispatch = Dispatch(client, book, Purse(None, None), patience=patience, settings=LATER)
        with pytest.raises(InputError, match="no complete answer within the deadline after 2 attempts"):
            await asyncio.wait_for(dispatch.recall(), 10)
    over.set()
    server.close()
    await asyncio.sleep(0.2)


async def test_an_answer_larger_than_any_can_be_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LARGEST_REPLY", 1_000)
    read = 0

    async def pieces(*_: object) -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b"x" * 600

    monkeypatch.setattr(BatchClient, "_pieces", pieces)
    with pytest.raises(ValueError, match="too large"):
        await BatchClient(ModelEndpoint(model="m", base_url="http://127.0.0.1:1/v1")).look("batch")
    assert read == 2


def _named(run: Run) -> bool:
    try:
        return bool(run.query("SELECT id FROM batches WHERE id != ''"))
    except sqlite3.OperationalError:
        return False
