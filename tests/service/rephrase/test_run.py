"""Rephrasing from the command line: the promises of a run, its figures, and going on after an end."""

import json
from pathlib import Path

import pytest

from bookwright.agents.rephrase.style import Style
from bookwright.errors import InputError
from bookwright.service.rephrase.run import styles_named
from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command, write_subjects


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three small documents, a passage each."""
    folder = tmp_path / "three"
    folder.mkdir()
    return write_subjects(folder, 3)


def asked_of(endpoint: Endpoint, *options: str) -> tuple[str, ...]:
    """The command on the documents, with a model at the endpoint."""
    return ("rephrase", "three", "--out", "run", "--model", "m1", "--base-url", endpoint.url, *options)


def test_passages_are_told_in_every_style_keep_the_promises_and_go_on_after_their_budget_ended(
    bookwright: Command, three: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.follow(faulty=0.5)
    assert bookwright(*asked_of(endpoint)).returncode == 0
    assert broken_promises(tmp_path / "run") == []
    records = rows(tmp_path / "run", "records.jsonl")
    assert {record["style"] for record in records} == {"easy", "medium", "terse", "qa", "wiki", "knowledge-list", "distil"}
    for record in records:
        assert record["kind"] == "rephrase"
        assert all(piece["quote"] in record["source_text"] for piece in record["evidence"])
        assert record["whole"]["quote"] == record["source_text"]
    assert any(version["operator"] == "revise" for record in records for version in record["lineage"])
    told = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["figures"]
    assert told["pieces"] == 3
    assert {row["style"]: row["records"] for row in told["styles"]}["easy"] == 3

    whole = (tmp_path / "run/records.jsonl").read_bytes()
    (tmp_path / "run").rename(tmp_path / "whole")
    endpoint.follow(faulty=0.5)
    assert bookwright(*asked_of(endpoint, "--budget", "13 calls", "--concurrency", "1")).returncode == 3
    assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked_of(endpoint)).returncode == 0
    assert (tmp_path / "run/records.jsonl").read_bytes() == whole
    assert endpoint.paid_twice() == []


def test_styles_are_those_named_each_once() -> None:
    assert styles_named("easy, qa,easy") == (Style.EASY, Style.QA)


@pytest.mark.parametrize(("styles", "said"), [("loud", "is no style"), (" , ", "is empty")])
def test_a_style_that_is_none_gets_a_line(styles: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        styles_named(styles)


def test_without_a_model_it_says_what_it_needs(bookwright: Command, three: Path) -> None:
    done = bookwright("rephrase", "three", "--out", "run")
    assert (done.returncode, "needs a model" in done.stderr) == (2, True)
