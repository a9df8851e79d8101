"""The selftest command, as a user meets it."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour
from tests.service.conftest import Command

OWN_BUSINESS = ("owner.json", "library/owner.json", "library/chroma/chroma.sqlite3")
"""Who held the run last, and what Chroma counts of its own openings."""


@pytest.fixture
def bookwright(within: Command) -> Command:
    """The command, run within the process of the tests."""
    return within


def hashes(run: Path) -> dict[str, str]:
    files = (path for path in run.rglob("*") if path.is_file())
    found = {str(path.relative_to(run)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {name: found[name] for name in sorted(found) if name not in (*OWN_BUSINESS, "selftest.json")}


def test_a_run_made_by_rules_is_tested_by_rules_and_its_files_stay_as_they_are(bookwright: Command, rules_run: Path) -> None:
    before = hashes(rules_run)
    done = bookwright("selftest", "run")
    assert done.returncode == 0, done.stderr
    assert "wrong citation" in done.stdout
    assert "False alarms" in done.stdout
    assert hashes(rules_run) == before
    found = json.loads((rules_run / "selftest.json").read_text(encoding="utf-8"))
    assert found["critic_and_judge"] == "rules"
    assert found["alarms"]["any"] == 0
    assert found["reworded"]["all"]["records"] + found["reworded"]["no_hold"] == found["records"]
    assert found["reworded"]["all"]["by"]["gates"] == 0
    assert found["records_sha256"] == hashlib.sha256((rules_run / "records.jsonl").read_bytes()).hexdigest()
    assert "these same stages accepted" in " ".join(done.stdout.split())
    assert {row["fault"] for row in found["faults"] if row["all"]["caught"] < row["all"]["planted"]} <= {"direction"}


def test_the_same_seed_gives_the_same_report(bookwright: Command, rules_run: Path) -> None:
    reports = []
    for seed in ("3", "3", "4"):
        bookwright("selftest", "run", "--count", "1", "--seed", seed)
        reports.append((rules_run / "selftest.json").read_text(encoding="utf-8"))
    assert reports[0] == reports[1] != reports[2]
    assert json.loads(reports[0])["records"] == 1


def test_a_model_is_asked_through_the_ledger_of_the_run(bookwright: Command, rules_run: Path, endpoint: Endpoint) -> None:
    records = (rules_run / "records.jsonl").read_bytes()
    command = ("selftest", "run", "--count", "2", "--model", "scripted", "--base-url", endpoint.url)
    done = bookwright(*command)
    assert done.returncode == 0, done.stderr
    assert endpoint.served()["sent"]
    assert json.loads((rules_run / "selftest.json").read_text(encoding="utf-8"))["critic_and_judge"] == "scripted"
    assert (rules_run / "records.jsonl").read_bytes() == records
    bookwright(*command)
    assert not endpoint.paid_twice()


def test_the_judge_goes_by_the_rubric_of_the_run(bookwright: Command, source: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[rigour]\nasks = "?"\nminimum = 2\nscores = ["1", "2", "3", "4", "5"]', encoding="utf-8")
    model = ("--model", "scripted", "--base-url", endpoint.url)
    bookwright("qa", source, "--out", "run", *model, "--rubric", "mine.toml")
    endpoint.follow(score=3)
    done = bookwright("selftest", "run", "--count", "1", *model)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "run" / "selftest.json").read_text(encoding="utf-8"))
    assert endpoint.served()["seats"]["Judgements"]
    assert {row["all"]["by"]["judge"] for row in found["faults"]} == {0}


def test_a_judge_that_rejects_everything_raises_a_false_alarm_on_every_record(
    bookwright: Command, source: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    model = ("--model", "scripted", "--base-url", endpoint.url)
    bookwright("qa", source, "--out", "run", *model)
    endpoint.follow(score=1)
    done = bookwright("selftest", "run", *model)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "run" / "selftest.json").read_text(encoding="utf-8"))
    assert found["records"] > 0
    assert found["alarms"]["by"]["judge"] == found["records"]
    assert found["reworded"]["all"]["by"]["judge"] == found["reworded"]["all"]["records"] > 0
    assert {row["all"]["by"]["judge"] for row in found["faults"]} == {0}
    asked = endpoint.served()["asked"]
    assert asked > 0
    bookwright("selftest", "run", *model)
    assert endpoint.served()["asked"] == asked


def test_the_judges_of_the_run_judge(bookwright: Command, source: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    model = ("--model", "scripted", "--base-url", endpoint.url)
    bookwright("qa", source, "--out", "run", *model, "--judge", "mild", "--judge", "stern")
    endpoint.follow(scores={"stern": 1})
    done = bookwright("selftest", "run", "--count", "1", *model)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "run" / "selftest.json").read_text(encoding="utf-8"))
    assert found["critic_and_judge"] == "scripted; judges: mild, stern"
    assert found["alarms"]["by"] == {"gates": 0, "critic": 0, "judge": 1}


def test_a_judge_that_gave_no_answer_is_not_counted_on(bookwright: Command, rules_run: Path, endpoint: Endpoint) -> None:
    endpoint.misbehave(Behaviour.PROSE, seat="Judgements")
    done = bookwright("selftest", "run", "--count", "1", "--model", "scripted", "--base-url", endpoint.url)
    assert done.returncode == 0, done.stderr
    assert "not answered" in done.stdout
    found = json.loads((rules_run / "selftest.json").read_text(encoding="utf-8"))
    assert found["alarms"]["unread"]["judge"] == 1
    assert all(row["all"]["unread"]["judge"] == row["all"]["planted"] for row in found["faults"])
    assert {row["all"]["by"]["judge"] for row in found["faults"]} == {0}


def test_a_record_without_claims_is_tested_with_what_it_gives_a_hold(bookwright: Command, rules_run: Path) -> None:
    file = rules_run / "records.jsonl"
    first = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    file.write_text(json.dumps(first | {"claims": [], "answer": ""}) + "\n", encoding="utf-8")
    done = bookwright("selftest", "run")
    assert done.returncode == 0, done.stderr
    found = json.loads((rules_run / "selftest.json").read_text(encoding="utf-8"))
    assert {row["fault"]: row["no_hold"] for row in found["faults"]}["wrong citation"] == 1


@pytest.mark.usefixtures("rules_run")
def test_a_spent_budget_ends_it(bookwright: Command, endpoint: Endpoint) -> None:
    done = bookwright("selftest", "run", "--model", "scripted", "--base-url", endpoint.url, "--budget", "3 calls")
    assert done.returncode == 3
    assert "budget" in done.stderr


@pytest.mark.parametrize(
    ("prepare", "options", "words"),
    [
        ("nothing", (), "is no run"),
        ("no records", (), "finish the run first"),
        ("empty records", (), "no record"),
        ("damaged records", (), "line 1"),
        ("a run", ("--base-url", "http://127.0.0.1:1/v1"), "add --model"),
        ("a run", ("--budget", "3 calls"), "name one with --model"),
        ("a run", ("--count", "0"), "--count"),
    ],
)
def test_bad_input_gets_one_line_and_exit_code_2(
    bookwright: Command, tmp_path: Path, prepare: str, options: tuple[str, ...], words: str
) -> None:
    run = tmp_path / "run"
    if prepare != "nothing":
        run.mkdir()
        (run / "run.json").write_text(json.dumps({"format": 2, "status": "finished", "settings": {"qa": {}}}), encoding="utf-8")
    if prepare in {"empty records", "damaged records"}:
        (run / "records.jsonl").write_text("" if prepare == "empty records" else '{"id": 1}\n', encoding="utf-8")
    done = bookwright("selftest", "run", *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
