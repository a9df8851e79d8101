"""A run's files and its ledger: always in step, or known not to be; what is paid for is never silently paid for again."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bookwright.errors import ReplayMissed, RunError
from bookwright.graphs.settings import QASettings
from bookwright.service.directory import RunDirectory
from bookwright.service.status import read_status
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.promises import broken_promises, rows
from tests.service.conftest import finished_run, model_settings


class Crash(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("at", ["rejects.jsonl", "records.jsonl"])
def test_files_that_are_out_of_step_after_a_crash_are_not_told_as_finished(
    at: str, subjects: Path, tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished_run(model_settings(subjects, tmp_path / "run", endpoint))
    (subjects / "cache.md").unlink()
    texts = set((tmp_path / "run" / "documents").iterdir())
    replace = Path.replace

    def crashing(path: Path, target: Path) -> Path:
        if target.name == at:
            raise Crash
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", crashing)
        with pytest.raises(Crash):
            finished_run(model_settings(subjects, tmp_path / "run", endpoint, count=3))
    assert read_status(tmp_path / "run").status == "killed"
    assert set((tmp_path / "run" / "documents").iterdir()) == texts
    finished_run(model_settings(subjects, tmp_path / "run", endpoint, count=3))
    assert read_status(tmp_path / "run").status == "finished"
    assert len(rows(tmp_path / "run", "records.jsonl")) == 3
    assert not broken_promises(tmp_path / "run")
    assert len(list((tmp_path / "run" / "documents").iterdir())) == 7


def test_failed_requests_that_nobody_will_make_again_are_forgotten_when_a_go_is_finished(
    subjects: Path, tmp_path: Path, endpoint: Endpoint
) -> None:
    endpoint.follow(Rule(behaviour=Behaviour.BAD_REQUEST, seat="Written", share=0.4))
    assert finished_run(model_settings(subjects, tmp_path / "run", endpoint)).failures
    assert finished_run(model_settings(subjects, tmp_path / "run", endpoint)).failures  # made again, and failed again
    endpoint.follow()
    other = model_settings(subjects, tmp_path / "run", endpoint, qa=QASettings(drafts=3))
    assert finished_run(other).failures == ()
    assert read_status(tmp_path / "run").failures == ()


@pytest.mark.parametrize("left", [b"", None, "no answers"])
def test_a_ledger_without_the_answers_that_were_paid_for_stops_the_run(
    left: bytes | str | None, subjects: Path, tmp_path: Path, endpoint: Endpoint
) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint)
    paid = finished_run(settings).cost.paid.calls
    asked, ledger = endpoint.served()["asked"], tmp_path / "run" / "ledger.db"
    if isinstance(left, bytes):
        ledger.write_bytes(left)
    elif left is None:
        ledger.unlink()
    else:
        with closing(sqlite3.connect(ledger)) as connection, connection:
            connection.execute("DELETE FROM answers")
    with pytest.raises(RunError, match=rf"holds no answer, and run\.json counts {paid} that were paid for"):
        finished_run(settings)
    assert endpoint.served()["asked"] == asked


def test_a_damaged_ledger_is_not_taken_for_a_full_disk(subjects: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint)
    finished_run(settings)
    (tmp_path / "run" / "ledger.db").write_bytes(b"no database at all " * 500)
    with pytest.raises(RunError, match=r"is damaged, and answers that were paid for may be saved: .* \.recover") as caught:
        finished_run(settings)
    assert "disk" not in str(caught.value)


def test_a_strict_replay_where_nothing_was_recorded_says_so(subjects: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    with pytest.raises(ReplayMissed, match=r"nothing was recorded in .*run; name the directory of a run on a model"):
        finished_run(model_settings(subjects, tmp_path / "run", endpoint, replay="strict"))


def test_a_count_that_is_met_keeps_the_answers_that_are_under_way(subjects: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    endpoint.follow(latency=0.2)
    summary = finished_run(model_settings(subjects, tmp_path / "run", endpoint, count=4))
    assert (summary.status, summary.counts["records"]) == ("finished", 4)
    assert summary.cost.paid.calls == endpoint.served()["asked"]


def test_run_json_is_whole_while_the_directory_is_held(tmp_path: Path) -> None:
    run = RunDirectory.open(tmp_path / "run")
    assert (run.state["status"], run.paid) == ("new", 0)
    run.close()
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["status"] == "new"
