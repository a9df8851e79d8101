"""Labelling from the command line: votes, agreement, what people are to decide, and going on after an end."""

import json
from pathlib import Path

import pytest

from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command

SCHEME = """asks = "What does the text speak of?"
[labels]
bird = "an animal with feathers"
fish = "an animal with fins"
stone = "nothing that lives"
"""
TEXTS = [
    "A bird sings.",
    "The fish swims away. It is a fish.",
    "A stone lies there.",
    "This bird is doubtful.",
    "Another fish is seen.",
]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Five texts and a scheme, where the command looks for them."""
    (tmp_path / "scheme.toml").write_text(SCHEME, encoding="utf-8")
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps({"id": f"t{n}", "text": text}) + "\n" for n, text in enumerate(TEXTS)), encoding="utf-8")
    return path


def asked_of(endpoint: Endpoint, *options: str) -> tuple[str, ...]:
    """The command with three labellers at the endpoint."""
    model = ("--model", "m1", "--labeller", "m2", "--labeller", "m3", "--base-url", endpoint.url)
    return ("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run", *model, *options)


def test_texts_get_the_label_that_the_votes_agree_on_and_people_get_the_others(
    bookwright: Command, texts: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    assert bookwright(*asked_of(endpoint)).returncode == 0
    assert broken_promises(tmp_path / "run") == []
    records, rejects = rows(tmp_path / "run", "records.jsonl"), rows(tmp_path / "run", "rejects.jsonl")
    assert [(record["id"], record["label"]) for record in records] == [("t0", "bird"), ("t1", "fish"), ("t2", "stone"), ("t4", "fish")]
    assert {vote["words"]["quote"] for vote in records[1]["votes"]} == {"The fish swims away"}
    assert [(row["id"], row["reason"], round(row["agreement"], 2)) for row in rejects] == [("t3", "votes:uncertain", 0.67)]
    told = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))
    assert told["figures"]["labels"] == {"bird": 1, "fish": 2, "stone": 1}


def test_a_run_that_its_budget_ends_goes_on_and_comes_to_the_same(
    bookwright: Command, texts: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    bookwright(*asked_of(endpoint))
    whole = (tmp_path / "run/records.jsonl").read_bytes()
    (tmp_path / "run").rename(tmp_path / "whole")
    endpoint.follow()
    assert bookwright(*asked_of(endpoint, "--budget", "7 calls", "--concurrency", "1")).returncode == 3
    assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked_of(endpoint)).returncode == 0
    assert (tmp_path / "run/records.jsonl").read_bytes() == whole
    assert endpoint.paid_twice() == []


@pytest.mark.parametrize(
    ("row", "said"), [('{"title": "x"}', "has no text"), ("[1]", "line 1: is no object of fields"), ("{", "line 1: is no JSON")]
)
def test_a_row_that_is_no_text_gets_a_line(bookwright: Command, texts: Path, endpoint: Endpoint, row: str, said: str) -> None:
    texts.write_text(row + "\n", encoding="utf-8")
    done = bookwright(*asked_of(endpoint))
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_without_a_model_it_says_what_it_needs(bookwright: Command, texts: Path) -> None:
    done = bookwright("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run")
    assert (done.returncode, "needs a model" in done.stderr) == (2, True)
