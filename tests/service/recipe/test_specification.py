"""A specification in the recipes: it reaches prompts, rows and grid where it makes sense, and is refused in one line elsewhere."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command, write_subjects
from tests.service.pages import reported

SEEDS = "".join(
    json.dumps({"id": f"seed{number}", "instruction": text, "input": "", "output": "So.", "is_classification": bool(number % 2)}) + "\n"
    for number, text in enumerate(("Name a river of Spain.", "Is this letter polite?", "Tell how bread is made.", "Is a whale a fish?"))
)
AUDIENCES = 'audience = ["novices", "experts"]\n'


@pytest.fixture
def bookwright(within: Command) -> Command:
    """Runs `bookwright ARGUMENTS` in an empty directory, without keys."""
    return within


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents, seeds and a specification, where the commands look for them."""
    (tmp_path / "docs").mkdir()
    write_subjects(tmp_path / "docs", 2)
    (tmp_path / "seeds.jsonl").write_text(SEEDS, encoding="utf-8")
    (tmp_path / "wanted.toml").write_text(AUDIENCES, encoding="utf-8")
    return tmp_path


def made(bookwright: Command, endpoint: Endpoint, *options: str, run: Path) -> list[dict[str, Any]]:
    """All rows of a run with the specification."""
    done = bookwright(*options, "--specification", "wanted.toml", "--out", "run", "--model", "m1", "--base-url", endpoint.url)
    assert done.returncode == 0, done.stderr
    assert broken_promises(run) == []
    return [*rows(run, "records.jsonl"), *rows(run, "rejects.jsonl")]


def grid(run: Path) -> dict[str, dict[str, Any]]:
    """What the figures say of each value."""
    figures = json.loads((run / "run.json").read_text(encoding="utf-8"))["figures"]
    return {row["value"]: row for row in figures["grid"]}


@pytest.mark.parametrize(
    "command",
    [
        ("rephrase", "docs", "--styles", "easy"),
        ("converse", "docs", "--turns", "2", "--refusals", "0"),
        ("instruct", "seeds.jsonl", "--calls", "2", "--rounds", "1"),
        ("instruct", "seeds.jsonl", "--library", "docs", "--calls", "2", "--rounds", "1"),
    ],
)
def test_rows_carry_their_cell_and_the_grid_tells_what_came(
    bookwright: Command, folder: Path, endpoint: Endpoint, command: tuple[str, ...]
) -> None:
    run = folder / "run"
    found = Counter(row["specification"]["audience"] for row in made(bookwright, endpoint, *command, run=run))
    assert set(found) == {"novices", "experts"}
    told = grid(run)
    assert {value: row["asked"] for value, row in told.items()} == found
    accepted = Counter(row["specification"]["audience"] for row in rows(run, "records.jsonl"))
    assert {value: row["accepted"] for value, row in told.items()} == {value: accepted[value] for value in told}
    assert "novices" in reported(run).words("grid")


def test_only_tasks_in_breadth_have_a_cell(bookwright: Command, folder: Path, endpoint: Endpoint) -> None:
    ways = ("--operator", "broaden", "--operator", "deepen", "--rounds", "2", "--measure", "0")
    found = made(bookwright, endpoint, "evolve", "seeds.jsonl", *ways, run=folder / "run")
    assert {row["operator"]: bool(row["specification"]) for row in found} == {"broaden": True, "deepen": False}


def test_personas_are_drawn_from_the_documents(bookwright: Command, folder: Path, endpoint: Endpoint) -> None:
    (folder / "wanted.toml").write_text("persona = 2\n", encoding="utf-8")
    made(bookwright, endpoint, "converse", "docs", "--turns", "2", "--refusals", "0", run=folder / "run")
    seats = endpoint.served()["seats"]
    assert (seats["Portrayed"], seats.get("WrittenPersonas", 0)) == (2, 0)
    personas = {row["persona"]["who"] for row in rows(folder / "run", "records.jsonl")}
    assert len(personas) == 2
    assert all(persona.startswith(("an engineer", "a buyer")) for persona in personas)


def test_another_specification_is_another_run_of_the_same_items(bookwright: Command, folder: Path, endpoint: Endpoint) -> None:
    command = ("rephrase", "docs", "--styles", "easy")
    made(bookwright, endpoint, *command, run=folder / "run")
    asked = endpoint.served()["asked"]
    made(bookwright, endpoint, *command, run=folder / "run")
    assert endpoint.served()["asked"] == asked
    (folder / "wanted.toml").write_text('audience = ["children"]\n', encoding="utf-8")
    assert {row["specification"]["audience"] for row in made(bookwright, endpoint, *command, run=folder / "run")} == {"children"}
    assert endpoint.served()["asked"] > asked


@pytest.mark.parametrize(
    ("command", "wanted", "said"),
    [
        (("reason", "seeds.jsonl"), AUDIENCES, "--specification: reason works on what it is given"),
        (("prefer", "seeds.jsonl"), AUDIENCES, "--specification: prefer works on what it is given"),
        (("principles", "seeds.jsonl"), AUDIENCES, "--specification: principles works on what it is given"),
        (("rephrase", "docs"), 'bloom = ["apply"]\n', "wanted.toml: bloom: is no axis that rephrase follows; give audience"),
        (("evolve", "seeds.jsonl"), 'length = ["short"]\n', "wanted.toml: length: is no axis that evolve follows; give persona, audience"),
        (("evolve", "seeds.jsonl", "--operator", "deepen"), AUDIENCES, "--specification: is for tasks in breadth"),
        (("instruct", "seeds.jsonl"), "persona = 3\n", "wanted.toml: persona: a number draws them from documents, and there are none"),
        (("converse", "docs", "--personas", "seeds.jsonl"), "persona = 3\n", "--personas: the specification names personas too"),
        (("converse", "docs"), "tone = 3\n", "wanted.toml: tone: is no axis"),
    ],
)
def test_where_it_makes_no_sense_it_is_refused_in_one_line(
    bookwright: Command, folder: Path, command: tuple[str, ...], wanted: str, said: str
) -> None:
    (folder / "wanted.toml").write_text(wanted, encoding="utf-8")
    model = ("--model", "m1", "--base-url", "http://127.0.0.1:9/v1")
    done = bookwright(*command, "--specification", "wanted.toml", "--out", "run", *model, OPENAI_API_KEY="any")
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
