"""A run by batches: submitted, left, collected later, with nothing paid twice and the same records in the end."""

import json
import os
import signal
import sqlite3
import threading
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bookwright.errors import DocumentError, InputError, ModelError, RunStopped
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.document import Document
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.settings import LibrarySettings
from bookwright.knowledge.sources import SourceFile
from bookwright.service import intake
from bookwright.service.batchbook import BatchBook, OutBatch
from bookwright.service.budget import Budget
from bookwright.service.configuration import ModelChoice
from bookwright.service.dispatch import BatchSettings
from bookwright.service.progress import LineProgress
from bookwright.service.run import run_qa
from bookwright.service.settings import RunSettings
from bookwright.service.summary import Summary
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import BatchPlan, Behaviour
from tests.promises import broken_promises, rows
from tests.service.conftest import PROSE, Command

LATER = BatchSettings(quiet=0.2)
IN_ONE_GO = BatchSettings(quiet=0.2, wait=60, pause=0.05)
MOST_GOES = 20


@pytest.fixture(scope="module")
def library_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three small documents on three subjects."""
    folder = tmp_path_factory.mktemp("subjects")
    for number, subject in enumerate(("cache", "ledger", "socket")):
        text = PROSE.replace("ession", f"ession {subject}").replace("12", str(10 + number))
        (folder / f"{subject}.md").write_text(text, encoding="utf-8")
    return folder


class Run:
    """A run in a folder, one go after another."""

    def __init__(self, source: Path, out: Path, endpoint: Endpoint) -> None:
        self.source, self.out, self.endpoint = source, out, endpoint

    def go(self, batch: BatchSettings | None = LATER, **settings: Any) -> Summary:
        model = ModelChoice(name="scripted", base_url=self.endpoint.url, key=SecretStr("k"))
        qa, library = QASettings(drafts=2), LibrarySettings(embeddings="none")
        given = {"model": model, "qa": qa, "library": library, "batch": batch} | settings
        return run_qa(RunSettings(sources=(str(self.source),), out=self.out, **given), LineProgress())

    def submitted(self, **settings: Any) -> str:
        """A go that ends with its requests in a batch; its last words."""
        with pytest.raises(RunStopped) as caught:
            self.go(**settings)
        assert caught.value.cause == "batch"
        return str(caught.value)

    def to_the_end(self, **settings: Any) -> int:
        """Go after go until the run is finished; how many were left with requests in a batch."""
        for goes in range(MOST_GOES):
            try:
                self.go(**settings)
            except RunStopped as stop:
                if stop.cause != "batch":
                    raise
            else:
                return goes
        raise AssertionError("the run never ends")

    def files(self) -> list[bytes]:
        return [(self.out / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")]

    def query(self, query: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.out / "ledger.db")
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()


@pytest.fixture(autouse=True)
def read_once(library_source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spares every go but the first the process that reads the documents, which never change."""
    monkeypatch.setattr(intake, "read_documents", lambda files, licence: _read(tuple(files)))


@cache
def _read(files: tuple[SourceFile, ...]) -> list[tuple[SourceFile, Document | DocumentError]]:
    return list(read_documents(files))


@pytest.fixture
def run(library_source: Path, tmp_path: Path, endpoint: Endpoint) -> Run:
    return Run(library_source, tmp_path / "run", endpoint)


@pytest.fixture
def live(library_source: Path, tmp_path: Path, endpoint: Endpoint) -> Run:
    """The same run, asked live."""
    return Run(library_source, tmp_path / "live", endpoint)


def paid_twice(endpoint: Endpoint) -> list[str]:
    """The requests that were answered in full more than once."""
    answered = Counter(line["body"] for line in endpoint.log() if line["event"] == "sent" and line["status"] == 200)
    return [body for body, times in answered.items() if times > 1]


def test_submitted_left_and_collected_it_ends_with_the_files_of_a_live_run(run: Run, live: Run, endpoint: Endpoint) -> None:
    endpoint.follow(faulty=0.4, evolving=0.5)
    words = run.submitted()
    assert "requests are in batch_" in words
    assert "give the same command again later" in words
    assert json.loads((run.out / "run.json").read_text(encoding="utf-8"))["status"] == "stopped"
    assert endpoint.served()["asked"] == 0
    assert run.to_the_end() > 2
    assert not paid_twice(endpoint)
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
    assert not paid_twice(endpoint)


def test_with_time_to_wait_one_go_carries_to_the_end(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=2), faulty=0.4, evolving=0.5)
    summary = run.go(IN_ONE_GO)
    assert summary.status == "finished"
    assert summary.counts["records"]
    assert {account.lane for account in summary.cost.accounts} == {"batch"}
    assert not paid_twice(endpoint)


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
    assert not paid_twice(endpoint)
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
    assert not paid_twice(endpoint)


def test_a_batch_that_was_begun_unheard_is_not_begun_again(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(lost=1))
    run.to_the_end()
    assert not paid_twice(endpoint)


@pytest.mark.parametrize("ends", ["expired", "cancelled"])
def test_when_a_batch_ends_half_way_the_rest_alone_is_asked_again(run: Run, live: Run, endpoint: Endpoint, ends: str) -> None:
    endpoint.follow(batches=BatchPlan(ends=ends))
    run.submitted()
    run.submitted()
    answered = endpoint.served()["sent"]
    assert answered
    endpoint.treat_batches()
    run.to_the_end()
    assert not paid_twice(endpoint)
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
    assert not paid_twice(endpoint)


def test_a_batch_that_the_server_has_forgotten_is_asked_again(run: Run, endpoint: Endpoint, capfd: pytest.CaptureFixture[str]) -> None:
    run.submitted()
    connection = sqlite3.connect(run.out / "ledger.db", isolation_level=None)
    connection.execute("UPDATE batches SET id = 'batch_gone'")
    connection.close()
    run.to_the_end()
    assert "batch_gone is not known to the server any more" in capfd.readouterr().err


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
    asked = Counter(line["body"] for line in endpoint.log() if line["event"] == "sent" and line["status"] == 500)
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
    asked = Counter(line["body"] for line in endpoint.log() if line["event"] == "sent" and line["status"] == 400)
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
    assert not paid_twice(endpoint)


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
    assert not paid_twice(endpoint)


def test_what_is_out_counts_against_the_budget(run: Run, endpoint: Endpoint) -> None:
    endpoint.follow(batches=BatchPlan(looks=1_000))
    budget = Budget.parse("2 calls")
    run.submitted(budget=budget)
    run.submitted(budget=budget)
    assert [row[0] for row in run.query("SELECT count(*) FROM batched")] == [2]


def test_a_budget_in_tokens_that_is_spent_submits_nothing(run: Run, endpoint: Endpoint) -> None:
    budget = Budget.parse("1 token")
    run.submitted(budget=budget)
    with pytest.raises(RunStopped, match="the budget of 1 tokens is spent"):
        run.go(budget=budget)
    assert len(run.query("SELECT id FROM batches")) == 1


def test_many_requests_go_out_in_as_many_files_as_the_limits_ask_for(run: Run, endpoint: Endpoint) -> None:
    assert run.submitted(batch=LATER.model_copy(update={"most_requests": 2})).count("batch_") == 2
    assert sorted(run.query("SELECT count(*) FROM batched GROUP BY file")) == [(1,), (2,)]
    run.to_the_end()
    assert not paid_twice(endpoint)


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
    assert not paid_twice(endpoint)


def _named(run: Run) -> bool:
    try:
        return bool(run.query("SELECT id FROM batches WHERE id != ''"))
    except sqlite3.OperationalError:
        return False


def test_the_command_submits_with_exit_code_0_and_collects_when_it_is_given_again(
    bookwright: Command, source: Path, endpoint: Endpoint
) -> None:
    endpoint.follow()
    command = ["qa", str(source), "--out", "run", "--model", "scripted", "--base-url", endpoint.url, "--embeddings", "none", "--batch"]
    done = bookwright(*command)
    assert done.returncode == 0, done.stderr
    assert "give the same command again later to collect" in done.stderr
    assert endpoint.served()["asked"] == 0
    done = bookwright(*command, "--batch-wait", "1")
    assert done.returncode == 0, done.stderr
    assert endpoint.served()["asked"]


def test_rules_have_no_batches(bookwright: Command, source: Path) -> None:
    done = bookwright("qa", str(source), "--out", "run", "--batch")
    assert done.returncode == 2
    assert "are about a model's answers" in done.stderr
