"""A run by batches: submitted, left, collected later, with nothing paid twice and the same records in the end."""

import json
import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from bookwright.errors import InputError, RunStopped
from bookwright.service.budget import Budget
from bookwright.service.configuration import ModelChoice
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import BatchPlan
from tests.promises import broken_promises, rows
from tests.service.batching.run import IN_ONE_GO, Run
from tests.service.conftest import Command


def test_submitted_left_and_collected_it_ends_with_the_files_of_a_live_run(run: Run, live: Run, endpoint: Endpoint) -> None:
    endpoint.follow(faulty=0.4, evolving=0.5)
    words = run.submitted()
    assert "requests are in batch_" in words
    assert "give the same command again later" in words
    assert json.loads((run.out / "run.json").read_text(encoding="utf-8"))["status"] == "stopped"
    assert endpoint.served()["asked"] == 0
    assert run.to_the_end() > 2
    assert not endpoint.paid_twice()
    assert not broken_promises(run.out)
    (count,) = run.query("SELECT count(*) FROM answers WHERE lane = 'batch'")
    assert count == (endpoint.served()["sent"],)
    endpoint.follow(faulty=0.4, evolving=0.5)
    live.go(None)
    assert rows(run.out, "records.jsonl")
    assert run.files() == live.files()


def test_a_batch_that_is_under_way_is_waited_for_and_not_submitted_again(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=1_000))
    first = run.submitted()
    assert run.submitted() == first
    assert len(run.query("SELECT id FROM batches")) == 1
    endpoint.treat_batches()
    run.to_the_end()
    assert not endpoint.paid_twice()


def test_with_time_to_wait_one_go_carries_to_the_end(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=2), faulty=0.4, evolving=0.5)
    summary = run.go(IN_ONE_GO)
    assert summary.status == "finished"
    assert summary.counts["records"]
    assert {account.lane for account in summary.cost.accounts} == {"batch"}
    assert not endpoint.paid_twice()


def test_when_the_time_to_wait_is_over_the_batch_is_left(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=1_000))
    begun = time.monotonic()
    assert "batch_" in run.submitted(batch=IN_ONE_GO.model_copy(update={"wait": 1.0}))
    assert time.monotonic() - begun < 10


def test_a_finished_run_asks_nothing_when_it_is_run_again(run: Run, endpoint: Endpoint) -> None:
    run.go(IN_ONE_GO)
    before = run.files()
    endpoint.follow()
    assert run.go(IN_ONE_GO).status == "finished"
    assert endpoint.served()["asked"] == 0
    assert run.files() == before


def test_a_run_begun_by_batches_goes_on_live_and_the_other_way_round(run: Run, live: Run, endpoint: Endpoint) -> None:
    run.submitted()
    run.go(None)
    assert {lane for (lane,) in run.query("SELECT DISTINCT lane FROM answers")} == {"batch", "live"}
    with pytest.raises(RunStopped):
        live.go(None, budget=Budget.parse("7 calls"))
    live.to_the_end()
    assert {lane for (lane,) in live.query("SELECT DISTINCT lane FROM answers")} == {"batch", "live"}
    assert run.files() == live.files()


def test_a_live_run_is_refused_while_a_batch_is_under_way(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=1_000))
    run.submitted()
    with pytest.raises(InputError, match=r"requests are in batch_.*add --batch"):
        run.go(None)
    assert endpoint.served()["asked"] == 0


def test_another_address_is_refused_while_a_batch_is_out(run: Run, endpoint: Endpoint) -> None:
    run.submitted()
    with pytest.raises(InputError, match=f"submitted to {endpoint.url}"):
        run.go(model=ModelChoice(name="scripted", base_url="http://127.0.0.1:9/v1", key=SecretStr("k")))


def test_the_command_submits_with_exit_code_5_and_collects_when_it_is_given_again(
    bookwright: Command, source: Path, endpoint: Endpoint
) -> None:
    endpoint.follow()
    command = ["qa", str(source), "--out", "run", "--model", "scripted", "--base-url", endpoint.url, "--embeddings", "none", "--batch"]
    done = bookwright(*command)
    assert done.returncode == 5, done.stderr
    assert "run: stopped" in done.stdout
    assert "give the same command again later to collect" in done.stderr
    assert endpoint.served()["asked"] == 0
    done = bookwright(*command, "--batch-wait", "1")
    assert done.returncode == 5, done.stderr  # the next stage was submitted
    assert endpoint.served()["asked"]


def test_rules_have_no_batches(bookwright: Command, source: Path) -> None:
    done = bookwright("qa", str(source), "--out", "run", "--batch")
    assert done.returncode == 2
    assert "are about a model's answers" in done.stderr
