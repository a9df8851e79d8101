"""Batches that end badly and lines that fail: what was answered is kept, and the rest alone is asked again."""

import sqlite3
from collections.abc import AsyncIterator

import pytest

from bookwright.agents.batches import BatchClient, BatchState
from bookwright.agents.patience import Patience
from bookwright.errors import InputError, ModelError, RunStopped
from bookwright.service.ledger_reader import ledger_of
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import BatchPlan, Behaviour
from tests.promises import broken_promises, rows
from tests.service.batching.run import IN_ONE_GO, Run


@pytest.mark.parametrize("ends", ["expired", "cancelled"])
def test_when_a_batch_ends_half_way_the_rest_alone_is_asked_again(run: Run, live: Run, endpoint: Endpoint, ends: str) -> None:
    endpoint.follow(batches=BatchPlan(ends=ends))
    run.submitted()
    run.submitted()
    answered = endpoint.served()["sent"]
    assert answered
    endpoint.treat_batches()
    run.to_the_end()
    assert not endpoint.paid_twice()
    live.go(None)
    assert run.files() == live.files()


def test_a_batch_that_fails_as_a_whole_ends_the_run_with_the_server_s_words_and_is_submitted_anew(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(ends="failed"))
    run.submitted()
    for _ in range(5):
        with pytest.raises(InputError, match=r"batch_.*Enqueued token limit reached.*same command again"):
            run.go()
        run.submitted()
    endpoint.treat_batches()
    run.to_the_end()
    assert not endpoint.paid_twice()


def test_a_batch_that_the_server_has_forgotten_is_asked_again(run: Run, endpoint: Endpoint, capfd: pytest.CaptureFixture[str]) -> None:
    run.submitted()
    connection = sqlite3.connect(run.out / "ledger.db", isolation_level=None)
    connection.execute("UPDATE batches SET id = 'batch_gone'")
    connection.close()
    run.to_the_end()
    assert "batch_gone is not known to the server any more" in capfd.readouterr().err


@pytest.mark.parametrize("broken", [b'{"custom_id": "x", "resp', b"[]", b"3", b'{"response": {}}', b'{"custom_id": "x", "response": 3}'])
def test_a_line_that_cannot_be_read_costs_no_other_line_its_answer(
    run: Run, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, broken: bytes
) -> None:
    """The first line of every file is broken in place of an answer; the request is asked again, all others are kept."""
    run.submitted()
    whole_lines = BatchClient._lines

    async def lines(self: BatchClient, path: str) -> AsyncIterator[bytes]:
        yield broken
        first = True
        async for line in whole_lines(self, path):
            if not first:
                yield line
            first = False

    with monkeypatch.context() as patch:
        patch.setattr(BatchClient, "_lines", lines)
        run.submitted()
    assert run.query("SELECT count(*) FROM answers") == [(2,)]
    run.to_the_end()
    assert len(endpoint.paid_twice()) == 1
    assert not broken_promises(run.out)


def test_what_a_download_brought_before_it_broke_is_kept(run: Run, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    run.submitted()
    whole_lines = BatchClient._lines

    async def lines(self: BatchClient, path: str) -> AsyncIterator[bytes]:
        async for line in whole_lines(self, path):
            yield line
            raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(BatchClient, "_lines", lines)
        with pytest.raises(InputError, match="--batch: model scripted: the connection broke before the answer was whole after 2 attempts"):
            run.go(patience=Patience(attempts=2, pause=0.01))
    assert run.query("SELECT count(*) FROM answers") == [(1,)]
    run.to_the_end()
    assert not endpoint.paid_twice()


def test_a_file_that_the_server_has_deleted_is_told_of_and_its_requests_are_asked_again(
    run: Run, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run.submitted()
    look = BatchClient.look

    async def of_a_deleted_file(self: BatchClient, batch: str) -> BatchState:
        return (await look(self, batch)).model_copy(update={"output_file_id": "file-gone"})

    with monkeypatch.context() as patch:
        patch.setattr(BatchClient, "look", of_a_deleted_file)
        run.submitted()
    assert "the server does not hold file-gone any more; requests without an answer are asked again" in capfd.readouterr().err
    run.to_the_end()
    assert not run.query("SELECT * FROM failures")
    assert not broken_promises(run.out)


def test_what_a_spoilt_answer_cost_is_on_the_account(run: Run, endpoint: Endpoint) -> None:
    endpoint.misbehave(Behaviour.NULL_CHOICES, sights=(1,), seat="Written")
    run.submitted()
    with pytest.raises(RunStopped):
        run.go()
    assert endpoint.served()["sent"] == 3
    with ledger_of(run.out) as ledger:
        assert ledger
        (account,) = ledger.accounts()
    assert account.calls == 3
    assert account.input_tokens > 1_000


@pytest.mark.parametrize("behaviour", [Behaviour.SERVER_ERROR, Behaviour.RATE_LIMIT, Behaviour.HANG, Behaviour.NULL_CHOICES])
def test_lines_that_failed_in_passing_are_asked_again_in_the_next_batch(
    run: Run, live: Run, endpoint: Endpoint, behaviour: Behaviour
) -> None:
    endpoint.misbehave(behaviour, sights=(1,), share=0.5)
    run.go(IN_ONE_GO)
    assert not run.query("SELECT * FROM failures")
    assert not broken_promises(run.out)
    endpoint.follow()
    live.go(None)
    assert run.files() == live.files()


def test_a_line_that_always_fails_is_given_up_after_the_attempts_allowed_and_asked_again_by_a_later_run(
    run: Run, endpoint: Endpoint
) -> None:
    endpoint.misbehave(Behaviour.SERVER_ERROR, seat="Written", share=0.4)
    run.to_the_end()
    asked = endpoint.answered(500)
    assert set(asked.values()) == {4}
    failures = run.query("SELECT kind, message FROM failures")
    assert len(failures) == len(asked)
    assert failures[0] == ("server", "model scripted: HTTP 500 after 4 attempts")
    assert {row["reason"] for row in rows(run.out, "rejects.jsonl")} >= {"writer:server"}
    endpoint.follow()
    assert run.to_the_end()
    assert not run.query("SELECT * FROM failures")


def test_a_line_that_is_declined_costs_its_item_and_never_the_run(run: Run, endpoint: Endpoint) -> None:
    endpoint.misbehave(Behaviour.BAD_REQUEST, seat="Written", share=0.4)
    run.to_the_end()
    asked = endpoint.answered(400)
    assert set(asked.values()) == {1}
    assert not broken_promises(run.out)


def test_replies_that_do_not_fit_are_asked_for_again_as_in_a_live_run(run: Run, live: Run, endpoint: Endpoint) -> None:
    endpoint.misbehave(Behaviour.BAD_JSON, share=0.3)
    run.go(IN_ONE_GO)
    endpoint.misbehave(Behaviour.BAD_JSON, share=0.3)
    live.go(None)
    assert run.files() == live.files()


def test_lines_that_no_other_request_would_fare_better_than_end_the_run(run: Run, endpoint: Endpoint) -> None:
    endpoint.misbehave(Behaviour.QUOTA, served=(2, 3))
    run.submitted()
    with pytest.raises(ModelError, match="no credit left"):
        run.go()
    run.to_the_end()
    assert not endpoint.paid_twice()
