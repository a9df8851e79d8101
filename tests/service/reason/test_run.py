"""Reasoning from the command line: traces, hints that are stored nowhere, rounds, and going on after an end."""

import json
from pathlib import Path
from typing import Any

import pytest

from bookwright.service.cli import main
from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command

PROBLEMS: list[dict[str, Any]] = [
    {"id": "plain", "question": "Ann has 3 apples and gets 4. How many has she?", "answer": "3 + 4 = 7\n#### 7"},
    {"id": "riddle", "question": "A riddle: 20 birds and 22 more. How many?", "answer": "42"},
    {"id": "slip", "question": "A riddle and a slip: 30 and 31. How many?", "answer": "61"},
    {
        "id": "code",
        "text": "Add two numbers.",
        "code": "def add(a, b):\n    return a + b",
        "test_list": ["assert add(1, 2) == 3", "assert add(5, 5) == 10"],
    },
]
RECORDED = [
    {"question": "2 + 3?", "answer": "5", "one": {"solution": "Two and three: 2 + 3 = 5\nA: 5"}, "two": {"solution": "2 + 3 = 6\nA: 6"}},
    {
        "question": "4 + 4?",
        "answer": "8",
        "one": {"solution": "4 + 4 = 9\n#### 9"},
        "two": {"solution": "Twice four: 2 * 4 = 8\n#### 8.0"},
        "three": {"solution": "Twice four: 2 * 4 = 8\n#### 8"},
    },
]


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    """Four problems, where the command looks for them."""
    return written(tmp_path, PROBLEMS)


def written(folder: Path, problems: list[dict[str, Any]]) -> Path:
    path = folder / "problems.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in problems), encoding="utf-8")
    return path


def asked_of(endpoint: Endpoint, *options: str) -> tuple[str, ...]:
    return ("reason", "problems.jsonl", "--out", "run", "--traces", "2", "--model", "m1", "--base-url", endpoint.url, *options)


def test_verified_traces_are_kept_and_no_hint_is_stored(bookwright: Command, problems: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    done = bookwright(*asked_of(endpoint))
    assert done.returncode == 0, done.stderr
    run = tmp_path / "run"
    assert broken_promises(run) == []
    records, rejects = rows(run, "records.jsonl"), rows(run, "rejects.jsonl")
    assert [(one["id"], one["answer"], one["rationalised"], one["reward"]) for one in records] == [
        ("plain-1.1", "7", False, 1.0),
        ("riddle-1.h1", "42", True, 0.0),
        ("code-1.1", "def add(a, b):\n    return a + b", False, 1.0),
    ]
    assert {one["id"]: one["reason"] for one in rejects} == {
        "plain-1.2": "improve:duplicate",
        "riddle-1.1": "verification:wrong",
        "riddle-1.2": "verification:wrong",
        "slip-1.1": "verification:wrong",
        "slip-1.2": "verification:wrong",
        "slip-1.h1": "gates:betrays_hint",
        "code-1.2": "improve:duplicate",
    }
    stored = [(run / name).read_text(encoding="utf-8") for name in ("records.jsonl", "rejects.jsonl", "run.json", "log.jsonl")]
    assert not any("As the hint says" in text or "<reference>" in text or "30 + 31 = 61" in text for text in stored)
    told = json.loads(stored[2])["figures"]
    assert {name: told[name] for name in ("problems", "solved", "traces", "right", "hinted", "kept", "rationalised")} == {
        "problems": 4, "solved": 2, "traces": 8, "right": 4, "hinted": 2, "kept": 3, "rationalised": 1,
    }  # fmt: skip


def test_a_run_that_its_budget_ends_goes_on_and_comes_to_the_same(bookwright: Command, endpoint: Endpoint, tmp_path: Path) -> None:
    written(tmp_path, [{"question": "5 birds and 6 cats: how many?", "answer": "11"}, *PROBLEMS[:3]])
    rounds = ("--rounds", "2", "--thresholds", "0.0,0.5")
    assert bookwright(*asked_of(endpoint, *rounds)).returncode == 0
    files = ("records.jsonl", "rejects.jsonl")
    whole, paid = [(tmp_path / "run" / name).read_bytes() for name in files], endpoint.answered().total()
    assert {record["generation"] for record in rows(tmp_path / "run", "records.jsonl")} == {1, 2}
    (tmp_path / "run").rename(tmp_path / "whole")
    endpoint.follow()
    for calls in (5, 13):
        assert bookwright(*asked_of(endpoint, *rounds, "--budget", f"{calls} calls", "--concurrency", "1")).returncode == 3
        assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked_of(endpoint, *rounds)).returncode == 0
    assert [(tmp_path / "run" / name).read_bytes() for name in files] == whole
    assert endpoint.answered().total() == paid


def test_judges_reward_what_is_right(bookwright: Command, endpoint: Endpoint, tmp_path: Path) -> None:
    written(tmp_path, PROBLEMS[:1])
    endpoint.follow(scores={"j1": 4, "j2": 2})
    judged = ("--reward", "judge", "--judge", "j1", "--judge", "j2", "--thresholds", "0.5")
    assert bookwright(*asked_of(endpoint, *judged)).returncode == 0
    (record,) = rows(tmp_path / "run", "records.jsonl")
    assert (record["reward"], [verdict["by"] for verdict in record["verdict"]["verdicts"]]) == (0.5, ["j1", "j2"])


def test_recorded_solutions_are_verified_without_a_model(bookwright: Command, tmp_path: Path) -> None:
    written(tmp_path, RECORDED)
    done = bookwright("reason", "problems.jsonl", "--out", "run")
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    records, rejects = rows(tmp_path / "run", "records.jsonl"), rows(tmp_path / "run", "rejects.jsonl")
    assert [(record["made_by"], record["answer"], len(record["evidence"])) for record in records] == [
        ("one", "5", 3),
        ("two", "8.0", 3),
        ("three", "8", 3),
    ]
    assert [reject["reason"] for reject in rejects] == ["verification:wrong"] * 2


@pytest.mark.parametrize(
    ("row", "options", "said"),
    [
        ({"question": "2 + 3?", "answer": "5"}, (), "needs a model, or rows with recorded solutions"),
        (RECORDED[0], ("--recorded", "four"), "--recorded four: no row holds a solution"),
        (RECORDED[0], ("--rounds", "2"), "recorded solutions are read once"),
        (RECORDED[0], ("--traces", "4"), "--traces: recorded solutions are read"),
        (RECORDED[0], ("--hints", "1"), "--hints: recorded solutions are read"),
        (RECORDED[0], ("--reward", "judge"), "--reward judge: asks a model"),
        (RECORDED[0], ("--thresholds", "0.5,0.2"), "must not fall"),
        (RECORDED[0], ("--thresholds", "high"), "--thresholds high: are no numbers"),
        (RECORDED[0], ("--thresholds", "0.1,0.2", "--rounds", "3"), "gives 2 for 3 rounds"),
        ({"answer": "5"}, (), "has no question"),
        ({"question": "2 + 3?"}, (), "has no right answer"),
    ],
)
def test_what_makes_no_sense_gets_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: dict[str, Any], options: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["reason", str(written(tmp_path, [row])), "--out", str(tmp_path / "run"), *options])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_no_more_records_ship_than_were_wanted_though_one_problem_has_several(bookwright: Command, tmp_path: Path) -> None:
    solutions = [f"{first} and {5 - first} make five.\n#### 5" for first in range(4)]
    several = [{"id": name, "question": "2 + 3?", "answer": "5", "solutions": solutions} for name in "ab"]
    written(tmp_path, several)
    done = bookwright("reason", "problems.jsonl", "--out", "run", "--count", "6")
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in rows(tmp_path / "run", "records.jsonl")] == [*(f"a-1.{n}" for n in (1, 2, 3, 4)), "b-1.1", "b-1.2"]
    assert [(row["id"], row["reason"]) for row in rows(tmp_path / "run", "rejects.jsonl")] == [
        ("b-1.3", "collation:beyond_count"),
        ("b-1.4", "collation:beyond_count"),
    ]
    assert broken_promises(tmp_path / "run") == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('reward = "judge"', "--reward judge: asks a model"),
        ("thresholds = [0.0, 0.5]", "recorded solutions are read once"),
    ],
)
def test_what_a_team_file_sets_is_checked_like_an_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: str, said: str
) -> None:
    assert teamed(tmp_path, settings) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(("settings", "kept"), [("per_problem = 9", 3), ("alike = 0.5", 2)])
def test_recorded_solutions_are_thinned_only_where_a_team_file_asks_for_it(tmp_path: Path, settings: str, kept: int) -> None:
    assert teamed(tmp_path, settings) == 0
    assert len(rows(tmp_path / "run", "records.jsonl")) == kept


def test_solutions_that_a_team_file_says_to_read_are_all_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKWRIGHT_API_KEY", "any")
    asks = '[default]\nmodel = "m"\nbase_url = "http://127.0.0.1:9/v1"'
    assert teamed(tmp_path, 'recorded = ["one", "two", "three"]', asks) == 0
    assert len(rows(tmp_path / "run", "records.jsonl")) == 3


def teamed(tmp_path: Path, settings: str, before: str = "") -> object:
    """The exit code of a run on recorded solutions with these settings in a team file."""
    (tmp_path / "team.toml").write_text(f"{before}\n[settings]\n{settings}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["reason", str(written(tmp_path, RECORDED)), "--out", str(tmp_path / "run"), "--team", str(tmp_path / "team.toml")])
    return ended.value.code
