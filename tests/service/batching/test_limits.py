"""How much goes out: the budget, and the most that one file may hold."""

import pytest

from bookwright.errors import RunStopped
from bookwright.service.budget import Budget
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import BatchPlan
from tests.service.batching.run import IN_ONE_GO, LATER, Run


@pytest.mark.parametrize("wait", [0.0, 60.0])
def test_a_batch_is_cut_to_the_calls_that_the_budget_allows(run: Run, endpoint: Endpoint, wait: float) -> None:
    budget = Budget.parse("2 calls")
    batch = IN_ONE_GO.model_copy(update={"wait": wait})
    if not wait:
        assert "the budget of 2 calls leaves 1 more out" in run.submitted(batch=batch, budget=budget)
    with pytest.raises(RunStopped, match="the budget of 2 calls is spent") as caught:
        run.go(batch, budget=budget)
    assert caught.value.cause == "budget"
    assert endpoint.served()["asked"] == 2
    run.to_the_end(batch=IN_ONE_GO)
    assert not endpoint.paid_twice()


def test_what_is_out_counts_against_the_budget(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=1_000))
    budget = Budget.parse("2 calls")
    run.submitted(budget=budget)
    run.submitted(budget=budget)
    assert [row[0] for row in run.query("SELECT count(*) FROM batched")] == [2]


def test_a_budget_in_tokens_that_no_request_fits_into_submits_nothing(run: Run) -> None:
    with pytest.raises(RunStopped, match=r"the budget of 1000 tokens is spent; 0 tokens went to it, and another call might go beyond it"):
        run.go(budget=Budget.parse("1k tokens"))
    assert not run.query("SELECT id FROM batches")


def test_a_batch_is_cut_to_the_tokens_that_it_is_likely_to_take(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=1_000))
    budget = Budget.parse("7k tokens")
    assert "the budget of 7000 tokens leaves 1 more out" in run.submitted(budget=budget)
    assert "1 more out" in run.submitted(budget=budget)
    assert [row[0] for row in run.query("SELECT count(*) FROM batched")] == [2]


def test_one_request_is_told_of_in_the_singular(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    assert "1 request is in batch_" in run.submitted(budget=Budget.parse("1 call"))
    assert "Submitted 1 request in batch_" in capfd.readouterr().err


def test_many_requests_go_out_in_as_many_files_as_the_limits_ask_for(run: Run, endpoint: Endpoint) -> None:
    assert run.submitted(batch=LATER.model_copy(update={"most_requests": 2})).count("batch_") == 2
    assert sorted(run.query("SELECT count(*) FROM batched GROUP BY file")) == [(1,), (2,)]
    run.to_the_end()
    assert not endpoint.paid_twice()
