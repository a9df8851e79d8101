"""The command line, as a user meets it."""

import json
from pathlib import Path

import pytest

from bookwright.service.cli import app
from tests.promises import broken_promises, rows
from tests.service.conftest import Command


def test_a_folder_becomes_records_that_keep_their_promises(bookwright: Command, source: Path, tmp_path: Path) -> None:
    done = bookwright("qa", source, "--out", "run", "--licence", "CC0-1.0")
    assert done.returncode == 0, done.stderr
    run = tmp_path / "run"
    assert not broken_promises(run)
    records = rows(run, "records.jsonl")
    assert records
    assert {record["made_by"] for record in records} == {"rules"}
    assert records[0]["source"] | {"headings": [], "page": None} == {
        "title": "Sessions",
        "path": "sessions.md",
        "licence": "CC0-1.0",
        "headings": [],
        "page": None,
    }


def test_without_a_model_one_line_says_so_and_how_to_name_one(bookwright: Command, source: Path) -> None:
    done = bookwright("qa", source, "--out", "run", OPENAI_API_KEY="canary")
    assert "rule-based team" in done.stderr
    assert "--model NAME" in done.stderr


def test_the_same_command_again_gives_the_same_files(bookwright: Command, source: Path, tmp_path: Path) -> None:
    bookwright("qa", source, "--out", "run")
    before = [(tmp_path / "run" / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")]
    bookwright("qa", source, "--out", "run")
    assert [(tmp_path / "run" / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")] == before


def test_a_document_taken_away_takes_its_records_along(bookwright: Command, source: Path, tmp_path: Path) -> None:
    (source / "other.md").write_text(
        "# Ledger\n\nA ledger is a file that keeps every answer that was paid for in a run. " * 2, encoding="utf-8"
    )
    bookwright("qa", source, "--out", "run")
    (source / "sessions.md").unlink()
    bookwright("qa", source, "--out", "run")
    assert {row["source"]["path"] for row in rows(tmp_path / "run", "rejects.jsonl") + rows(tmp_path / "run", "records.jsonl")} == {
        "other.md"
    }
    assert len(list((tmp_path / "run" / "documents").iterdir())) == 1


def test_the_count_is_met(bookwright: Command, source: Path, tmp_path: Path) -> None:
    done = bookwright("qa", source, "--out", "run", "--count", "1")
    assert done.returncode == 0
    assert len(rows(tmp_path / "run", "records.jsonl")) == 1


def test_a_count_that_cannot_be_met_is_explained_by_stage_and_reason(bookwright: Command, source: Path) -> None:
    done = bookwright("qa", source, "--out", "run", "--count", "500")
    assert "of 500 records" in done.stderr
    assert done.returncode == 0


def test_a_dry_run_asks_nobody_and_leaves_nothing(bookwright: Command, source: Path, tmp_path: Path) -> None:
    done = bookwright("qa", source, "--out", "run", "--dry-run", "--model", "any", "--base-url", "http://127.0.0.1:9/v1")
    assert done.returncode == 0, done.stderr
    assert "any about" in done.stdout
    assert not (tmp_path / "run").exists()


def test_a_search_that_finds_nothing_says_so(bookwright: Command, rules_run: Path) -> None:
    done = bookwright("search", "xyzzyq", "--library", rules_run)
    assert (done.returncode, done.stdout) == (0, "")
    assert "No passage" in done.stderr


def test_search_shows_scores_and_offsets(bookwright: Command, source: Path, tmp_path: Path) -> None:
    bookwright("qa", source, "--out", "run")
    done = bookwright("search", "what is a session cookie", "--library", "run", "--json", "-k", "1")
    assert done.returncode == 0, done.stderr
    hit = json.loads(done.stdout)
    text = (tmp_path / "run" / "documents" / f"{hit['document_id']}.txt").read_text(encoding="utf-8")
    assert text[hit["start"] : hit["end"]] == hit["text"]
    assert "cookie" in hit["text"]


BY_MODEL = ["qa", "source", "--out", "run", "--model", "m", "--base-url", "http://127.0.0.1:9/v1"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["qa", "nowhere", "--out", "run"], "nowhere: does not exist"),
        (["qa", "empty", "--out", "run"], "empty: holds no file that can be read"),
        (["qa", "source", "--out", "taken"], "taken: holds files that are no run"),
        (["qa", "source", "--out", "old"], "old: is a run of format 0"),
        (["qa", "source", "--out", "run", "--licence", "do what you like!"], "--licence"),
        (["qa", "source", "--out", "run", "--base-url", "http://127.0.0.1:9/v1"], "--base-url: names an endpoint and no model"),
        (["qa", "source", "--out", "run", "--model", "gpt"], "no key"),
        (["qa", "source", "--out", "run", "--batch-wait", "5"], "--batch-wait 5: says how long to wait for batches; add --batch"),
        (["qa", "source", "--out", "run", "--batch-wait", "0"], "--batch-wait 0: says how long to wait for batches; add --batch"),
        (["qa", "source", "--out", ""], "--out: is empty; name a folder"),
        (["qa", "source", "--out", "run", "--language", "klingon"], '--language: "klingon" is no code of ISO 639; give one such as de'),
        (["qa", "source", "--out", "run", "--embeddings", "foo"], '--embeddings: "foo" is none of "fitted", "none", "openai:MODEL"'),
        (["qa", "source", "--out", "run", "--answering"], "--answering: rules answer no questions; name a model with --model NAME"),
        (["qa", "source", "--out", "run", "--judge", "m"], "--judge: names a model that judges, and rules do the work; name a model"),
        (
            ["qa", "source", "--out", "run", "--rubric", "r.toml"],
            "--rubric: rules judge by counting and cannot read a rubric; name a model",
        ),
        ([*BY_MODEL, "--rubric", "r.toml"], "r.toml: No such file or directory; name a rubric file"),
        ([*BY_MODEL, "--rubric", "tiny/rubric.toml"], "tiny/rubric.toml: [tone] minimum: give a whole number from 1 to 5"),
        ([*BY_MODEL, "--judge", "a", "--judge", "a"], "--judge a: is named twice; each judge has one say"),
        ([*BY_MODEL, "--judge", " "], "--judge: is empty; name a model"),
        ([*BY_MODEL, "--judge", "a", "--batch"], "--batch: asks one model, and --judge names another; leave one of them out"),
        (["search", "anything", "--library", "empty"], "empty: holds no library"),
        (["qa", "tiny", "--out", "run"], "nothing could be read: ten.md"),
        (["run", "status", "empty"], "empty: is no run"),
    ],
)
def test_bad_input_gets_one_line_and_exit_code_2(
    bookwright: Command, source: Path, tmp_path: Path, arguments: list[str], line: str
) -> None:
    for folder in ("empty", "taken", "old", "tiny"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tiny" / "ten.md").write_text("There are just ten words in this very small document.", encoding="utf-8")
    (tmp_path / "tiny" / "rubric.toml").write_text('[tone]\nasks = "?"\nminimum = 9\nscores = ["1", "2", "3", "4", "5"]', encoding="utf-8")
    (tmp_path / "taken" / "thesis.doc").write_text("mine", encoding="utf-8")
    (tmp_path / "old" / "run.json").write_text('{"format": 0}', encoding="utf-8")
    done = bookwright(*arguments)
    assert done.returncode == 2
    assert line in done.stderr
    assert "Traceback" not in done.stderr
    assert len([text for text in done.stderr.splitlines() if text.startswith("bookwright: ")]) == 1


def test_a_model_that_is_not_there_gets_one_line(bookwright: Command, source: Path) -> None:
    done = bookwright("qa", source, "--out", "run", "--model", "gone", "--base-url", "http://127.0.0.1:9/v1")
    assert done.returncode == 2
    assert "model gone: no connection could be made" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_documents_go_on_when_some_cannot_be_read(bookwright: Command, source: Path, tmp_path: Path) -> None:
    (source / "empty.pdf").write_bytes(b"")
    (source / "liar.pdf").write_text("<html><body>not a PDF</body></html>", encoding="utf-8")
    (source / "latin.txt").write_bytes(("Die Prüfung ist schön und gut. " * 20).encode("latin-1"))
    done = bookwright("qa", source, "--out", "run")
    assert done.returncode == 0
    skipped = {row["path"]: row["reason"] for row in json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["skipped"]}
    assert set(skipped) == {"empty.pdf", "liar.pdf"}
    assert all(name in done.stdout for name in skipped)
    assert not broken_promises(tmp_path / "run")


def test_help_names_every_command() -> None:
    making = "qa textbook label instruct evolve prefer principles reason rephrase converse"
    looking = "search selftest calibrate report diversity roles check_role serve review reviews"
    named = {command.callback.__name__ for command in app.registered_commands if command.callback}
    assert named == set(f"{making} {looking}".split())
