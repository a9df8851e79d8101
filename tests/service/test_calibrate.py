"""Judges of a run held against people's decisions, and a jury that decides in the next: as a user meets both."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.items import Decision
from bookwright.curation.jury import Jury, Share, jury_of_decisions, read_jury, write_jury
from bookwright.graphs.settings import QASettings
from bookwright.service.estimate_told import dry_run
from bookwright.service.run import run_qa
from bookwright.service.settings import RunSettings
from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command, Silent, finished_run, model_settings, write_subjects

JUDGES = ("honest", "lenient", "stern")
SCORES = {"lenient": 5, "stern": 1}
ACCEPT, REJECT = Decision.ACCEPT, Decision.REJECT


@pytest.fixture
def bookwright(within: Command) -> Command:
    """The command, run within the process of the tests."""
    return within


def by_judges(*judges: str) -> list[str]:
    return [part for judge in judges for part in ("--judge", judge)]


def judged(run: Path) -> list[dict[str, Any]]:
    """The records and rejects that judges have read."""
    return [row for row in rows(run, "records.jsonl") + rows(run, "rejects.jsonl") if row["verdict"]]


def said(row: dict[str, Any], judge: str) -> str:
    verdicts = row["verdict"]["verdicts"] or [row["verdict"]]
    return next(str(verdict["decision"]) for verdict in verdicts if verdict["by"] == judge)


def write_reviews(file: Path, reviews: Iterable[tuple[str, str]]) -> Path:
    lines = (json.dumps({"id": item, "decision": decision, "reviewer": f"{place}"}) for place, (item, decision) in enumerate(reviews))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def made(endpoint_process: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of three judges, one of which knows the difference, one accepts all and one rejects all; and reviews that are as the first."""
    folder = tmp_path_factory.mktemp("judged")
    (folder / "eight").mkdir()
    endpoint_process.follow(poor=0.5, scores=SCORES)
    finished_run(model_settings(write_subjects(folder / "eight", 8), folder / "run", endpoint_process, judges=JUDGES))
    write_reviews(folder / "reviews.jsonl", ((row["id"], said(row, "honest")) for row in judged(folder / "run")))
    return folder


@pytest.fixture
def run(made: Path, subjects: Path, endpoint: Endpoint, tmp_path: Path) -> Path:
    """A copy of that run, where the command looks for it."""
    endpoint.follow(poor=0.5, scores=SCORES)
    shutil.copy(made / "reviews.jsonl", tmp_path)
    return Path(shutil.copytree(made / "run", tmp_path / "run"))


def test_judges_are_told_apart_and_their_jury_decides_what_unanimity_cannot(
    bookwright: Command, run: Path, subjects: Path, endpoint: Endpoint
) -> None:
    assert rows(run, "records.jsonl") == []
    endpoint.follow()
    done = bookwright("calibrate", "run", "--reviews", "reviews.jsonl")
    assert done.returncode == 0, done.stderr
    assert endpoint.served()["asked"] == 0
    told = {line.split("│")[1].strip(): line for line in done.stdout.splitlines() if line.startswith("│")}
    assert "above chance: weight" in told["honest"]
    assert "left out" in told["lenient"]
    assert "left out" in told["stern"]
    assert "100% of 16" in told["jury"]
    assert {"accept all", "all judges must accept", "majority"} <= set(told)
    assert "--judge honest --jury run/jury.json" in done.stdout
    assert read_jury(run / "jury.json").heard == ("honest",)

    command = ["qa", subjects, "--out", "run", "--model", "scripted", "--base-url", endpoint.url, "--per-passage", "2"]
    decided = bookwright(*command, *by_judges(*JUDGES), "--jury", "run/jury.json")
    assert decided.returncode == 0, decided.stderr
    assert decided.stderr.count("The jury gives no weight to lenient, stern: not asked") == 1
    assert endpoint.served()["asked"] == 0
    assert not broken_promises(run)
    records, rejects = rows(run, "records.jsonl"), rows(run, "rejects.jsonl")
    assert (len(records) > 3, len(rejects) > 3) == (True, True)
    for row in records + rejects:
        assert row["verdict"]["by"] == "jury of honest"
        assert [own["by"] for own in row["verdict"]["verdicts"]] == ["honest"]
        assert row["verdict"]["decision"] == said(row, "honest")
        assert row["verdict"]["reasons"][0].startswith("jury: ")
    assert {reject["reason"].partition(":")[0] for reject in rejects} == {"judge"}
    state = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert state["settings"]["judges"] == ["honest"]
    assert state["settings"]["qa"]["jury"]["weights"]["honest"] > 0
    assert bookwright("calibrate", "run", "--reviews", "reviews.jsonl").returncode == 0


def test_what_a_jury_is_not_sure_of_is_no_record_and_another_jury_makes_outcomes_of_its_own(
    subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.follow(poor=0.5, scores=SCORES)
    settings = model_settings(subjects, tmp_path / "run", endpoint, judges=JUDGES[:2])
    finished_run(settings)
    gold = {row["id"]: Decision(said(row, "honest")) for row in judged(tmp_path / "run")}
    jury = jury_of_decisions({"honest": gold, "lenient": gold}, gold)
    endpoint.follow()
    sure, unsure = (
        jury.model_copy(update={"weights": {"honest": 2.0, "lenient": 1.0}, "doubts": {}, "least": least}) for least in (0.5, 3.0)
    )
    for decided, reasons in ((unsure, {"judge:jury_unsure"}), (sure, {"judge:groundedness"})):
        found = run_qa(settings.model_copy(update={"qa": QASettings(drafts=2, jury=decided)}), Silent())
        assert set(found.reasons) == reasons
        assert {record["id"] for record in rows(tmp_path / "run", "records.jsonl")} == {item for item, end in gold.items() if end is ACCEPT}
    assert endpoint.served()["asked"] == 0


def test_reviewers_who_are_even_and_items_that_nobody_judged_are_left_out_and_named(bookwright: Command, run: Path, tmp_path: Path) -> None:
    ids = [row["id"] for row in judged(run)]
    rejects = rows(run, "rejects.jsonl")
    rejects[-1]["verdict"] = None
    (run / "rejects.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rejects), encoding="utf-8")
    even = [(ids[0], "accept"), (ids[0], "reject")]
    write_reviews(tmp_path / "more.jsonl", [*even, *((item, "accept") for item in ids[1:])])
    done = bookwright("calibrate", "run", "--reviews", "more.jsonl")
    assert done.returncode == 0, done.stderr
    assert f"Left out, for their reviewers are even: {ids[0]}\n" in done.stdout
    assert f"Left out, for no judge has read them: {rejects[-1]['id']}\n" in done.stdout
    assert "14 " in next(line for line in done.stdout.splitlines() if "honest" in line)
    assert "People accept all of them" in done.stdout
    assert "No judge is shown to be above chance, so --jury refuses this jury" in done.stdout
    refused = bookwright("qa", "eight", "--out", "new", "--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--jury", "run/jury.json")
    assert refused.returncode == 2
    assert "bookwright: --jury: no judge has a weight in it of those named (m)" in refused.stderr
    assert not (tmp_path / "new").exists()


def test_a_run_by_rules_is_calibrated_too(bookwright: Command, subjects: Path, tmp_path: Path) -> None:
    finished_run(RunSettings(sources=(str(subjects),), out=tmp_path / "run"))
    verdicts = judged(tmp_path / "run")
    write_reviews(tmp_path / "reviews.jsonl", ((row["id"], "accept" if number % 3 else "reject") for number, row in enumerate(verdicts)))
    done = bookwright("calibrate", "run", "--reviews", "reviews.jsonl")
    assert done.returncode == 0, done.stderr
    rules = next(line for line in done.stdout.splitlines() if line.startswith("│ rules"))
    assert f" {len(verdicts)} " in rules
    assert "left out" in rules
    assert "To have it decide" not in done.stdout


def test_a_jury_that_is_not_shown_to_reach_its_target_is_refused(bookwright: Command, run: Path) -> None:
    done = bookwright("calibrate", run, "--reviews", "reviews.jsonl", "--target", "0.99")
    assert "so --jury refuses it: review more items, or aim lower than --target 0.99" in done.stdout
    by_model = ("qa", "eight", "--out", "new", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    refused = bookwright(*by_model, "--judge", "honest", "--jury", "run/jury.json")
    assert refused.returncode == 2
    assert refused.stderr.startswith("bookwright: --jury: it would abstain from everything with honest")


def test_a_dry_run_asks_only_judges_that_the_jury_hears(bookwright: Command, run: Path, subjects: Path, endpoint: Endpoint) -> None:
    bookwright("calibrate", "run", "--reviews", "reviews.jsonl")
    command = ["qa", subjects, "--out", "new", "--model", "scripted", "--base-url", endpoint.url, "--per-passage", "2", "--dry-run"]
    told = bookwright(*command, *by_judges(*JUDGES), "--jury", "run/jury.json").stdout
    assert "judge by honest" in told
    assert "honest about 16 times" in told
    assert "stern" not in told


def test_a_dry_run_reckons_with_every_draft_accepted_also_by_a_jury_that_doubts_those_who_accept_all(
    subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    nothing = Share(hits=0, of=0)
    doubting = Jury(
        weights={"honest": 1.0}, doubts={"lenient": 1.0}, least=0.5, target=0.5, decided=nothing, accuracy=nothing, calibrations=()
    )
    plain = model_settings(subjects, tmp_path / "run", endpoint, judges=JUDGES[:2], answering=True)
    told = [
        [str(cell) for table in dry_run(settings, Silent()) for column in table.columns for cell in column.cells]
        for settings in (plain, plain.model_copy(update={"qa": QASettings(drafts=2, jury=doubting)}))
    ]
    assert told[0] == told[1]
    assert "answerer" in told[0]


def test_reviews_that_cannot_be_used_get_one_line_and_exit_code_2(bookwright: Command, run: Path, tmp_path: Path) -> None:
    first = judged(run)[0]["id"]
    for reviews, words in (
        ('{"id": "nobody", "decision": "accept"}', 'bad.jsonl: line 1: id: the run has no record or reject "nobody"'),
        ('{"id": "ID", "decision": "fine"}', 'bad.jsonl: line 1: decision: "fine" is unknown; write "accept" or "reject"'),
        ("ID accept", "bad.jsonl: line 1: is not JSON"),
        ('{"id": "ID", "decision": "accept"}', "bad.jsonl: 1 of the items reviewed were judged; review 10 or more"),
    ):
        (tmp_path / "bad.jsonl").write_text(reviews.replace("ID", first), encoding="utf-8")
        done = bookwright("calibrate", "run", "--reviews", "bad.jsonl")
        assert done.returncode == 2
        assert f"bookwright: {words}" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert not (run / "jury.json").exists()


def test_other_bad_input_gets_one_line_too(bookwright: Command, run: Path, tmp_path: Path) -> None:
    by_model = ("qa", "eight", "--out", "new", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "run.json").write_text('{"format": 2, "status": "finished"}', encoding="utf-8")
    for name in ("records.jsonl", "rejects.jsonl"):
        (tmp_path / "empty" / name).touch()
    for arguments, words in (
        (("calibrate", "eight", "--reviews", "reviews.jsonl"), "is no run"),
        (("calibrate", "empty", "--reviews", "reviews.jsonl"), "empty: no judge has judged anything in it"),
        (("calibrate", "run", "--reviews", "none.jsonl"), "none.jsonl: No such file or directory; give a file of lines like"),
        (("calibrate", "run", "--reviews", "reviews.jsonl", "--target", "90"), "target: 90.0 is no accuracy to aim at"),
        ((*by_model, "--jury", "none.json"), "none.json: cannot be read"),
        ((*by_model, "--jury", "reviews.jsonl"), "reviews.jsonl: "),
        (("qa", "eight", "--out", "new", "--jury", "none.json"), "--jury: weighs models that judge, and rules do the work; name a model"),
    ):
        done = bookwright(*arguments)
        assert done.returncode == 2
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_jury_kept_by_hand_serves_a_model_that_judges_alone(bookwright: Command, run: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(poor=0.5)
    gold = {row["id"]: Decision(said(row, "honest")) for row in judged(run)}
    write_jury(tmp_path / "mine.json", jury_of_decisions({"scripted": gold}, gold))
    alone = ("--model", "scripted", "--base-url", endpoint.url, "--per-passage", "2", "--jury", "mine.json")
    done = bookwright("qa", "eight", "--out", "alone", *alone)
    assert done.returncode == 0, done.stderr
    assert "The jury" not in done.stderr
    assert {row["verdict"]["by"] for row in judged(tmp_path / "alone")} == {"jury of scripted"}
