"""Rephrasing from the command line: the promises of a run, its figures, and going on after an end."""

import json
from pathlib import Path

import pytest

from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command


def asked_of(endpoint: Endpoint, *options: str) -> tuple[str, ...]:
    """The command on the eight documents, with a model at the endpoint."""
    return ("rephrase", "eight", "--out", "run", "--model", "m1", "--base-url", endpoint.url, *options)


def test_every_passage_is_told_in_every_style_and_keeps_the_promises(
    bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.follow(faulty=0.3)
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
    assert told["pieces"] == 8
    assert {row["style"]: row["records"] for row in told["styles"]}["easy"] == 8


def test_a_style_a_passage_is_drawn(bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    assert bookwright(*asked_of(endpoint, "--per-passage", "1", "--styles", "easy,qa")).returncode == 0
    done = [*rows(tmp_path / "run", "records.jsonl"), *rows(tmp_path / "run", "rejects.jsonl")]
    assert len({row["passage_id"] for row in done}) == len(done) == 8


def test_a_run_that_its_budget_ends_goes_on_and_comes_to_the_same(
    bookwright: Command, subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    bookwright(*asked_of(endpoint, "--styles", "easy,qa"))
    whole = (tmp_path / "run/records.jsonl").read_bytes()
    (tmp_path / "run").rename(tmp_path / "whole")
    endpoint.follow()
    assert bookwright(*asked_of(endpoint, "--styles", "easy,qa", "--budget", "13 calls", "--concurrency", "1")).returncode == 3
    assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked_of(endpoint, "--styles", "easy,qa")).returncode == 0
    assert (tmp_path / "run/records.jsonl").read_bytes() == whole
    assert endpoint.paid_twice() == []


@pytest.mark.parametrize(("styles", "said"), [("loud", "is no style"), (" , ", "is empty")])
def test_a_style_that_is_none_gets_a_line(bookwright: Command, subjects: Path, endpoint: Endpoint, styles: str, said: str) -> None:
    done = bookwright(*asked_of(endpoint, "--styles", styles))
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_without_a_model_it_says_what_it_needs(bookwright: Command, subjects: Path) -> None:
    done = bookwright("rephrase", "eight", "--out", "run")
    assert (done.returncode, "needs a model" in done.stderr) == (2, True)
