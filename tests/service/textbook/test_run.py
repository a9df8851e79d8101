"""A book in a run directory: made, gone on with, planned by a person, stopped."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bookwright.errors import InputError, RunStopped
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.service.budget import Budget
from bookwright.service.status import read_status
from bookwright.service.status_told import how_to_go_on
from bookwright.service.textbook.run import WAITING, run_textbook
from bookwright.service.textbook.settings import BookSettings
from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command, Silent
from tests.service.textbook.conftest import Made, book_settings

ROWS = ("records.jsonl", "rejects.jsonl", "book/book.json", "book/book.html", "book/book.md", "plan.yaml")


def contents(run: Path) -> dict[str, str]:
    """What a run has made, by file."""
    return {name: (run / name).read_text(encoding="utf-8") for name in ROWS}


def edited(run: Path, change: Any) -> None:
    """Changes the plan as a person would."""
    plan = yaml.safe_load((run / "plan.yaml").read_text(encoding="utf-8"))
    change(plan)
    (run / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")


def test_rules_make_a_study_guide_that_keeps_its_promises(guide: Made, tmp_path: Path) -> None:
    summary = guide()
    assert (summary.status, summary.makers["writer"]) == ("finished", "rules")
    assert broken_promises(tmp_path / "run") == []
    records = rows(tmp_path / "run", "records.jsonl")
    assert {record["kind"] for record in records} == {"section", "exercise", "glossary"}
    told = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert (told["kind"], told["counts"]["sections"]) == ("textbook", sum(record["kind"] == "section" for record in records))
    assert "Study guide" in (tmp_path / "run" / "book" / "book.html").read_text(encoding="utf-8")


def test_the_same_sources_give_the_same_bytes(guide: Made, tmp_path: Path) -> None:
    guide("one")
    guide("other")
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
    assert (tmp_path / "one/book/book.epub").read_bytes() == (tmp_path / "other/book/book.epub").read_bytes()


def test_a_model_makes_a_book_once_and_is_not_asked_again(shelf: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = book_settings(shelf, tmp_path / "run", endpoint)
    assert run_textbook(settings, Silent()).status == "finished"
    assert broken_promises(tmp_path / "run") == []
    made, asked = contents(tmp_path / "run"), endpoint.served()["asked"]
    run_textbook(settings, Silent())
    assert (contents(tmp_path / "run"), endpoint.served()["asked"]) == (made, asked)
    found = read_status(tmp_path / "run")
    assert (found.kind, found.status, found.work.done == found.work.total) == ("textbook", "finished", True)


def test_a_plan_is_reviewed_edited_and_followed(shelf: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    reviewed = TextbookSettings(review_plan=True)
    settings = book_settings(shelf, tmp_path / "run", endpoint, textbook=reviewed)
    assert run_textbook(settings, Silent()).status == WAITING
    found = read_status(tmp_path / "run")
    assert (found.status, found.stopped_by) == ("stopped", "review")
    assert f"The plan is in {tmp_path / 'run' / 'plan.yaml'}" in how_to_go_on(found)
    asked = endpoint.served()["asked"]

    def rename(plan: dict[str, Any]) -> None:
        plan["title"] = "Doors and visits"
        plan["chapters"][0]["sections"][0]["title"] = "What keeps a door shut"

    edited(tmp_path / "run", rename)
    assert run_textbook(settings, Silent()).status == "finished"
    book = json.loads((tmp_path / "run" / "book" / "book.json").read_text(encoding="utf-8"))
    assert (book["title"], book["chapters"][0]["sections"][0]["title"]) == ("Doors and visits", "What keeps a door shut")
    assert endpoint.served()["asked"] > asked


def test_a_plan_that_nobody_was_given_is_reviewed_also_after_a_finished_book(guide: Made, tmp_path: Path) -> None:
    guide()
    before = {name: text for name, text in contents(tmp_path / "run").items() if name != "plan.yaml"}
    assert guide(review_plan=True, title="Doors").status == WAITING
    assert {name: text for name, text in contents(tmp_path / "run").items() if name != "plan.yaml"} == before
    assert broken_promises(tmp_path / "run") == []
    assert guide(review_plan=True, title="Doors").status == "finished"
    assert json.loads((tmp_path / "run" / "book" / "book.json").read_text(encoding="utf-8"))["title"] == "Doors"


def test_a_finished_book_stays_as_it_is_when_the_next_go_is_stopped(shelf: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    run_textbook(book_settings(shelf, tmp_path / "run", endpoint), Silent())
    before = contents(tmp_path / "run")
    (shelf / "more.md").write_text((shelf / "locks.md").read_text(encoding="utf-8").replace("lock", "bolt"), encoding="utf-8")
    spent = read_status(tmp_path / "run").paid.calls
    with pytest.raises(RunStopped):
        run_textbook(book_settings(shelf, tmp_path / "run", endpoint, budget=Budget.parse(f"{spent + 3} calls")), Silent())
    assert {name: text for name, text in contents(tmp_path / "run").items() if name != "plan.yaml"} == {
        name: text for name, text in before.items() if name != "plan.yaml"
    }
    assert broken_promises(tmp_path / "run") == []
    assert read_status(tmp_path / "run").status == "finished"


def test_an_edited_plan_is_followed_without_being_asked_for(guide: Made, tmp_path: Path) -> None:
    guide()
    edited(tmp_path / "run", lambda plan: plan["chapters"][0].update(title="All about doors"))
    guide()
    book = json.loads((tmp_path / "run" / "book" / "book.json").read_text(encoding="utf-8"))
    assert book["chapters"][0]["title"] == "All about doors"
    assert broken_promises(tmp_path / "run") == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda section: section.update(prerequisites=[section["id"]]), "its prerequisites go in a circle"),
        (lambda section: section.update(passages=["gone"]), "the library holds no passage gone"),
        (lambda section: section.update(passages=[]), "passages: is empty; give at least one"),
        (lambda section: section.update(passages=""), "passages: is empty; give at least one"),
        (lambda section: section.update(objectives=[]), "objectives: is empty; give at least one"),
    ],
)
def test_a_plan_edited_into_nonsense_is_refused_and_nothing_is_lost(guide: Made, tmp_path: Path, change: Any, words: str) -> None:
    guide()
    before = {name: text for name, text in contents(tmp_path / "run").items() if name != "plan.yaml"}
    edited(tmp_path / "run", lambda plan: change(plan["chapters"][0]["sections"][0]))
    with pytest.raises(InputError, match=r"plan\.yaml: ") as told:
        guide()
    assert words in str(told.value)
    assert "Input should" not in str(told.value)
    assert {name: text for name, text in contents(tmp_path / "run").items() if name != "plan.yaml"} == before


@pytest.mark.parametrize("calls", [1, 2, 5, 9, 14])
def test_a_budget_stops_the_book_and_a_larger_one_ends_it_as_if_it_never_had(
    shelf: Path, endpoint: Endpoint, tmp_path: Path, calls: int
) -> None:
    run_textbook(book_settings(shelf, tmp_path / "whole", endpoint), Silent())
    with pytest.raises(RunStopped):
        run_textbook(book_settings(shelf, tmp_path / "run", endpoint, budget=Budget.parse(f"{calls} calls")), Silent())
    spent = read_status(tmp_path / "run").paid.calls
    assert spent <= calls
    asked = endpoint.served()["asked"]
    run_textbook(book_settings(shelf, tmp_path / "run", endpoint), Silent())
    assert contents(tmp_path / "run") == contents(tmp_path / "whole")
    assert endpoint.served()["asked"] - asked == read_status(tmp_path / "whole").paid.calls - spent


def test_a_recorded_book_is_made_again_without_a_model(shelf: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    run_textbook(book_settings(shelf, tmp_path / "run", endpoint), Silent())
    asked = endpoint.served()["asked"]
    assert run_textbook(book_settings(shelf, tmp_path / "run", endpoint, replay="strict"), Silent()).status == "finished"
    assert endpoint.served()["asked"] == asked


def test_a_plan_that_cannot_be_followed_is_refused_before_documents_are_read(guide: Made, tmp_path: Path) -> None:
    guide()
    edited(tmp_path / "run", lambda plan: plan["chapters"][0]["sections"][0].update(passages=""))
    heard = Silent()
    with pytest.raises(InputError):
        run_textbook(BookSettings(sources=(str(tmp_path / "shelf"),), out=tmp_path / "run"), heard)
    assert heard.words == []


def test_more_chapters_than_the_sources_hold_give_a_smaller_book(guide: Made, tmp_path: Path) -> None:
    counts = guide(chapters=10).counts
    assert 1 <= counts["chapters"] <= 2
    assert counts["sections"]
    assert broken_promises(tmp_path / "run") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--budget", "5 calls"), "--budget, --judge and --replay are about a model's answers"),
        (("--language", "english"), '"english" is no code of ISO 639'),
        (("--chapters", "0"), "--chapters"),
        (("--audience", "cats"), "--audience"),
    ],
)
def test_options_that_make_no_sense_are_told_in_a_line(bookwright: Command, shelf: Path, arguments: tuple[str, ...], words: str) -> None:
    done = bookwright("textbook", shelf, "--out", "run", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


ENGLISH = (
    "# Bread\n\nSourdough is a mixture of flour and water in which wild yeast and bacteria live. The starter must be fed every day, "
    "because the yeast runs out of sugar. Gluten is a network of proteins that holds the gas in the dough.\n"
)
GERMAN = (
    "# Brot\n\nSauerteig ist eine Mischung aus Mehl und Wasser, in der wilde Hefen und Bakterien leben. Der Ansatz muss jeden Tag "
    "gefüttert werden, weil den Hefen sonst der Zucker ausgeht. Gluten ist ein Netz aus Eiweißen, das das Gas im Teig hält. Wenn die "
    "Kruste zu schnell dunkel wird, deckt man sie mit Folie ab.\n"
)
CODE = "```python\ndef find(items, wanted):\n    return items.index(wanted)\n```\n"
SHORT = "# Note\n\nBees fly.\n"
TABLE = "| metal | symbol |\n|---|---|\n| iron | Fe |\n| gold | Au |\n"


def test_a_sound_page_beside_others_makes_a_book(bookwright: Command, tmp_path: Path) -> None:
    (tmp_path / "mixed").mkdir()
    for name, text in {"de.md": GERMAN, "en.md": ENGLISH, "prog.py": "print(1)\n"}.items():
        (tmp_path / "mixed" / name).write_text(text, encoding="utf-8")
    done = bookwright("textbook", "mixed", "--out", "run", "--chapters", "9")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 planned" in done.stdout
    assert "1 chapter, " in done.stdout
    assert "skipped prog.py: is of no kind that is read" in done.stderr
    assert "an outline for 1 chapter, and no more are made" in done.stderr
    assert "not in English" in (tmp_path / "run" / "book" / "book.md").read_text(encoding="utf-8")
    assert "1 of 1 done, 1 of them in the book" in bookwright("run", "status", "run").stdout


def test_sources_that_hold_nothing_to_teach_are_named_each_with_its_reason(bookwright: Command, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for name, text in {"a.md": GERMAN, "b.md": CODE * 6, "c.md": TABLE + "| lead | Pb |\n" * 9, "d.md": SHORT}.items():
        (tmp_path / "none" / name).write_text(text, encoding="utf-8")
    done = bookwright("textbook", "none", "--out", "run")
    assert done.returncode == 2
    assert "skipped d.md: holds only" in done.stderr
    told = done.stderr.splitlines()[-1]
    for words in ("a.md is not in English", "b.md holds only code", "c.md holds only tables"):
        assert words in told


@pytest.mark.parametrize("text", ["fn main() {}\n", "```rust\nfn main() { let x = 1; }\n```\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"])
def test_sources_without_prose_are_told_in_a_line(bookwright: Command, tmp_path: Path, text: str) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "main.md").write_text(text * 40, encoding="utf-8")
    done = bookwright("textbook", "code", "--out", "run")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert done.stderr.splitlines()[-1].startswith("bookwright: nothing ")


def test_the_command_says_what_it_made_and_where(bookwright: Command, shelf: Path) -> None:
    done = bookwright("textbook", shelf, "--out", "run")
    assert done.returncode == 0, done.stderr
    assert "study guide" in done.stderr
    assert "run/book/book.html" in done.stdout
    report = bookwright("report", "run")
    assert report.returncode == 2
    assert "run/book/book.html" in report.stderr


def test_sources_that_contradict_each_other_are_both_cited(bookwright: Command, shelf: Path, tmp_path: Path) -> None:
    other = (
        (shelf / "locks.md").read_text(encoding="utf-8").replace("# Locks", "# Doors and locks").replace("after 10 years", "after 25 years")
    )
    (shelf / "doors.md").write_text(other.replace("The porter counts", "Each evening the guard counts"), encoding="utf-8")
    assert bookwright("textbook", shelf, "--out", "run").returncode == 0
    assert broken_promises(tmp_path / "run") == []
    records = rows(tmp_path / "run", "records.jsonl")
    told = [
        [claim["text"] for claim in part["claims"]]
        for record in records
        if record["kind"] == "section"
        for part in record["parts"]
        if part["kind"] == "conflict"
    ]
    assert told
    assert all("10 years" in " ".join(sides) and "25 years" in " ".join(sides) for sides in told)
    assert "disagree" in (tmp_path / "run" / "book" / "book.html").read_text(encoding="utf-8")
