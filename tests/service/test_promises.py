"""That a record ships what was judged is found out from its files: whatever is changed in one is noticed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.promises import broken_promises, rows

Change = Callable[[dict[str, Any]], None]


def changed(run: Path, change: Change) -> list[str]:
    """What is wrong with the run once its first record with two sentences was changed."""
    records = rows(run, "records.jsonl")
    change(next(record for record in records if len(record["claims"]) > 1))
    (run / "records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return broken_promises(run)


def _reword(record: dict[str, Any]) -> None:
    record["answer"] = record["answer"].replace(" is ", " is seldom ", 1)


def _drop(record: dict[str, Any]) -> None:
    record["answer"] = record["claims"][0]["text"]


def _ask(record: dict[str, Any]) -> None:
    record["question"] = "What else?"


def _rest(record: dict[str, Any]) -> None:
    record["evidence"] = record["evidence"][:1]
    for claim in record["claims"]:
        claim["evidence"] = [0]


def _forget(record: dict[str, Any]) -> None:
    record["lineage"] = [version for version in record["lineage"] if version["operator"] == "nothing"]


def test_a_run_as_it_is_keeps_its_promises(rules_run: Path) -> None:
    assert changed(rules_run, lambda record: None) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_reword, "answer is not what was judged"),
        (_drop, "is not what was judged"),
        (_ask, "question is not what was judged"),
        (_rest, "is not what was judged"),
        (_forget, "have the hash of what was judged"),
    ],
)
def test_what_ships_otherwise_than_it_was_judged_is_noticed(rules_run: Path, change: Change, said: str) -> None:
    wrong = changed(rules_run, change)
    assert any(said in line for line in wrong), wrong
