"""A small form of `make kill`: SIGKILL at served requests, at start-up and while files are written; nothing is lost or paid twice."""

import io
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.crash.findings import Kill, Requests, judge
from benchmarks.crash.handbook import write_collection
from benchmarks.crash.lives import Nursery, nursery
from benchmarks.crash.remains import mixed, signature, torn
from benchmarks.crash.series import Series, Trial

from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Marks

LATENCY = 0.03


@pytest.fixture(scope="module")
def lives() -> Iterator[Nursery]:
    """Lives of the command line, for all tests here."""
    with nursery() as lives:
        yield lives


@pytest.mark.parametrize(("marks", "size"), [(Marks.REQUEST, (5, 1, 20)), (Marks.SERVED, (2, 1, 16))])
def test_killed_again_and_again_a_run_ends_as_if_it_never_was(
    lives: Nursery, endpoint: Endpoint, tmp_path: Path, marks: Marks, size: tuple[int, int, int]
) -> None:
    kills, others, items = size
    source = write_collection(tmp_path / "source", items, 3)
    endpoint.follow(latency=LATENCY, faulty=0.4, evolving=0.5, marks=marks)
    trial = Trial(tmp_path, source, items, endpoint, lives, concurrency=4, latency=LATENCY, told=io.StringIO())
    found = Series(trial, marks, Random(5)).kill(kills, others)
    assert found.numbers["served"] == kills
    assert {promise: lines for promise, lines in found.broken.items() if lines} == {}


def row(question: str, verdict: str, fault: str) -> dict[str, Any]:
    """A record of two versions as the marking endpoint would have it."""
    first, second = (f"What is it for {marks}?" for marks in ("zqbbbbbc", "zqbbbbbc zqbbbbbd"))
    versions = [{"draft": {"question": first}, "parent": None}, {"draft": {"question": second}, "parent": 0}]
    critiques = [{"faults": [{"reason": f"unclear: {fault} zqbbbbbf"}]}]
    return {
        "id": "a",
        "question": question,
        "lineage": versions,
        "critiques": critiques,
        "verdict": {"reasons": [f"good: {verdict} zqbbbbbg"]},
    }


def test_a_row_made_of_two_answers_to_one_request_is_seen() -> None:
    question, shown = "What is it for zqbbbbbc zqbbbbbd?", "zqbbbbbc zqbbbbbd"
    assert mixed(row(question, shown, "zqbbbbbc")) == []
    assert mixed(row(question, "zqbbbbbc zqbbbbbh", "zqbbbbbc")) == ["a: the verdict is of another draft"]
    assert mixed(row(question, shown, "zqbbbbbh")) == ["a: a fault of another draft"]
    assert mixed(row("What is it for zqbbbbbh?", shown, "zqbbbbbc")) == ["a: the verdict is of another draft"]


def test_what_is_torn_is_seen(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text('{"id": 1}\n{"id', encoding="utf-8")
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    assert torn(tmp_path) == ["records.jsonl: the last line is torn", "records.jsonl: line 2 is torn", "run.json is torn"]


def test_an_answer_that_was_stored_and_is_asked_for_again_is_seen() -> None:
    lines: list[dict[str, Any]] = []
    for place, (key, body) in enumerate((("life-1", "a"), ("life-1", "b"), ("last", "a"), ("last", "b")), 1):
        lines.append({"event": "asked", "place": place, "signature": signature(key), "body": body, "time": place})
        lines.append({"event": "sent", "place": place, "body": body, "answer": f"text of {body}", "status": 200, "time": place + 0.5})
    found = judge(Requests(lines), [Kill("life-1", 3.0, {"text of a"})], {})
    assert found.broken["answers paid twice though stored"] == ["last asked again for what was stored: a"]
    assert (found.numbers["in_flight"], found.numbers["answered"], found.numbers["unstored"]) == (1, 1, 500)
