"""Evol-Instruct from the command line: rounds, eliminations, difficulty, grounding, and going on after an end."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour
from tests.promises import broken_promises, rows
from tests.service.conftest import Command

ROWS = [
    {"id": "rivers", "instruction": "Name three rivers of Europe and say where each ends.", "output": "Rhine, Po, Don."},
    {"id": "sort", "instruction": "Sort these numbers from small to large.", "input": "5 3 9", "output": "3 5 9"},
    {"id": "same", "instruction": "Name a gainless thing that nobody needs."},
    {"id": "leaks", "instruction": "Name a leaky roof and what mends it."},
    {"id": "sorry", "instruction": "Say what people regret most about their houses."},
    {"id": "dots", "instruction": "Say what silence is worth to a singer."},
    {"id": "long", "instruction": "Say in verbose words what a bridge carries."},
    {"id": "longer", "instruction": "Tell an endless story about a lighthouse keeper."},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Eight instructions, six of which a seat of the endpoint goes wrong on."""
    path = tmp_path / "tasks.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def asked_of(endpoint: Endpoint, *options: str, data: str = "tasks.jsonl") -> tuple[str, ...]:
    """The command without broadening, which writes tasks that no seat goes wrong on."""
    depth = [part for name in ("constrain", "deepen", "concretise", "reason", "complicate") for part in ("--operator", name)]
    return ("evolve", data, "--out", "run", "--model", "m1", "--base-url", endpoint.url, *depth, *options)


def by_root(run: Path, name: str) -> Callable[[str], list[dict[str, Any]]]:
    """The rows of a file of the run that go back to one row of the data."""
    return lambda root: [row for row in rows(run, name) if row["root"] == root]


def test_survivors_evolve_further_and_the_eliminated_are_tried_by_other_operators(
    bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    assert bookwright(*asked_of(endpoint, "--rounds", "3", "--measure", "2")).returncode == 0
    assert broken_promises(run) == []
    records, rejects = by_root(run, "records.jsonl"), by_root(run, "rejects.jsonl")

    rivers = records("rivers")
    assert [(row["id"], row["parent"], row["generation"]) for row in rivers] == [
        ("rivers~1", "rivers", 1),
        ("rivers~2", "rivers~1", 2),
        ("rivers~3", "rivers~2", 3),
    ]
    assert [version["id"] for version in rivers[2]["lineage"]] == ["rivers", "rivers~1", "rivers~2", "rivers~3"]
    assert all(10 <= len(b["instruction"].split()) - len(a["instruction"].split()) <= 20 for a, b in pairwise(rivers))
    assert rivers[0]["evidence"][0]["quote"].startswith("id: rivers")

    ends = {"same": "elimination:equal", "leaks": "elimination:leak", "sorry": "elimination:apology", "dots": "elimination:empty"}
    for root, reason in {**ends, "longer": "gates:growth"}.items():
        assert records(root) == []
        assert [row["reason"] for row in rejects(root)] == [reason] * 3
        assert len({row["operator"] for row in rejects(root)}) == 3
        assert {row["parent"] for row in rejects(root)} == {root}
        assert [version["why"] for version in rejects(root)[2]["lineage"]] == ["", reason, reason, reason]
        assert rejects(root)[0]["text"]["instruction"]
    assert len(records("long")) >= 1


@pytest.mark.parametrize("named", [("m2",), ("m1", "--temperature", "0.5")])
def test_difficulty_is_measured_by_the_solver_that_is_named(
    bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path, named: tuple[str, ...]
) -> None:
    only = ("--limit", "2", "--rounds", "1")
    assert bookwright(*asked_of(endpoint, *only, "--measure", "2", "--solver", *named)).returncode == 0
    (first, *_) = rows(tmp_path / "run", "records.jsonl")
    assert first["difficulty"] == {
        "parent": 1.0, "child": 1.0, "answers": 2, "judged": "harder", "solved_by": named[0], "judged_by": "m1"
    }  # fmt: skip
    told = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["figures"]
    assert told["difficulty"] == {"measured": 2, "judged_harder": 1.0, "judged_easier": 0.0, "less_agreement": 0.0, "harder": 1.0}
    assert told["rounds"] == [{"round": 1, "tried": 2, "survived": 2}]


def test_a_run_that_its_budget_ends_goes_on_and_comes_to_the_same(
    bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    asked = asked_of(endpoint, "--rounds", "2", "--measure", "2")
    bookwright(*asked)
    whole = (tmp_path / "run/records.jsonl").read_bytes(), (tmp_path / "run/rejects.jsonl").read_bytes()
    (tmp_path / "run").rename(tmp_path / "whole")
    paid = endpoint.answered()  # the solver asks the same words several times, so some requests are paid for as often
    endpoint.follow()
    assert bookwright(*asked, "--budget", "60 calls", "--concurrency", "1").returncode == 3
    assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked).returncode == 0
    assert ((tmp_path / "run/records.jsonl").read_bytes(), (tmp_path / "run/rejects.jsonl").read_bytes()) == whole
    assert endpoint.answered() == paid


def test_a_call_that_failed_is_made_again_and_the_later_rounds_follow_from_it(
    bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    asked = asked_of(endpoint, "--rounds", "2", "--measure", "0", "--limit", "2")
    endpoint.misbehave(Behaviour.BAD_REQUEST, seat="CheckedGain")
    assert bookwright(*asked).returncode == 4
    assert [(row["reason"], row["parent"]) for row in rows(run, "rejects.jsonl")] == [
        ("gain checker:bad_request", root) for root in ("rivers", "sort", "rivers", "sort")
    ]
    endpoint.follow()
    assert bookwright(*asked).returncode == 0
    assert [row["parent"] for row in rows(run, "records.jsonl")] == ["rivers", "sort", "rivers~1", "sort~1"]
    assert "RatedHarder" not in endpoint.served()["seats"]


def test_a_run_with_evidence_is_evolved_from_its_documents_alone(
    bookwright: Command, rules_run: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    rules_run.rename(tmp_path / "made")
    assert bookwright(*asked_of(endpoint, "--rounds", "1", "--measure", "0", data="made")).returncode == 0
    assert broken_promises(tmp_path / "run") == []
    records = rows(tmp_path / "run", "records.jsonl")
    assert records
    for record in records:
        assert record["source"]["path"] == "sessions.md"
        assert record["claims"]
        assert {piece["document_id"] for piece in record["evidence"]} == {path.stem for path in (tmp_path / "made/documents").glob("*.txt")}
    assert "complicate" not in {row["operator"] for row in (*records, *rows(tmp_path / "run", "rejects.jsonl"))}


def test_a_row_that_asks_nothing_gets_a_line(bookwright: Command, data: Path, endpoint: Endpoint) -> None:
    data.write_text('{"text": "x"}\n', encoding="utf-8")
    done = bookwright(*asked_of(endpoint))
    assert (done.returncode, "tasks.jsonl:1: has no instruction" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_material_cannot_be_made_up_for_rows_with_evidence(
    bookwright: Command, rules_run: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    rules_run.rename(tmp_path / "made")
    model = ("--model", "m1", "--base-url", endpoint.url)
    done = bookwright("evolve", "made", "--out", "run", *model, "--operator", "complicate")
    assert (done.returncode, "--operator complicate: makes up material" in done.stderr) == (2, True)


def test_without_a_model_it_says_what_it_needs(bookwright: Command, data: Path) -> None:
    done = bookwright("evolve", "tasks.jsonl", "--out", "run")
    assert (done.returncode, "needs a model" in done.stderr) == (2, True)


def test_where_the_last_of_each_row_ships_what_the_count_leaves_behind_is_a_reject(
    bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    last = ("--rounds", "2", "--limit", "2", "--measure", "0", "--keep", "last")
    assert bookwright(*asked_of(endpoint, *last, "--count", "1")).returncode == 0
    assert broken_promises(tmp_path / "run") == []
    assert [row["id"] for row in rows(tmp_path / "run", "records.jsonl")] == ["rivers~2"]
    left = {row["id"]: row["reason"] for row in rows(tmp_path / "run", "rejects.jsonl")}
    assert left == {"rivers~1": "keep:last", "sort~1": "keep:last"}


@pytest.mark.parametrize("nothing", [("--measure", "0"), ("--measured", "0")])
def test_a_solver_of_nothing_is_refused(bookwright: Command, data: Path, endpoint: Endpoint, nothing: tuple[str, ...]) -> None:
    done = bookwright(*asked_of(endpoint, "--solver", "m2", *nothing))
    assert (done.returncode, "--solver: nothing is measured" in done.stderr) == (2, True)


def test_a_solver_is_named_once(bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "team.toml").write_text('[seats.solver]\nmodel = "m3"\n', encoding="utf-8")
    done = bookwright(*asked_of(endpoint, "--solver", "m2", "--team", "team.toml"))
    assert (done.returncode, "solver are named here and by --solver" in done.stderr) == (2, True)
