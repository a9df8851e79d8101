"""A process that ends at any step between a request and its answer: nothing is submitted or paid twice."""

import os
import signal
import sqlite3
import threading
import time
from typing import Any

import pytest

from bookwright.errors import RunStopped
from bookwright.service.batchbook import BatchBook, OutBatch
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import BatchPlan
from tests.promises import broken_promises
from tests.service.batching.run import IN_ONE_GO, Run


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


def _named(run: Run) -> bool:
    try:
        return bool(run.query("SELECT id FROM batches WHERE id != ''"))
    except sqlite3.OperationalError:
        return False
