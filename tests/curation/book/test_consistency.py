"""Consistency: what is wrong across the sections of a book is found, and a sound book is left in peace."""

import pytest

from bookwright.agents.textbook.items import Part, PartKind
from bookwright.curation.book.book import Book, Chapter
from bookwright.curation.book.consistency import inconsistencies
from bookwright.curation.book.glossary import glossary_of
from tests.curation.book.conftest import book, section

ROD = "A scram rod is a bar that takes up neutrons."
PARAGRAPH = (
    "The coolant pump keeps the coolant of the reactor moving through the core at all times.",
    "When the pump stops, the operators have ten seconds to lower the control rods by hand.",
    "Every stop of the pump is written down in the log book of the control room.",
)


def kinds(made: Book) -> list[tuple[str, tuple[str, ...]]]:
    return [(finding.kind, finding.sections) for finding in inconsistencies(made)]


def test_a_sound_book_has_no_finding() -> None:
    made = book(
        section("1.1", "The core is hot.", terms={"scram rod": ROD}),
        section("1.2", *PARAGRAPH, prerequisites=("1.1",)),
        section("1.3", "The scram rod falls into the core within a second."),
    )
    assert kinds(made) == []


def test_a_term_used_before_the_section_that_defines_it() -> None:
    made = book(section("1.1", "The scram rod falls into the core within a second."), section("1.2", terms={"scram rod": ROD}))
    (finding,) = inconsistencies(made)
    assert (finding.kind, finding.sections) == ("early_use", ("1.1", "1.2"))
    assert finding.quote == "The scram rod falls into the core within a second."


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The bar is called a scram rod by those who work there.", "it is explained in passing"),
        ("The scram rod (a bar that takes up neutrons) falls into the core.", "it is explained in brackets"),
        ("We will lower the scram rod in the next chapter.", "the book says that it comes later"),
        ("The scram rod drive falls into the core within a second.", "it is part of the name of something else"),
        ("Scram Rods and Pumps", "no sentence"),
    ],
)
def test_what_is_no_use_of_a_term_is_let_pass(sentence: str, why: str) -> None:
    assert kinds(book(section("1.1", sentence), section("1.2", terms={"scram rod": ROD}))) == [], why


def test_a_prerequisite_may_define_the_term_though_it_stands_later() -> None:
    made = book(
        section("1.1", "The scram rod falls into the core within a second.", prerequisites=("1.2",)),
        section("1.2", terms={"scram rod": ROD}),
    )
    assert kinds(made) == [("prerequisites", ("1.1", "1.2"))]


def test_an_everyday_word_may_be_meant_as_everybody_means_it() -> None:
    made = book(section("1.1", "The package is on the table."), section("1.2", terms={"package": "A package is a set of fuel rods."}))
    assert kinds(made) == []


def test_a_term_spelt_with_a_capital_is_only_used_with_it() -> None:
    told = {"Crate": "“Crate” means a box of fuel that was never opened."}
    assert kinds(book(section("1.1", "The old crate is empty again."), section("1.2", terms=told))) == []
    assert kinds(book(section("1.1", "The old hall holds a Crate."), section("1.2", terms=told))) == [("early_use", ("1.1", "1.2"))]


def test_other_languages_than_english_are_not_read_for_early_uses() -> None:
    made = book(section("1.1", "The scram rod falls into the core."), section("1.2", terms={"scram rod": ROD}), language="de")
    assert kinds(made) == []


def test_two_sections_that_contradict_each_other() -> None:
    made = book(
        section("1.1", "The Halden reactor must not run above 25 MW in any test."),
        section("1.2", "The Halden reactor must not run above 30 MW in any test."),
    )
    (finding,) = inconsistencies(made)
    assert (finding.kind, finding.sections) == ("contradiction", ("1.1", "1.2"))
    assert "25" in finding.reason
    assert "30" in finding.reason


def test_a_part_that_tells_of_a_conflict_between_sources_takes_no_side() -> None:
    told = section("1.2", "The Halden reactor must not run above 30 MW in any test.")
    (part,) = told.draft.parts
    parts = {"parts": (part.model_copy(update={"kind": PartKind.CONFLICT}),)}
    told = told.model_copy(update={"draft": told.draft.model_copy(update=parts)})
    assert kinds(book(section("1.1", "The Halden reactor must not run above 25 MW in any test."), told)) == []


def test_sections_with_parallel_titles_speak_of_two_things() -> None:
    said = "The operator must be authenticated again after {} minutes of rest."
    made = book(
        section("1.1", said.format(30), title="Assurance Level 2"),
        section("1.2", said.format(15), title="Assurance Level 3"),
    )
    assert kinds(made) == []


def test_a_paragraph_that_was_read_before() -> None:
    made = book(section("1.1", "The core is hot.", PARAGRAPH), section("1.2", (*PARAGRAPH[::-1], "The hall is cold.")))
    assert kinds(made) == [("repetition", ("1.1", "1.2"))]


def test_one_sentence_told_twice_is_no_paragraph() -> None:
    assert kinds(book(section("1.1", PARAGRAPH), section("1.2", PARAGRAPH[0]))) == []


def test_a_section_may_sum_itself_up() -> None:
    told = section("1.1", PARAGRAPH)
    summed = (*told.draft.parts, Part(kind=PartKind.SUMMARY, claims=told.draft.parts[0].claims))
    again = told.model_copy(update={"draft": told.draft.model_copy(update={"parts": summed})})
    assert kinds(book(again)) == []


def test_prerequisites_that_go_in_a_circle() -> None:
    made = book(section("1.1", prerequisites=("1.3",)), section("1.2", prerequisites=("1.1",)), section("1.3", prerequisites=("1.2",)))
    (finding,) = inconsistencies(made)
    assert finding.kind == "prerequisites"
    assert set(finding.sections) == {"1.1", "1.2", "1.3"}


def test_a_prerequisite_that_is_not_in_the_book_is_no_finding() -> None:
    assert kinds(book(section("1.1", prerequisites=("9.9",)))) == []


def test_a_term_that_is_defined_otherwise_later() -> None:
    other = "A scram rod is the handle of an emergency brake in old railway carriages."
    made = book(section("1.1", terms={"scram rod": ROD}), section("1.2", terms={"Scram rods": other}))
    assert kinds(made) == [("redefined", ("1.1", "1.2"))]


def test_a_term_defined_again_in_other_words_is_not_redefined() -> None:
    again = "A scram rod is a long bar which takes up the neutrons of the core."
    assert kinds(book(section("1.1", terms={"scram rod": ROD}), section("1.2", terms={"scram rod": again}))) == []


def test_chapters_are_read_one_after_the_other() -> None:
    sections = section("1.1", "The core is hot.", terms={"scram rod": ROD}), section("2.1", "The scram rod falls into the core at once.")
    chapters = tuple(Chapter(number=number, title=f"Part {number}", sections=(each,)) for number, each in enumerate(sections, 1))
    assert kinds(book(*sections).model_copy(update={"chapters": chapters})) == []
    turned = book(*sections).model_copy(update={"chapters": chapters[::-1], "glossary": glossary_of(sections[::-1])})
    assert kinds(turned) == [("early_use", ("2.1", "1.1"))]
