"""The glossary: every term once, as first defined, with the sections that use it."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.book.glossary import glossary_of
from bookwright.curation.book.sorting import sort_key
from tests.curation.book.conftest import section

ROD = "A control rod is a bar that takes up neutrons."


def test_the_first_definition_in_reading_order_wins() -> None:
    (entry,) = glossary_of(
        [section("1.1", terms={"control rod": ROD}), section("1.2", terms={"A Control Rod": "A control rod is a long bar."})]
    )
    assert (entry.name, entry.definition, entry.defined_in, entry.made_by) == ("control rod", ROD, "1.1", "m")
    assert [piece.quote for piece in entry.evidence] == [ROD]


def test_it_names_the_sections_that_use_the_term_in_any_form() -> None:
    sections = [
        section("1.1", "The core is hot.", terms={"control rod": ROD}),
        section("1.2", "Two control rods were lowered."),
        section("1.3", "The controls and the rod are separate."),
        section("1.4", "The uncontrol rodeo is over."),
    ]
    assert glossary_of(sections)[0].used_in == ("1.2",)


def test_entries_stand_where_a_reader_looks_for_them() -> None:
    names = ["Zircaloy", "émission", "the core", '"Access"', "absorber", "Eddy"]
    entries = glossary_of([section("1.1", terms={name: f"{name} is a thing." for name in names})])
    assert [entry.name for entry in entries] == ["absorber", '"Access"', "the core", "Eddy", "émission", "Zircaloy"]


def test_a_term_without_letters_is_none() -> None:
    assert glossary_of([section("1.1", terms={"—": "It is nothing."})]) == ()


@given(st.lists(st.text(max_size=12)))
def test_the_order_is_total(names: list[str]) -> None:
    once = sorted(names, key=sort_key)
    assert once == sorted(sorted(names), key=sort_key)


def test_a_term_that_a_contract_defines_for_itself_is_used_only_where_that_is_cited() -> None:
    own = '"Service" means the lamps that the harbour lends.'
    elsewhere = section("1.3", "The service of a church is long.")
    pieces = tuple(piece.model_copy(update={"document_id": "other"}) for piece in elsewhere.draft.evidence)
    elsewhere = elsewhere.model_copy(update={"draft": elsewhere.draft.model_copy(update={"evidence": pieces})})
    sections = [section("1.1", "All is lit.", terms={"Service": own}), section("1.2", "The service is free."), elsewhere]
    assert glossary_of(sections)[0].used_in == ("1.2",)
