"""Making instructions from the command line: what comes out, what it stands on, and going on after an end."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.endpoint.client import ROOT, Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command

APART = (
    "Every harbour on the coast keeps a light burning from dusk until the last boat is home.",
    "Bakers let their dough rise twice because yeast needs time before the oven ends its work.",
    "Glaciers carve wide valleys when thick ice slides over rock for many thousands of years.",
    "Most violins are tuned in fifths, so that each string sounds seven half tones above another.",
)
ALIKE = "It has been so for as long as anybody can tell, and nobody there expects it to change."
SEEDS = ROOT / "examples/recipes/instruct/seeds.jsonl"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The seeds of the example, where the command looks for them."""
    return Path(shutil.copy(SEEDS, tmp_path / "seeds.jsonl"))


def asked_of(endpoint: Endpoint, *options: str) -> tuple[str, ...]:
    """The command with a model at the endpoint, in small rounds."""
    model = ("--model", "m1", "--base-url", endpoint.url)
    return ("instruct", "seeds.jsonl", "--out", "run", "--calls", "2", *model, *options)


def told(run: Path) -> dict[str, Any]:
    """run.json."""
    found: dict[str, Any] = json.loads((run / "run.json").read_text(encoding="utf-8"))
    return found


def test_new_tasks_get_instances_that_stand_on_the_seeds_they_were_written_after(
    bookwright: Command, seeds: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    assert bookwright(*asked_of(endpoint, "--rounds", "2")).returncode == 0
    run = tmp_path / "run"
    assert broken_promises(run) == []
    records, rejects = rows(run, "records.jsonl"), rows(run, "rejects.jsonl")
    assert {record["verdict"]["by"] for record in records} == {"rules"}
    assert {record["output"] in {"yes", "no"} for record in records if record["classification"]} == {True}
    assert {record["classification"] for record in records} == {True, False}
    assert {row["reason"] for row in rejects} == {"pool:near", "rules:blacklist", "instances:empty"}
    shown = {row["id"]: f"instruction: {row['instruction']}" for row in map(json.loads, seeds.read_text(encoding="utf-8").splitlines())}
    for record in records:
        quotes = "\n".join(piece["quote"] for piece in record["evidence"])
        assert all(shown[name] in quotes for name in record["demonstrations"] if name in shown)
    assert {record["generation"] for record in records} == {1, 2}
    figures = told(run)["figures"]
    assert figures["proposed"] == 32 == figures["against_rules"] + figures["too_near"] + figures["new"]
    assert figures["waiting"] == 0


def test_the_count_is_met_and_what_is_beyond_it_is_told(bookwright: Command, seeds: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    assert bookwright(*asked_of(endpoint, "--count", "27")).returncode == 0
    assert len(rows(tmp_path / "run", "records.jsonl")) == 27
    beyond = [row for row in rows(tmp_path / "run", "rejects.jsonl") if row["reason"] == "collation:beyond_count"]
    assert [row["detail"] for row in beyond] == ["27 records were wanted"]
    assert broken_promises(tmp_path / "run") == []


def test_what_falls_short_of_the_count_is_explained(bookwright: Command, seeds: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(score=2)
    done = bookwright(*asked_of(endpoint, "--alpaca", "--count", "9", "--judge", "j1"))
    assert done.returncode == 0
    assert rows(tmp_path / "run", "records.jsonl") == []
    assert told(tmp_path / "run")["figures"]["rounds"] == 3
    assert "0 of 9 records" in told(tmp_path / "run")["shortfall"]
    assert "judge:task" in told(tmp_path / "run")["shortfall"]
    assert "Short of the count" in done.stderr


@pytest.mark.usefixtures("seeds", "source")
@pytest.mark.parametrize("way", [(), ("--alpaca",)])
def test_with_a_library_outputs_rest_on_its_words(bookwright: Command, endpoint: Endpoint, tmp_path: Path, way: tuple[str, ...]) -> None:
    assert bookwright(*asked_of(endpoint, "--library", "source", *way)).returncode == 0
    run = tmp_path / "run"
    assert broken_promises(run) == []
    records = rows(run, "records.jsonl")
    assert records
    text = (tmp_path / "source/sessions.md").read_text(encoding="utf-8")
    for record in records:
        assert record["claims"]
        assert record["source"]["path"] == "sessions.md"
        assert record["verdict"]["scores"]["groundedness"] == 5
        assert all(" ".join(piece["quote"].split()) in " ".join(text.split()) for piece in record["evidence"])


def test_a_run_that_its_budget_ends_goes_on_and_comes_to_the_same(
    bookwright: Command, seeds: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    bookwright(*asked_of(endpoint, "--rounds", "2"))
    whole = {name: (tmp_path / "run" / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")}
    (tmp_path / "run").rename(tmp_path / "whole")
    endpoint.follow()
    assert bookwright(*asked_of(endpoint, "--rounds", "2", "--budget", "20 calls", "--concurrency", "3")).returncode == 3
    assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked_of(endpoint, "--rounds", "2")).returncode == 0
    assert {name: (tmp_path / "run" / name).read_bytes() for name in whole} == whole
    assert endpoint.paid_twice() == []


def test_a_row_that_is_no_seed_gets_a_line(bookwright: Command, seeds: Path, endpoint: Endpoint) -> None:
    seeds.write_text('{"id": "a", "title": "x"}\n', encoding="utf-8")
    done = bookwright(*asked_of(endpoint))
    assert (done.returncode, "a: has no instruction" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_without_a_model_it_says_what_it_needs(bookwright: Command, seeds: Path) -> None:
    done = bookwright("instruct", "seeds.jsonl", "--out", "run")
    assert (done.returncode, "needs a model" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "rows_of_seeds",
    [
        [{"instruction": f"Name {number} things that float on the water.", "language": "de"} for number in range(3)],
        [{"instruction": f"Nenne {number} Dinge, die auf dem Wasser schwimmen, und sage warum."} for number in range(3)],
    ],
)
def test_tasks_are_asked_for_in_the_language_of_the_seeds(
    bookwright: Command, endpoint: Endpoint, tmp_path: Path, rows_of_seeds: list[dict[str, str]]
) -> None:
    (tmp_path / "seeds.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows_of_seeds), encoding="utf-8")
    assert bookwright(*asked_of(endpoint, "--rounds", "1", "--calls", "1")).returncode == 0
    assert {record["language"] for record in rows(tmp_path / "run", "records.jsonl")} == {"de"}


def test_records_of_questions_and_answers_are_seeds(bookwright: Command, rules_run: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    rules_run.rename(tmp_path / "seeds.jsonl")
    assert bookwright(*asked_of(endpoint, "--rounds", "1")).returncode == 0
    records = rows(tmp_path / "run", "records.jsonl")
    assert {record["generation"] for record in records} == {2}
    questions = [row["question"] for row in rows(tmp_path / "seeds.jsonl", "records.jsonl")]
    assert all(any(question in piece["quote"] for question in questions) for record in records for piece in record["evidence"])
    assert broken_promises(tmp_path / "run") == []


def test_a_limit_below_the_calls_of_a_round_passes_over_no_passage(
    bookwright: Command, seeds: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    (tmp_path / "four").mkdir()
    for number, sentence in enumerate(APART):
        (tmp_path / f"four/{number}.md").write_text(f"{sentence} {ALIKE}", encoding="utf-8")
    assert bookwright(*asked_of(endpoint, "--library", "four", "--calls", "9", "--limit", "2")).returncode == 0
    assert len({record["source"]["path"] for record in rows(tmp_path / "run", "records.jsonl")}) == 4


def test_instances_are_not_to_be_had_of_alpaca(bookwright: Command, seeds: Path, endpoint: Endpoint) -> None:
    done = bookwright(*asked_of(endpoint, "--alpaca", "--instances", "5"))
    assert (done.returncode, "--instances: with --alpaca" in done.stderr) == (2, True)
