"""A run whose questions others answer, and one that several models judge: what is kept, what it costs, and what a second go asks."""

import json
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.rubric import Rubric
from bookwright.errors import InputError
from bookwright.graphs.settings import QASettings
from bookwright.service.budget import Budget
from bookwright.service.dispatch import BatchSettings
from bookwright.service.estimate_told import dry_run
from bookwright.service.settings import RunSettings
from bookwright.service.summary import Summary
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.promises import broken_promises, rows
from tests.service.conftest import Command, Silent, finished_run, model_settings

TABLE = '[models."scripted"]\ninput = 1\noutput = 1\n[models."second"]\ninput = 10\noutput = 10\n'
RUBRIC = """
[use]
asks = "Would anybody ask this?"
minimum = 2
scores = ["no", "hardly", "perhaps", "likely", "yes"]

[rigour]
asks = "Is it exact?"
minimum = 4
scores = ["no", "hardly", "half", "nearly", "yes"]
"""


@pytest.fixture
def bookwright(within: Command) -> Command:
    """The command, run within the process of the tests."""
    return within


def settings(source: Path, tmp_path: Path, endpoint: Endpoint, **more: Any) -> RunSettings:
    return model_settings(source, tmp_path / "run", endpoint, qa=QASettings(drafts=2, about="Sessions"), **more)


def roles(summary: Summary) -> dict[tuple[str, str], int]:
    return {(account.role, account.model): account.calls for account in summary.cost.accounts}


def cells(settings: RunSettings) -> str:
    return "\n".join(str(cell) for table in dry_run(settings, Silent()) for column in table.columns for cell in column.cells)


def test_every_record_of_an_answering_run_says_who_answered_what(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(evolving=0.5, known=0.4, unanswerable=0.2, disputed=0.3)
    summary = finished_run(settings(subjects, tmp_path, endpoint, answering=True))
    records, rejects = rows(tmp_path / "run", "records.jsonl"), rows(tmp_path / "run", "rejects.jsonl")
    assert not broken_promises(tmp_path / "run")
    assert not endpoint.paid_twice()
    assert {reject["reason"] for reject in rejects} == {"answerer:unanswerable", "answerer:disagreement"}
    assert all(reject["answering"]["open"] for reject in rejects)
    assert records
    for record in records:
        assert record["answering"]["text_sha256"] == record["text_sha256"]
        assert [given["match"] for given in record["answering"]["open"]] == ["same"]
        assert record["answering"]["easy"] == (record["answering"]["closed"][0]["match"] == "same")
    assert {"answerer", "matcher"} <= set(records[0]["prompts"])
    easy = sum(record["answering"]["easy"] for record in records)
    assert 0 < easy < len(records)
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["counts"]["easy"] == easy
    assert roles(summary)["matcher", "scripted"] <= roles(summary)["judge", "scripted"]


def test_answering_can_be_added_to_a_finished_run_and_asks_only_what_is_new(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    finished_run(settings(subjects, tmp_path, endpoint))
    assert rows(tmp_path / "run", "records.jsonl")[0]["answering"] is None
    endpoint.follow()
    finished_run(settings(subjects, tmp_path, endpoint, answering=True))
    assert set(endpoint.served()["seats"]) == {"Answered", "Matches"}
    assert rows(tmp_path / "run", "records.jsonl")[0]["answering"]["open"]


@pytest.mark.parametrize(("seat", "role"), [("Answered", "answerer"), ("Matches", "matcher")])
def test_a_question_whose_answerer_fails_is_asked_again_by_the_next_go(
    subjects: Path, endpoint: Endpoint, tmp_path: Path, seat: str, role: str
) -> None:
    endpoint.follow(Rule(behaviour=Behaviour.BAD_REQUEST, seat=seat))
    asked = settings(subjects, tmp_path, endpoint, answering=True)
    assert finished_run(asked).reasons == {f"{role}:bad_request": 16}
    endpoint.follow()
    assert finished_run(asked).counts["records"] == 16


def test_a_dry_run_of_answering_tells_what_the_run_then_asks(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    asked = settings(subjects, tmp_path, endpoint, answering=True, judges=("scripted", "second"))
    told = cells(asked)
    assert "second about 16 times" in told
    assert {"answerer", "matcher", "judge", "judge by second"} <= set(told.splitlines())
    assert endpoint.served()["asked"] == 0
    found = roles(finished_run(asked))
    assert (found["judge", "second"], found["matcher", "scripted"]) == (16, 16)
    assert "answerer" not in cells(settings(subjects, tmp_path, endpoint)).splitlines()


def test_each_judge_has_its_own_verdict_in_the_record_and_its_own_account(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "prices.toml").write_text(TABLE, encoding="utf-8")
    judges = ("second", "third")
    summary = finished_run(settings(subjects, tmp_path, endpoint, judges=judges))
    records = rows(tmp_path / "run", "records.jsonl")
    assert not broken_promises(tmp_path / "run")
    for record in records:
        assert tuple(verdict["by"] for verdict in record["verdict"]["verdicts"]) == judges
        assert {verdict["text_sha256"] for verdict in record["verdict"]["verdicts"]} == {record["text_sha256"]}
    assert {record["made_by"] for record in records} == {"scripted"}
    found = roles(summary)
    assert found["judge", "second"] == found["judge", "third"] > 0
    assert ("judge", "scripted") not in found
    state = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert state["models"] == ["scripted", "second", "third"]
    assert (state["team"]["judge"], state["team"]["judge 2"]) == judges


def test_the_judge_s_tokens_have_the_judge_s_price(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    (table := tmp_path / "prices.toml").write_text(TABLE, encoding="utf-8")
    asked = settings(subjects, tmp_path, endpoint, judges=("second",), prices=table)
    summary = finished_run(asked)
    tokens = dict.fromkeys(("scripted", "second"), 0)
    for account in summary.cost.accounts:
        tokens[account.model] += account.input_tokens + account.output_tokens
    assert summary.cost.money is not None
    assert float(summary.cost.money) == pytest.approx((tokens["scripted"] + 10 * tokens["second"]) / 1e6)
    assert f"{summary.cost.money:.2f}" in cells(asked)
    alone = finished_run(asked.model_copy(update={"judges": ()}))
    assert alone.cost.money is not None
    assert alone.cost.money > summary.cost.money


def test_a_budget_in_money_wants_the_price_of_every_judge_before_anything_is_asked(
    subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    (table := tmp_path / "prices.toml").write_text(TABLE, encoding="utf-8")
    asked = settings(subjects, tmp_path, endpoint, judges=("second", "third"), prices=table, budget=Budget.parse("5 USD"))
    with pytest.raises(InputError, match="no price in USD is known for the judge third; give it with --prices FILE"):
        finished_run(asked)
    assert endpoint.served()["asked"] == 0
    assert finished_run(asked.model_copy(update={"judges": ("second",)})).status == "finished"


def test_a_budget_counts_the_calls_of_all_models(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    whole = finished_run(settings(subjects, tmp_path, endpoint, judges=("second", "third"))).cost.paid.calls
    assert whole == endpoint.served()["sent"]
    told = cells(settings(subjects, tmp_path, endpoint, judges=("second", "third"), budget=Budget.parse("1k calls")))
    assert f"{whole} of 1000 calls spent so far" in told


def test_a_rubric_of_ones_own_is_what_is_judged_by_and_stands_in_the_run(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    (file := tmp_path / "mine.toml").write_text(RUBRIC, encoding="utf-8")
    rubric = Rubric.load(file)
    endpoint.follow(score=3)
    summary = finished_run(settings(subjects, tmp_path, endpoint, rubric=rubric))
    assert set(summary.reasons) == {"judge:rigour"}
    (kept,) = {json.dumps(row["verdict"]["scores"]) for row in rows(tmp_path / "run", "rejects.jsonl")}
    assert json.loads(kept) == {"use": 3, "rigour": 3}
    state = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert Rubric.model_validate(state["settings"]["rubric"]) == rubric


def test_judges_answerers_and_rubric_go_through_the_command_line_and_are_replayed(
    bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text(RUBRIC, encoding="utf-8")
    options = ["--per-passage", "1", "--judge", "scripted", "--judge", "second", "--rubric", "mine.toml", "--answering"]
    command = ["qa", subjects, "--out", "run", "--model", "scripted", *options]
    done = bookwright(*command, "--base-url", endpoint.url)
    assert done.returncode == 0, done.stderr
    assert "8 accepted, 0 of them easy, made by scripted, judged by scripted, second" in done.stdout
    before = (tmp_path / "run" / "records.jsonl").read_bytes()
    endpoint.follow()
    assert bookwright(*command, "--replay", "strict").returncode == 0
    assert (tmp_path / "run" / "records.jsonl").read_bytes() == before
    missed = bookwright(*command, "--judge", "third", "--replay", "strict")
    assert missed.returncode == 2
    assert "the ledger holds no answer to a request of the judge" in missed.stderr
    assert endpoint.served()["asked"] == 0


def test_a_judge_that_is_not_there_ends_the_run_with_its_name(bookwright: Command, subjects: Path, endpoint: Endpoint) -> None:
    endpoint.misbehave(Behaviour.NOT_FOUND, seat="Judgements")
    done = bookwright("qa", subjects, "--out", "run", "--model", "scripted", "--base-url", endpoint.url, "--judge", "nobody")
    assert done.returncode == 2
    assert "model nobody: HTTP 404" in done.stderr
    assert "--judge" in done.stderr


def test_answering_goes_by_batches_too(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    live = settings(subjects, tmp_path, endpoint, answering=True)
    batched = live.model_copy(update={"out": tmp_path / "batched", "batch": BatchSettings(wait=60, pause=0.05, quiet=0.1)})
    assert {account.lane for account in finished_run(batched).cost.accounts} == {"batch"}
    finished_run(live)
    assert rows(tmp_path / "batched", "records.jsonl") == rows(tmp_path / "run", "records.jsonl")
