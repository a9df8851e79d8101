"""The benchmark of consistency: its book is the sources' own words, and it tells a found fault from a missed one."""

from pathlib import Path

import pytest
from benchmarks.consistency.__main__ import is_found, is_true, read_book

from bookwright.curation.book.book import Book, Finding
from bookwright.curation.book.planting import Inconsistency
from bookwright.curation.book.planting.way import Planted

PUMPS = "# Pumps\n\nA pump is a machine that moves a fluid from one place to another. It is sound, since it was tested twice.\n"
VALVES = "# Valves\n\nA valve is a machine that opens and closes a pipe. The pump is stopped before the valve is closed by hand.\n"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    for name, text in (("pumps.md", PUMPS), ("valves.md", VALVES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read_book(tmp_path)


def test_the_book_says_what_its_sources_say(book: Book) -> None:
    assert [[claim.text for claim in section.draft.claims] for section in book.sections] == [
        ["A pump is a machine that moves a fluid from one place to another.", "It is sound, since it was tested twice."],
        ["A valve is a machine that opens and closes a pipe.", "The pump is stopped before the valve is closed by hand."],
    ]
    assert [section.title for section in book.sections] == ["Pumps", "Valves"]
    assert [(entry.name, entry.defined_in) for entry in book.glossary] == [("pump", "1.1"), ("valve", "2.1")]


def test_an_alarm_that_the_letters_do_not_bear_out_is_false(book: Book) -> None:
    alarm = Finding(kind="early_use", sections=("1.1", "2.1"), quote="The valves are old.", reason="uses “valve” before")
    assert is_true(alarm, book)
    assert not is_true(alarm.model_copy(update={"sections": ("2.1", "1.1")}), book)
    assert not is_true(alarm.model_copy(update={"quote": "The pumps are old."}), book)
    assert not is_true(alarm.model_copy(update={"kind": "contradiction"}), book)


def test_a_fault_is_found_only_in_its_sections_and_words(book: Book) -> None:
    fault = Planted(book, ("1.1", "2.1"), "It has 9 lives.")
    near = Finding(kind="contradiction", sections=("2.1", "1.1"), quote="It has 9 lives.", reason="against “It has 7 lives.”: 9, not 7")
    assert is_found(fault, Inconsistency.CONTRADICTION, [near])
    assert not is_found(fault, Inconsistency.CONTRADICTION, [near.model_copy(update={"sections": ("1.1", "1.2")})])
    assert not is_found(fault, Inconsistency.CONTRADICTION, [near.model_copy(update={"quote": "It has 8 lives."})])
