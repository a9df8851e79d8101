"""The index: glossary terms and key terms of the passages, with the sections where they stand."""

from bookwright.curation.book.glossary import glossary_of
from bookwright.curation.book.index_entries import index_of
from bookwright.knowledge.passage import Passage
from tests.curation.book.conftest import section

SECTIONS = [
    section("1.1", "The core is hot.", terms={"control rod": "A control rod is a bar that takes up neutrons."}),
    section("1.2", "Two control rods were lowered into the coolant."),
]


def passage(*key_terms: str) -> Passage:
    return Passage(id="p", document_id="d", start=0, end=1, text="x", key_terms=key_terms)


def test_it_holds_terms_and_key_terms_that_stand_in_sections() -> None:
    entries = index_of(SECTIONS, glossary_of(SECTIONS), [passage("Coolant:", "control rods", "turbine", "the")])
    assert [(entry.name, entry.sections) for entry in entries] == [("control rod", ("1.1", "1.2")), ("Coolant", ("1.2",))]


def test_a_term_stands_where_its_words_follow_each_other() -> None:
    apart = section("1.1", "A rod is no control of the core.")
    assert [entry.sections for entry in index_of([apart, SECTIONS[1]], (), [passage("control rod")])] == [("1.2",)]


def test_a_remark_in_bold_is_no_word_to_look_up() -> None:
    assert index_of(SECTIONS, (), [passage("Two control rods were lowered into the coolant")]) == ()


def test_a_key_term_that_is_everywhere_leads_nowhere() -> None:
    many = [section(f"1.{number}", "The reactor runs.", "The pump fails." if number == 3 else "It is hot.") for number in range(8)]
    assert [entry.name for entry in index_of(many, (), [passage("reactor", "pump")])] == ["pump"]


def test_numbers_labels_and_quotation_marks_are_no_words_to_look_up() -> None:
    told = section("1.1", "Note 2.1: the “Content” of a core must not leak, with a warning.")
    assert [entry.name for entry in index_of([told], (), [passage("2.1", "Note", "“Content”", "must not", "Warning")])] == ["Content"]
