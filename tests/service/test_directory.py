"""A run directory is taken with care: what is not ours is not touched, what is finished is not lost."""

import json
from pathlib import Path

import pytest

from bookwright.service.directory import RunDirectory
from tests.promises import broken_promises, rows
from tests.service.conftest import Command


@pytest.fixture
def bookwright(within: Command) -> Command:
    """The command, run within the process of the tests."""
    return within


def test_a_folder_with_a_user_s_documents_is_refused_and_untouched(bookwright: Command, tmp_path: Path) -> None:
    mine = tmp_path / "documents"
    mine.mkdir()
    (mine / "guide.md").write_text("# Guide\n\n" + "A guide is a text that shows the way to a reader. " * 9, encoding="utf-8")
    done = bookwright("qa", "documents", "--out", ".")
    assert done.returncode == 2
    assert "holds files that are no run" in done.stderr
    assert [path.name for path in mine.iterdir()] == ["guide.md"]


def test_a_source_that_is_not_there_leaves_no_run_behind(bookwright: Command, tmp_path: Path) -> None:
    bookwright("qa", "nowhere", "--out", "run")
    assert not (tmp_path / "run").exists()


def test_a_finished_run_stays_as_it_is_when_a_new_go_fails(bookwright: Command, source: Path, tmp_path: Path) -> None:
    bookwright("qa", source, "--out", "run")
    before = {name: (tmp_path / "run" / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl", "run.json")}
    done = bookwright("qa", source, "--out", "run", "--model", "gone", "--base-url", "http://127.0.0.1:9/v1")
    assert done.returncode == 2
    assert {name: (tmp_path / "run" / name).read_bytes() for name in before} == before
    assert not broken_promises(tmp_path / "run")


def test_records_carry_the_path_and_licence_of_this_go(bookwright: Command, source: Path, tmp_path: Path) -> None:
    bookwright("qa", source, "--out", "run")
    (source / "sessions.md").rename(source / "renamed.md")
    bookwright("qa", source, "--out", "run", "--licence", "MIT")
    records = rows(tmp_path / "run", "records.jsonl")
    assert {(record["source"]["path"], record["source"]["licence"]) for record in records} == {("renamed.md", "MIT")}


def test_a_key_in_the_address_is_refused(bookwright: Command, source: Path, tmp_path: Path) -> None:
    done = bookwright("qa", source, "--out", "run", "--model", "m", "--base-url", "http://me:secret@127.0.0.1:9/v1")
    assert done.returncode == 2
    assert "secret" not in done.stderr
    assert not (tmp_path / "run").exists()


def test_rules_say_that_they_read_english_only(bookwright: Command, source: Path, tmp_path: Path) -> None:
    german = "Ein Schlüssel ist ein kleines Werkzeug, mit dem man eine Tür öffnen und schließen kann. " * 6
    (source / "schluessel.md").write_text("# Schlüssel\n\n" + german, encoding="utf-8")
    done = bookwright("qa", source, "--out", "run")
    assert "reads English only" in done.stderr
    assert "1 in de" in done.stderr
    assert bookwright("qa", source, "--out", "other", "--language", "de").returncode == 2
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["status"] == "finished"


OTHER = "is a run of textbook, not a run of qa; name another folder"
BOOK = "is the run of a book, which has no report; open run/book/book.html, and give `bookwright run status run` for what it came to"


@pytest.mark.parametrize(("command", "said"), [("report run", BOOK), ("selftest run", OTHER), ("qa source --out run", OTHER)])
def test_the_directory_of_another_kind_of_run_is_refused(
    bookwright: Command, source: Path, tmp_path: Path, command: str, said: str
) -> None:
    RunDirectory.open(tmp_path / "run", "textbook").close()
    before = (tmp_path / "run" / "run.json").read_text(encoding="utf-8")
    done = bookwright(*command.split())
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        f"bookwright: run: {said}",
    )
    assert (tmp_path / "run" / "run.json").read_text(encoding="utf-8") == before


def test_a_run_that_was_killed_before_it_was_one_is_begun_again(tmp_path: Path) -> None:
    for name in ("owner.lock", "owner.json", "owner.json.part", "run.json.part"):
        (tmp_path / name).write_text("{", encoding="utf-8")
    run = RunDirectory.open(tmp_path)
    assert run.state["status"] == "new"
    run.close()
