"""A run on a real endpoint: nothing is paid twice, a kill loses nothing, a bad server costs items and never the run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookwright.service.status import read_status
from bookwright.service.status_told import as_object, how_to_go_on
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.promises import broken_promises, rows
from tests.service.conftest import Command

KEY = "canary-key-4711"


def command(source: Path, endpoint: Endpoint, *options: str) -> list[str]:
    return ["qa", str(source), "--out", "run", "--model", "scripted", "--base-url", endpoint.url, "--per-passage", "2", *options]


def test_a_model_makes_records_that_keep_their_promises(bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    done = bookwright(*command(subjects, endpoint), BOOKWRIGHT_API_KEY=KEY)
    assert done.returncode == 0, done.stderr
    records = rows(tmp_path / "run", "records.jsonl")
    assert records
    assert not broken_promises(tmp_path / "run")
    assert {record["made_by"] for record in records} == {"scripted"}
    assert set(records[0]["prompts"]) == {"writer", "reviser", "evolver", "critic", "judge"}
    state = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert state["usage"]["calls"] == endpoint.served()["sent"]
    assert not endpoint.paid_twice()


def test_a_finished_run_asks_nothing_when_it_is_run_again(bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    bookwright(*command(subjects, endpoint))
    before = (tmp_path / "run" / "records.jsonl").read_bytes()
    endpoint.follow()
    bookwright(*command(subjects, endpoint))
    assert endpoint.served()["asked"] == 0
    assert (tmp_path / "run" / "records.jsonl").read_bytes() == before


def test_a_changed_number_of_rounds_asks_only_what_was_never_asked(bookwright: Command, subjects: Path, endpoint: Endpoint) -> None:
    endpoint.follow(faulty=0.6, evolving=0.5)
    bookwright(*command(subjects, endpoint, "--rounds", "1"))
    before = endpoint.served()["seats"]
    assert before["Revised"]
    bookwright(*command(subjects, endpoint, "--rounds", "2"))
    assert not endpoint.paid_twice()
    assert endpoint.served()["seats"]["Written"] == before["Written"]


def start(arguments: list[str], folder: Path) -> "subprocess.Popen[str]":
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "BOOKWRIGHT_API_KEY": KEY}
    return subprocess.Popen(
        [sys.executable, "-m", "bookwright.service", *arguments],
        cwd=folder,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def when_served(endpoint: Endpoint, count: int) -> None:
    until = time.monotonic() + 60
    while endpoint.served()["asked"] < count:
        assert time.monotonic() < until, "the run never asked"
        time.sleep(0.02)


@pytest.fixture
def slow(endpoint: Endpoint) -> Iterator[Endpoint]:
    """The endpoint with a tenth of a second for each answer, faults in some drafts and gains in others."""
    endpoint.follow(latency=0.1, faulty=0.4, evolving=0.5)
    yield endpoint
    endpoint.follow()


def test_killed_at_any_point_the_same_command_ends_with_the_same_files(
    bookwright: Command, subjects: Path, slow: Endpoint, tmp_path: Path
) -> None:
    arguments = command(subjects, slow, "--concurrency", "2")
    for more in (3, 9, 6):
        served = slow.served()["asked"]
        process = start(arguments, tmp_path)
        when_served(slow, served + more)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert bookwright(*arguments, BOOKWRIGHT_API_KEY=KEY).returncode == 0
    killed = [(tmp_path / "run" / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")]
    sent = slow.served()["sent"]
    (tmp_path / "run").rename(tmp_path / "killed")
    assert bookwright(*arguments, BOOKWRIGHT_API_KEY=KEY).returncode == 0
    unkilled = [(tmp_path / "run" / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")]
    assert killed == unkilled
    in_flight = 3 * 2 * 2
    assert sent <= (slow.served()["sent"] - sent) + in_flight
    assert not broken_promises(tmp_path / "killed")


def test_ctrl_c_stops_within_seconds_keeps_all_and_says_how_to_go_on(subjects: Path, slow: Endpoint, tmp_path: Path) -> None:
    process = start(command(subjects, slow, "--concurrency", "2"), tmp_path)
    when_served(slow, 8)
    asked_to_stop = time.monotonic()
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=20)
    assert time.monotonic() - asked_to_stop < 10
    assert process.returncode == 130
    assert "run: stopped" in stdout
    assert "give the same command again" in stderr
    assert "Traceback" not in stderr
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["status"] == "stopped"


def test_ctrl_c_leaves_a_server_that_hangs_within_five_seconds(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.misbehave(Behaviour.HANG)
    process = start(command(subjects, endpoint), tmp_path)
    when_served(endpoint, 4)
    asked_to_stop = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert time.monotonic() - asked_to_stop < 7
    assert process.returncode == 130, stderr
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["status"] == "stopped"


def test_a_budget_ends_the_run_and_a_larger_one_ends_it_as_if_there_had_been_none(
    bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.follow(latency=0.02, faulty=0.4, evolving=0.5)
    done = bookwright(*command(subjects, endpoint, "--budget", "12 calls"))
    assert done.returncode == 3, done.stderr
    assert "larger --budget" in done.stderr
    assert "run: stopped" in done.stdout
    found = read_status(tmp_path / "run")
    assert found.stopped_by == "budget"
    assert "The budget is spent; to go on, give the command with a larger --budget" in how_to_go_on(found)
    assert as_object(found)["go_on"] is None
    assert endpoint.served()["asked"] <= 12
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["status"] == "stopped"
    assert bookwright(*command(subjects, endpoint)).returncode == 0
    capped = [(tmp_path / "run" / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")]
    assert not endpoint.paid_twice()
    (tmp_path / "run").rename(tmp_path / "capped")
    bookwright(*command(subjects, endpoint))
    assert capped == [(tmp_path / "run" / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")]


def test_a_recorded_run_is_replayed_without_a_server_and_fails_on_a_miss(
    bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    bookwright(*command(subjects, endpoint))
    before = (tmp_path / "run" / "records.jsonl").read_bytes()
    replay = ["qa", str(subjects), "--out", "run", "--model", "scripted", "--replay", "strict"]
    endpoint.follow()
    assert bookwright(*replay, "--per-passage", "2").returncode == 0
    assert (tmp_path / "run" / "records.jsonl").read_bytes() == before
    missed = bookwright(*replay, "--per-passage", "1")
    assert missed.returncode == 2
    assert "the ledger holds no answer to a request of the writer" in missed.stderr
    assert (tmp_path / "run" / "records.jsonl").read_bytes() == before
    assert endpoint.served()["asked"] == 0


def test_a_second_process_on_the_same_run_is_refused_with_the_holder_s_name(
    bookwright: Command, subjects: Path, slow: Endpoint, tmp_path: Path
) -> None:
    process = start(command(subjects, slow, "--concurrency", "1"), tmp_path)
    try:
        when_served(slow, 2)
        slow.follow(latency=60)
        done = bookwright(*command(subjects, slow))
        assert done.returncode == 2
        assert f"process {process.pid}" in done.stderr
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    "behaviour", [Behaviour.SERVER_ERROR, Behaviour.BAD_JSON, Behaviour.LENGTH, Behaviour.REFUSAL, Behaviour.EMPTY_CONTENT]
)
def test_a_server_that_fails_at_times_costs_items_and_never_the_run(
    bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path, behaviour: Behaviour
) -> None:
    endpoint.follow(Rule(behaviour=behaviour, share=0.2))
    done = bookwright(*command(subjects, endpoint), BOOKWRIGHT_API_KEY=KEY)
    unanswered = read_status(tmp_path / "run").failures
    assert done.returncode == (4 if unanswered else 0), done.stderr
    assert ("requests are without an answer; the same command asks them again" in done.stderr) == bool(unanswered)
    assert not broken_promises(tmp_path / "run")


def test_requests_without_an_answer_have_an_exit_code_of_their_own(
    bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.follow(Rule(behaviour=Behaviour.BAD_REQUEST, seat="Judgements", share=0.4))
    done = bookwright(*command(subjects, endpoint))
    assert done.returncode == 4, done.stderr
    assert f"Done, but {len(read_status(tmp_path / 'run').failures)} requests are without an answer" in done.stderr
    endpoint.follow()
    assert bookwright(*command(subjects, endpoint)).returncode == 0


def test_no_key_reaches_a_file_of_the_run(bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(Rule(behaviour=Behaviour.UNAUTHORISED, seat="Judgements"))
    done = bookwright(*command(subjects, endpoint), BOOKWRIGHT_API_KEY=KEY)
    assert done.returncode == 2
    assert "check the key" in done.stderr
    files = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
    assert KEY not in done.stderr + done.stdout
