"""Where a run stands, told from its directory alone: at work, killed, stopped, finished."""

import json
import os
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.chat import Reply
from bookwright.errors import RunError
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.lock import Holder
from bookwright.service import run
from bookwright.service.batchbook import BatchBook, Batched, OutBatch
from bookwright.service.directory import RunDirectory
from bookwright.service.ledger import Ledger
from bookwright.service.ledger_reader import ledger_of
from bookwright.service.status import Status, read_status
from bookwright.service.status_told import as_object, failed, how_to_go_on, status, table_of
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.service.conftest import finished_run, model_settings
from tests.service.test_model_run import start, when_served

OPTIONS = ("--out", "run", "--model", "scripted", "--per-passage", "2", "--concurrency", "1")


def words_of(found: Status) -> str:
    """All cells of the table, and its title."""
    table = table_of(found)
    return "\n".join([str(table.title), *(str(cell) for column in table.columns for cell in column.cells)])


def snapshot(run: Path) -> dict[str, int]:
    """Every file of a run with the time of its last change."""
    return {str(path): path.stat().st_mtime_ns for path in run.rglob("*")}


def test_a_run_at_work_is_seen_and_a_killed_one_told_apart(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(latency=0.1)
    process = start(["qa", str(subjects), "--base-url", endpoint.url, *OPTIONS], tmp_path)
    try:
        when_served(endpoint, 12)
        found = read_status(tmp_path / "run")
        assert (found.status, found.pid, found.host) == ("running", process.pid, socket.gethostname())
        assert found.speed is not None
        assert 0 < found.speed.answers <= found.paid.calls
        assert 0 < found.work.done < found.work.total == 8
        assert found.speed.left
        assert found.speed.left > 0
        assert how_to_go_on(found) == ""
        assert "to go" in words_of(found)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    found = read_status(tmp_path / "run")
    assert (found.status, found.pid, found.speed) == ("killed", None, None)
    assert found.work.done
    assert found.command is not None
    assert f"give the same command again: {found.command}" in how_to_go_on(found)
    assert "--out run --model scripted" in found.command


def test_a_finished_run_is_read_without_a_trace(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    summary = finished_run(model_settings(subjects, tmp_path / "run", endpoint))
    before = snapshot(tmp_path / "run")
    found = read_status(tmp_path / "run")
    assert snapshot(tmp_path / "run") == before
    assert (found.status, found.work.records, found.work.done) == ("finished", summary.counts["records"], summary.counts["worked"])
    assert found.paid == summary.cost.paid
    assert {account.role for account in found.cost.accounts} >= {"writer", "critic", "judge"}
    assert how_to_go_on(found) == ""
    plain = as_object(found)
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["status"], plain["paid"]["calls"], plain["failures"], plain["go_on"]) == ("finished", found.paid.calls, [], None)


def test_a_rule_based_run_says_that_no_model_was_asked(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    finished_run(model_settings(subjects, tmp_path / "run", endpoint, model=None))
    assert "none; the rule-based team works" in words_of(read_status(tmp_path / "run"))


def asked(endpoint: Endpoint) -> set[Any]:
    return {line["body"] for line in endpoint.log() if line["event"] == "asked"}


@pytest.mark.parametrize("seat", ["Written", "Judgements"])
def test_failed_requests_are_listed_and_asked_again_alone(
    seat: str, subjects: Path, endpoint: Endpoint, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint)
    endpoint.follow(Rule(behaviour=Behaviour.BAD_REQUEST, seat=seat, share=0.4))
    finished_run(settings)
    first, had = asked(endpoint), set(endpoint.answered())
    declined = first - had
    assert declined
    found = read_status(tmp_path / "run")
    assert len(found.failures) == len(declined)
    assert {failure.kind for failure in found.failures} == {"bad_request"}
    assert f"{len(declined)} bad_request, such as the" in words_of(found)
    assert "alone" in how_to_go_on(found)
    failed(tmp_path / "run", as_json=False)
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(declined) + 1
    assert "bad_request" in told[0]
    assert 'HTTP 400 "Invalid value' in told[0]

    endpoint.follow()
    finished_run(settings)
    again = asked(endpoint)
    assert declined <= again
    assert not again & had
    if seat == "Judgements":  # nothing follows from a verdict
        assert again == declined
    assert read_status(tmp_path / "run").failures == ()
    with ledger_of(tmp_path / "run") as ledger:
        assert ledger is not None
        assert len(had | again) == sum(account.calls for account in ledger.accounts())


def test_a_finished_run_whose_next_go_was_killed_is_not_told_as_finished(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    finished_run(model_settings(subjects, tmp_path / "run", endpoint))
    killed = holder(pid=2**22 + 1, work={"models": ["scripted"], "terms": "other", "total": 3})
    (tmp_path / "run" / "owner.json").write_text(killed.model_dump_json(), encoding="utf-8")
    found = read_status(tmp_path / "run")
    assert (found.status, found.work.done, found.work.total) == ("killed", 0, 3)
    assert f"give the same command again: {killed.command}" in how_to_go_on(found)


def test_a_new_go_shows_its_own_counts_from_its_beginning(
    subjects: Path, endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished_run(model_settings(subjects, tmp_path / "run", endpoint, limit=6))
    seen: list[Status] = []
    taking, working = run.take_in, run._Run._through

    def look(*given: Any) -> Any:
        seen.append(read_status(tmp_path / "run"))
        return taking(*given)

    async def look_again(self: Any, *given: Any) -> None:
        seen.append(read_status(tmp_path / "run"))
        await working(self, *given)

    monkeypatch.setattr(run, "take_in", look)
    monkeypatch.setattr(run._Run, "_through", look_again)
    finished_run(model_settings(subjects, tmp_path / "run", endpoint, qa=QASettings(drafts=3), limit=4))
    assert [(found.status, found.work.done, found.work.total) for found in seen] == [("running", 0, 0), ("running", 0, 4)]
    assert "not read yet" in words_of(seen[0])


def test_a_run_on_a_model_names_it_while_it_reads(tmp_path: Path) -> None:
    directory = RunDirectory.open(tmp_path / "run")
    directory.tell(models=["gpt"])
    assert "gpt" in words_of(read_status(tmp_path / "run"))
    assert "none; the rule-based" not in words_of(read_status(tmp_path / "run"))
    directory.close()


async def test_batches_under_way_and_the_models_of_each_role_are_shown(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"format": 2, "status": "stopped", "stopped_by": "batch"}', encoding="utf-8")
    ledger = Ledger(tmp_path / "ledger.db")
    book = BatchBook(ledger)
    batch = OutBatch(file="f", id="", address="a", model="m")
    await book.note(batch, [Batched(key=key, role="writer", attempt=1, file="f") for key in "ab"])
    await book.name(batch, "batch_7")
    for model in ("dear", "cheap"):
        await ledger.keep_answer(model, model, Reply(text="x"), "writer")
    found = read_status(tmp_path)
    assert [(sent.id, sent.requests) for sent in found.batches] == [("batch_7", 2)]
    assert "batch_7: 2 requests, submitted 0 seconds ago" in words_of(found)
    assert "writer by cheap" in words_of(found)
    assert "writer by dear" in words_of(found)
    await book.collected(batch)
    assert read_status(tmp_path).batches == ()
    await ledger.close()


def test_what_is_no_run_gets_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(RunError, match=r": is no run; name the directory that was given as --out$"):
            read_status(path)


def test_a_run_that_ended_before_it_had_a_ledger_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "run.json").write_text('{"format": 2, "status": "new"}', encoding="utf-8")
    status(tmp_path, as_json=False)
    assert "ended before it began to ask" in " ".join(capsys.readouterr().out.split())


def holder(**other: Any) -> Holder:
    mine = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC), "command": "bookwright " + sys.argv[-1]}
    return Holder(**mine | other)


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="the command of a process is read in /proc")
def test_a_process_number_that_was_given_out_again_is_not_taken_for_the_holder() -> None:
    assert not holder(command="bookwright qa another --out run").is_alive
    assert holder(command="bookwright").is_alive


def test_a_holder_on_another_host_is_taken_at_its_word() -> None:
    assert holder(host="elsewhere", pid=1_000_000_000).is_alive
    assert not holder(pid=2**22 + 1).is_alive
