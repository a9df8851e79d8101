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


def test_several_prompts_are_several_votes(bookwright: Command, texts: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    model = ("--model", "m1", "--base-url", endpoint.url, "--prompts", "3")
    assert bookwright("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run", *model).returncode == 0
    assert broken_promises(tmp_path / "run") == []
    assert endpoint.served()["asked"] == 3 * len(TEXTS)
    found = rows(tmp_path / "run", "records.jsonl")
    assert [vote["by"] for vote in found[0]["votes"]] == ["m1", "m1 with prompt 2", "m1 with prompt 3"]
    assert len(set(found[0]["prompts"].values())) == 3


def test_people_fill_in_what_is_uncertain_and_it_becomes_theirs(
    bookwright: Command, texts: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    bookwright(*asked_of(endpoint))
    (to_label,) = rows(tmp_path / "run", "uncertain.jsonl")
    assert (to_label["id"], to_label["text"], to_label["labels"]) == ("t3", TEXTS[3], ["bird", "fish", "stone"])
    filled = json.dumps(to_label | {"label": "fish", "by": "Ann"}) + "\n"
    (tmp_path / "run/uncertain.jsonl").write_text(filled, encoding="utf-8")
    lost = bookwright(*asked_of(endpoint))
    assert (lost.returncode, "holds labels that people gave" in lost.stderr) == (2, True)
    (tmp_path / "run/uncertain.jsonl").rename(tmp_path / "ann.jsonl")
    endpoint.follow()
    done = bookwright(*asked_of(endpoint, "--reviews", "ann.jsonl"))
    assert (done.returncode, endpoint.served()["asked"]) == (0, 0)
    assert broken_promises(tmp_path / "run") == []
    by_id = {row["id"]: row for row in rows(tmp_path / "run", "records.jsonl")}
    assert (by_id["t3"]["label"], by_id["t3"]["made_by"], by_id["t3"]["generation"]) == ("fish", "people (Ann)", 0)
    assert (by_id["t0"]["generation"], by_id["t3"]["lineage"][1]["parent"]) == (1, 0)
    assert rows(tmp_path / "run", "uncertain.jsonl") == []
    told = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["figures"]
    assert told["people"] == {"texts": 1, "as_the_votes": 0}


def test_labels_in_the_data_are_counted_without_a_model(bookwright: Command, texts: Path, tmp_path: Path) -> None:
    given = [("bird", "bird", "bird"), ("fish", "fish", "fish"), ("stone", "fish", "stone"), ("bird", "fish", ""), ("", "", "fish")]
    lines = [
        {"id": f"t{n}", "text": text, "votes": {"Ann": ann, "Ben": ben}, "kind": right}
        for n, (text, (ann, ben, right)) in enumerate(zip(TEXTS, given, strict=True))
    ]
    texts.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = bookwright("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run", "--gold", "kind")
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    assert [(row["label"], row["generation"], row["made_by"]) for row in rows(tmp_path / "run", "records.jsonl")] == [
        ("bird", 0, "Ann, Ben"),
        ("fish", 0, "Ann, Ben"),
    ]
    assert {row["reason"] for row in rows(tmp_path / "run", "rejects.jsonl")} == {"votes:uncertain", "votes:none"}
    assert [row["id"] for row in rows(tmp_path / "run", "uncertain.jsonl")] == [
        "t2",
        "t3",
        "t4",
    ]  # all as uncertain as can be, in their order
    told = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["figures"]
    assert (told["alpha_texts"], told["labellers"][1]["accuracy"], told["gold"]["shipped_right"]) == (4, 0.6667, 2)


def test_without_a_model_it_says_what_it_needs(bookwright: Command, texts: Path) -> None:
    done = bookwright("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run")
    assert (done.returncode, "needs a model" in done.stderr) == (2, True)


@pytest.mark.parametrize("named", [("--labeller", "m2"), ("--prompts", "2")])
def test_labellers_of_a_team_file_stand_beside_no_others(
    bookwright: Command, texts: Path, endpoint: Endpoint, tmp_path: Path, named: tuple[str, ...]
) -> None:
    (tmp_path / "team.toml").write_text('[[seats.labellers]]\n[[seats.labellers]]\nmodel = "m3"\n', encoding="utf-8")
    model = ("--model", "m1", "--base-url", endpoint.url, "--team", "team.toml")
    done = bookwright("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run", *model, *named)
    assert (done.returncode, "labellers are named here and by --labeller or --prompts" in done.stderr) == (2, True)


def test_a_row_that_names_its_language_is_in_it_and_rows_that_share_an_id_are_told(
    bookwright: Command, texts: Path, tmp_path: Path
) -> None:
    same = [{"id": name, "text": text, "votes": ["bird"], "language": "de"} for name, text in zip("aab", TEXTS, strict=False)]
    texts.write_text("".join(json.dumps(row) + "\n" for row in same), encoding="utf-8")
    done = bookwright("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run")
    assert done.returncode == 0, done.stderr
    records = rows(tmp_path / "run", "records.jsonl")
    assert [(record["id"], record["language"]) for record in records] == [
        ("texts.jsonl:1", "de"),
        ("texts.jsonl:2", "de"),
        ("b", "de"),
    ]
    assert 'texts.jsonl: 1 ids are given by more than one row, which go by file and number instead: "a"' in done.stderr
