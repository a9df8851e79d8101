"""Constitutional AI from the command line: chains, soft labels, what held up, and going on after an end."""

import json
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.principles.items import PrincipledText
from bookwright.curation.principles.records import RevisedResponse
from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command

PRINCIPLES = """[[principle]]
name = "true"
critique = "Name what is false."
revision = "Correct it."

[[principle]]
name = "plain"
critique = "Name what could be spared."
revision = "Spare it."
"""
ROWS = [
    {"id": "bread", "instruction": "Explain why dough rises.", "output": "Because of yeast."},
    {"id": "fine", "instruction": "Name a prime.", "output": "A perfect prime is 7."},
    {"id": "stays", "instruction": "Name a mule.", "output": "A stubborn one."},
    {"id": "doubt", "instruction": "Say something doubtful.", "output": "Perhaps."},
    {"id": "blank", "instruction": "Say what a harbour is."},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Five instructions, one of them without a response, and two principles."""
    (tmp_path / "mine.toml").write_text(PRINCIPLES, encoding="utf-8")
    path = tmp_path / "tasks.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def asked_of(endpoint: Endpoint, *options: str) -> tuple[str, ...]:
    """The command with both principles."""
    return ("principles", "tasks.jsonl", "--principles", "mine.toml", "--out", "run", "--model", "m1", "--base-url", endpoint.url, *options)


def test_a_response_is_revised_step_by_step_and_compared_with_what_it_was(
    bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    assert bookwright(*asked_of(endpoint, "--comparisons", "1")).returncode == 0
    assert broken_promises(run) == []
    by_id: dict[str, dict[str, Any]] = {row["id"]: row for row in rows(run, "records.jsonl")}
    assert list(by_id) == ["bread", "doubt", "blank"]

    bread = by_id["bread"]
    assert (bread["initial"], bread["lineage"][0]["by"], bread["generation"]) == ("Because of yeast.", "data", 1)
    assert len(bread["principles"]) == len(bread["lineage"]) - 1 == 4
    kept = [version for version in bread["lineage"][1:] if version["kept"]]
    assert {version["principle"] for version in kept} == set(bread["principles"])
    assert [version["critique"] for version in kept] == [f"It is not {version['principle']}." for version in kept]
    assert bread["output"] == "Because of yeast." + "".join(f" This is {version['principle']}." for version in kept)
    assert (bread["probability"], bread["soft_label"]) == (1.0, 0.6)
    assert (bread["chosen"], bread["rejected"]) == (bread["output"], bread["initial"])
    texts = {name: bread[name] for name in RevisedResponse.model_fields}
    assert RevisedResponse(**texts).sha256 == bread["text_sha256"] == bread["verdict"]["text_sha256"]
    assert [one["text_sha256"] for one in bread["verdict"]["verdicts"]] == [PrincipledText(**kept[-1]["draft"]).sha256]
    assert any(reason.startswith("m1 by ") for reason in bread["verdict"]["reasons"])

    unchanged = rows(run, "rejects.jsonl")
    assert [(row["id"], row["reason"], row["generation"]) for row in unchanged] == [
        ("fine", "revision:none", 0),
        ("stays", "revision:none", 0),
    ]
    assert [[version["kept"] for version in row["lineage"]] for row in unchanged] == [[True, False, False, False, False]] * 2
    assert (by_id["doubt"]["probability"], by_id["doubt"]["soft_label"], by_id["doubt"]["chosen"]) == (0.5, 0.5, "")
    assert (by_id["blank"]["lineage"][0]["operator"], by_id["blank"]["lineage"][0]["by"]) == ("write", "m1")
    told = json.loads((run / "run.json").read_text(encoding="utf-8"))["figures"]
    assert (told["compared"], told["revision_preferred"]) == (3, 2 / 3)
    assert sum(row["drawn"] for row in told["principles"]) == 20


def test_a_run_that_its_budget_ends_goes_on_and_comes_to_the_same(
    bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    bookwright(*asked_of(endpoint))
    whole = (tmp_path / "run/records.jsonl").read_bytes()
    (tmp_path / "run").rename(tmp_path / "whole")
    paid = endpoint.answered()
    endpoint.follow()
    assert bookwright(*asked_of(endpoint, "--budget", "15 calls", "--concurrency", "1")).returncode == 3
    assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked_of(endpoint)).returncode == 0
    assert (tmp_path / "run/records.jsonl").read_bytes() == whole
    assert endpoint.answered() == paid


def test_what_judges_reject_is_a_reject_with_its_chain(bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(score=2)
    assert bookwright(*asked_of(endpoint, "--limit", "1", "--steps", "1")).returncode == 0
    (reject,) = rows(tmp_path / "run", "rejects.jsonl")
    assert reject["reason"] == "judge:helpfulness"
    assert len(reject["lineage"]) == 2


def test_a_principles_file_of_no_use_gets_a_line(bookwright: Command, data: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[[principle]]", encoding="utf-8")
    done = bookwright(*asked_of(endpoint))
    assert (done.returncode, "mine.toml: principle.1.name" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
