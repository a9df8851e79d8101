"""Preference pairs from the command line: answers ranked, loops read, going on after an end, and lines for what cannot be used."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bookwright.agents.items import Decision
from bookwright.curation.jury import jury_of_decisions, jury_of_pairs, write_jury
from bookwright.errors import InputError
from bookwright.service.cli import app
from bookwright.service.configuration import ModelChoice
from bookwright.service.prefer.run import answering
from tests.curation.jury.made import gold_of, judging
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.promises import broken_promises, rows
from tests.service.conftest import Command, finished_run, model_settings, write_subjects

PROMPTS = ["Name a bird.", "Name a fish.", "Why is the sky blue?"]


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    """Three prompts where the command looks for them."""
    path = tmp_path / "prompts.jsonl"
    path.write_text("".join(json.dumps({"id": f"p{n}", "prompt": text}) + "\n" for n, text in enumerate(PROMPTS)), encoding="utf-8")
    return path


@pytest.fixture
def revised(tmp_path: Path, endpoint: Endpoint) -> Path:
    """A run on two documents in which a critic objects to every first draft, where the command looks for it as `qa`."""
    (tmp_path / "two").mkdir()
    endpoint.follow(faulty=1.0)
    finished_run(model_settings(write_subjects(tmp_path / "two", 2), tmp_path / "qa", endpoint))
    endpoint.follow()
    return tmp_path / "qa"


def asked_of(endpoint: Endpoint, data: str, *options: str) -> tuple[str, ...]:
    """The command with two models that answer and one that judges."""
    answerers = ("--answerer", "m1", "--answerer", "m1@0.2")
    return ("prefer", data, "--out", "run", "--model", "m", *answerers, "--base-url", endpoint.url, *options)


def test_answers_become_pairs_with_votes_and_lengths_and_go_on_after_an_end(
    bookwright: Command, prompts: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    done = bookwright(*asked_of(endpoint, "prompts.jsonl"))
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    records, rejects = rows(tmp_path / "run", "records.jsonl"), rows(tmp_path / "run", "rejects.jsonl")
    assert len(records) + len(rejects) == 3
    assert records
    for record in records:
        assert len(set(record["chosen"].split())) > len(set(record["rejected"].split()))
        assert [len(ballot["reasons"]) for ballot in record["ballots"]] == [2]
        assert {version["by"] for version in record["lineage"]} == {"m1", "m1@0.2"}
    figures = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["figures"]
    assert figures["length_of_duels"]["longer_wins"] == 1.0
    assert figures["length_of_pairs"]["chosen_longer"] == 1.0
    assert {row["name"] for row in figures["models"]} == {"m1", "m1@0.2"}

    whole = (tmp_path / "run/records.jsonl").read_bytes()
    (tmp_path / "run").rename(tmp_path / "whole")
    endpoint.follow()
    assert bookwright(*asked_of(endpoint, "prompts.jsonl", "--budget", "9 calls", "--concurrency", "1")).returncode == 3
    assert broken_promises(tmp_path / "run") == []
    assert bookwright(*asked_of(endpoint, "prompts.jsonl")).returncode == 0
    assert (tmp_path / "run/records.jsonl").read_bytes() == whole
    assert endpoint.paid_twice() == []


def test_a_server_that_misbehaves_changes_no_pair(
    prompts: Path, endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert app([*asked_of(endpoint, "prompts.jsonl")], standalone_mode=False) == 0
    (tmp_path / "run").rename(tmp_path / "whole")
    amiss = (Behaviour.RESET, Behaviour.BAD_JSON, Behaviour.WRONG_SCHEMA, Behaviour.EMPTY_CONTENT, Behaviour.SERVER_ERROR)
    endpoint.follow(*(Rule(behaviour=one, sights=(1,), share=place / len(amiss)) for place, one in enumerate(amiss, 1)))
    assert app([*asked_of(endpoint, "prompts.jsonl")], standalone_mode=False) == 0
    assert broken_promises(tmp_path / "run") == []
    assert [pair_of(row) for row in rows(tmp_path / "run", "records.jsonl")] == [
        pair_of(row) for row in rows(tmp_path / "whole", "records.jsonl")
    ]


def pair_of(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("id", "prompt", "chosen", "rejected", "text_sha256"))


def test_the_loops_of_a_run_are_pairs_without_a_model(bookwright: Command, revised: Path, tmp_path: Path) -> None:
    done = bookwright("prefer", "qa", "--out", "run")
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    records, made = rows(tmp_path / "run", "records.jsonl"), {row["id"]: row for row in rows(revised, "records.jsonl")}
    assert records
    for record in records:
        assert record["chosen"].endswith(made[record["origin"]]["answer"])
        assert record["faults"][0]["kind"] == "unclear"
        assert record["made_by"] == "scripted"
        assert record["evidence"] == made[record["origin"]]["evidence"]
    assert {row["reason"] for row in rows(tmp_path / "run", "rejects.jsonl")} <= {"loops:unrevised"}


def test_questions_of_a_run_are_answered_from_their_passages_and_gated(
    bookwright: Command, revised: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    done = bookwright(*asked_of(endpoint, "qa", "--loops", "--limit", "9"))
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    records = rows(tmp_path / "run", "records.jsonl")
    answered = [record for record in records if record["ballots"]]
    assert answered
    assert len(answered) < len(records)
    assert all(critique["by"] == "gates" for record in answered for critique in record["critiques"])
    assert all({piece["document_id"] for piece in record["evidence"][1:]} <= _written(revised) for record in answered)


def _written(run: Path) -> set[str]:
    return {path.stem for path in (run / "documents").glob("*.txt")}


def test_recorded_answers_are_held_against_what_the_data_prefer(bookwright: Command, endpoint: Endpoint, tmp_path: Path) -> None:
    longer = "A wren or so, who knows."
    pairs: list[dict[str, object]] = [{"prompt": "Name two birds.", "chosen": "A robin and a wren.", "rejected": "A wren."}]
    pairs.append({"prompt": "Name a bird.", "chosen": "A wren.", "rejected": [{"role": "assistant", "content": longer}]})
    (tmp_path / "pairs.json").write_text(json.dumps(pairs), encoding="utf-8")
    done = bookwright("prefer", "pairs.json", "--out", "run", "--ranking", "both", "--model", "m", "--base-url", endpoint.url)
    assert done.returncode == 0, done.stderr
    records = rows(tmp_path / "run", "records.jsonl")
    assert [(record["chosen"], record["generation"], record["made_by"]) for record in records] == [
        ("A robin and a wren.", 0, "data"),
        (longer, 0, "data"),
    ]
    assert all(set(record["chosen_scores"]) == {"pairwise", "aspects", "overall"} for record in records)
    assert [len(record["chosen_ratings"]) for record in records] == [1, 1]
    figures = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["figures"]
    assert figures["as_recorded"] == {"same": 1, "other": 1, "tie": 0}


def test_a_jury_of_pairs_decides(bookwright: Command, prompts: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    gold = gold_of(60)
    write_jury(tmp_path / "pairs.json", jury_of_pairs({"m2": judging("m2", gold, 1.0), "m3": judging("m3", gold, 0.5)}, gold))
    judges = ("--judge", "m2", "--judge", "m3", "--jury")
    done = bookwright(*asked_of(endpoint, "prompts.jsonl", *judges, "pairs.json"))
    assert done.returncode == 0, done.stderr
    records = rows(tmp_path / "run", "records.jsonl")
    assert {record["verdict"]["by"] for record in records} == {"jury of m2"}
    assert "The jury gives no weight to m3: not asked" in done.stderr
    assert all(0.5 < record["soft_label"] < 1 for record in records)


@pytest.mark.parametrize(
    ("row", "options", "said"),
    [
        ('{"title": "x"}', (), "has no prompt"),
        ('{"prompt": "x", "answers": ["one"]}', (), "is no list of two answers"),
        ('{"prompt": "x", "answers": ["one", {"n": 1}]}', (), "answer 2: has no text"),
        ('{"prompt": "x"}', ("--ranking", "luck"), "--ranking luck: should be 'pairwise', 'aspects' or 'both'"),
        ('{"prompt": "x"}', ("--answerer", "m@9"), "give a temperature from 0 to 2"),
        ('{"prompt": "x"}', ("--principle", "kind"), "is none of helpful"),
    ],
)
def test_what_cannot_be_used_gets_a_line(tmp_path: Path, row: str, options: tuple[str, ...], said: str) -> None:
    path = tmp_path / "prompts.jsonl"
    path.write_text(row + "\n", encoding="utf-8")
    choice = ("--model", "m", "--answerer", "m1", "--base-url", "http://127.0.0.1:9/v1")
    with pytest.raises(InputError, match=re.escape(said)):
        app(["prefer", str(path), "--out", str(tmp_path / "run"), *choice, *options], standalone_mode=False)


def test_prompts_without_a_model_need_one(prompts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOOKWRIGHT_MODEL", raising=False)
    with pytest.raises(InputError, match="needs a model"):
        app(["prefer", str(prompts), "--out", str(tmp_path / "run")], standalone_mode=False)


def test_a_jury_of_decisions_says_nothing_of_pairs(prompts: Path, tmp_path: Path) -> None:
    decided = {f"item {number}": Decision.ACCEPT if number % 2 else Decision.REJECT for number in range(20)}
    write_jury(tmp_path / "jury.json", jury_of_decisions({"m": decided}, decided))
    choice = ("--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--jury", str(tmp_path / "jury.json"))
    with pytest.raises(InputError, match="learnt on verdicts that accept or reject"):
        app(["prefer", str(prompts), "--out", str(tmp_path / "run"), *choice], standalone_mode=False)


def test_an_answerer_is_a_name_with_or_without_a_temperature() -> None:
    choice = ModelChoice(name="m", key=SecretStr("any"), temperature=0.7)
    assert [answering(name, choice).label for name in ("a", "a@0", "@cf/a", "@cf/a@1.5")] == ["a@0.7", "a@0", "@cf/a@0.7", "@cf/a@1.5"]


@pytest.mark.parametrize(
    "option", [("--answers", "3"), ("--ranking", "pairwise"), ("--pairing", "zephyr"), ("--margin", "0"), ("--answerer", "m")]
)
def test_what_only_a_model_can_do_is_refused_without_one(bookwright: Command, rules_run: Path, option: tuple[str, str]) -> None:
    done = bookwright("prefer", "run", "--out", "pairs", *option)
    assert (done.returncode, f"{option[0]}: is about answers that models give and rank" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("seat", "options"), [("respondents", ()), ("comparers", ("--judge", "m2")), ("raters", ("--judge", "m2", "--ranking", "both"))]
)
@pytest.mark.usefixtures("prompts")
def test_who_sits_in_a_seat_is_said_once(
    bookwright: Command, endpoint: Endpoint, tmp_path: Path, seat: str, options: tuple[str, ...]
) -> None:
    (tmp_path / "team.toml").write_text(f'[seats.{seat}]\nmodel = "m3"\n', encoding="utf-8")
    done = bookwright(*asked_of(endpoint, "prompts.jsonl", "--team", "team.toml", *options))
    assert (done.returncode, f"line 1: seats.{seat}: {seat} are named here and by --" in done.stderr) == (2, True)


def looped(bookwright: Command, endpoint: Endpoint, tmp_path: Path, *asked: str) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """The records by id of a run in which critics object to first drafts, and the pairs of its loops, made without a model."""
    endpoint.follow(faulty=1.0)
    done = bookwright(*asked, "--out", "made", "--model", "m1", "--base-url", endpoint.url)
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "made") == []
    done = bookwright("prefer", "made", "--out", "run")
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    pairs = rows(tmp_path / "run", "records.jsonl")
    assert pairs
    assert {pair["usage"]["calls"] for pair in pairs} == {0}
    return {record["id"]: record for record in rows(tmp_path / "made", "records.jsonl")}, pairs


def test_responses_that_principles_revised_are_pairs_with_the_last_one(bookwright: Command, endpoint: Endpoint, tmp_path: Path) -> None:
    data = [{"id": f"r{n}", "instruction": f"Name {n} birds.", "input": "Of any land.", "output": "A wren."} for n in (2, 3)]
    (tmp_path / "tasks.json").write_text(json.dumps(data), encoding="utf-8")
    made, pairs = looped(bookwright, endpoint, tmp_path, "principles", "tasks.json")
    for pair in pairs:
        origin = made[pair["origin"]]
        assert (pair["prompt"], pair["chosen"]) == (origin["prompt"], origin["output"])
        assert pair["rejected"] in {version["draft"]["output"] for version in origin["lineage"] if version["kept"]}
        assert all(fault["kind"] == "against_principle" for fault in pair["faults"])
        assert pair["faults"][0]["reason"].endswith(f": It is not {pair['faults'][0]['reason'].partition(':')[0]}.")
        assert pair["generation"] == origin["generation"]
    revisions = [sum(version["kept"] for version in record["lineage"]) - 1 for record in made.values()]
    assert len(pairs) == sum(revisions) > 2


@pytest.mark.parametrize(
    ("asked", "task"),
    [
        (("rephrase", "two", "--styles", "easy,qa"), "Tell the following text again"),
        (("converse", "two", "--turns", "3"), "Write a conversation"),
    ],
)
def test_passages_told_again_and_dialogues_are_pairs_with_their_first_drafts(
    bookwright: Command, endpoint: Endpoint, tmp_path: Path, asked: tuple[str, ...], task: str
) -> None:
    (tmp_path / "two").mkdir()
    write_subjects(tmp_path / "two", 2)
    made, pairs = looped(bookwright, endpoint, tmp_path, *asked)
    for pair in pairs:
        assert pair["prompt"].startswith(task)
        assert "The verifier must end the session" in pair["prompt"]
        assert pair["chosen"] != pair["rejected"]
        assert pair["faults"][0]["kind"] == "unclear"
        assert pair["evidence"] == made[pair["origin"]]["evidence"]
        assert all(claim["text"] in pair["chosen"] for claim in made[pair["origin"]]["claims"])


def test_rows_of_a_run_on_data_that_has_no_loops_say_so(bookwright: Command, endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "tasks.json").write_text(
        json.dumps([{"id": "r", "instruction": "Name three rivers and say where each ends."}]), encoding="utf-8"
    )
    model = ("--model", "m1", "--base-url", endpoint.url)
    assert bookwright("evolve", "tasks.json", "--out", "made", "--rounds", "1", "--measure", "0", *model).returncode == 0
    assert bookwright("prefer", "made", "--out", "run").returncode == 0
    assert [row["reason"] for row in rows(tmp_path / "run", "rejects.jsonl")] == ["loops:untold"]
