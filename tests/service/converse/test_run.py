"""Dialogues from the command line: the promises of a run, personas of one's own, and going on after an end."""

import json
from pathlib import Path

import pytest

from bookwright.errors import InputError
from bookwright.service.converse.run import turns_of
from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command, write_subjects


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three small documents."""
    folder = tmp_path / "three"
    folder.mkdir()
    return write_subjects(folder, 3)


def asked_of(endpoint: Endpoint, *options: str) -> tuple[str, ...]:
    """The command on the documents, with a model at the endpoint; as many turns as they have sentences to ask of."""
    return ("converse", "three", "--turns", "3", "--out", "run", "--model", "m1", "--base-url", endpoint.url, *options)


def test_dialogues_keep_the_promises_and_go_on_after_their_budget_ended(
    bookwright: Command, three: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.follow(faulty=0.5)
    assert bookwright(*asked_of(endpoint)).returncode == 0
    assert broken_promises(tmp_path / "run") == []
    records = rows(tmp_path / "run", "records.jsonl")
    assert len(records) == 3
    for record in records:
        assert record["kind"] == "dialogue"
        assert [message["role"] for message in record["messages"]] == ["user", "assistant"] * 3
        assert len(record["standalone"]) == len(record["turns"]) == 3
        assert record["turns"][record["refusal_turn"]]["claims"][0]["text"].startswith("I cannot find")
    told = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["figures"]
    assert (told["dialogues_by_turns"], told["with_a_refusal"]) == ({"3": 3}, 3)

    whole = (tmp_path / "run/records.jsonl").read_bytes()
    (tmp_path / "run").rename(tmp_path / "whole")
    endpoint.follow(faulty=0.5)
    assert bookwright(*asked_of(endpoint, "--budget", "12 calls", "--concurrency", "1")).returncode == 3
    assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked_of(endpoint)).returncode == 0
    assert (tmp_path / "run/records.jsonl").read_bytes() == whole
    assert endpoint.paid_twice() == []


def test_personas_of_a_file_ask(bookwright: Command, three: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "people.txt").write_text("A night nurse who shares a terminal.\n", encoding="utf-8")
    assert bookwright(*asked_of(endpoint, "--personas", "people.txt", "--refusals", "0")).returncode == 0
    records = rows(tmp_path / "run", "records.jsonl")
    assert {record["persona"]["who"] for record in records} == {"A night nurse who shares a terminal."}
    assert {record["refusal_turn"] for record in records} == {None}


@pytest.mark.parametrize(("words", "turns"), [("3-6", (3, 6)), ("3–6", (3, 6)), (" 4 ", (4, 4))])
def test_turns_are_a_count_or_two(words: str, turns: tuple[int, int]) -> None:
    assert turns_of(words) == turns


def test_turns_that_are_no_count_get_a_line() -> None:
    with pytest.raises(InputError, match="is no count of questions"):
        turns_of("many")


@pytest.mark.parametrize(
    ("options", "said"), [(("--turns", "6-3"), "6 is more than 3"), (("--personas", "people.jsonl"), "has no persona")]
)
def test_what_makes_no_sense_gets_a_line(bookwright: Command, three: Path, endpoint: Endpoint, options: tuple[str, ...], said: str) -> None:
    (three.parent / "people.jsonl").write_text('{"name": "x"}\n', encoding="utf-8")
    done = bookwright(*asked_of(endpoint, *options))
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_without_a_model_it_says_what_it_needs(bookwright: Command, three: Path) -> None:
    done = bookwright("converse", "three", "--out", "run")
    assert (done.returncode, "needs a model" in done.stderr) == (2, True)
