"""Personas: two that differ in a word or two are one."""

from bookwright.agents.converse.items import Persona
from bookwright.curation.converse.personas import Personas, fitting


def test_a_persona_like_an_earlier_one_counts_as_that() -> None:
    seen = Personas()
    first = Persona(who="A hospital nurse who shares a terminal on a night ward.", wants="To know when the terminal logs out.")
    twin = Persona(who="A nurse who shares a hospital terminal on a ward.", wants="To know when the terminal logs out.")
    other = Persona(who="An auditor new to access rules.", wants="To see what must be written down.")
    assert [seen.keep(one) for one in (first, twin, other)] == [first, first, other]
    assert seen.kept == [first, other]


NURSE = Persona(who="A nurse who shares a terminal on a ward.", wants="To know when the terminal logs out.")
AUDITOR = Persona(who="An auditor of a bank.", wants="To see which records of a session must be kept, and for how many years.")
VISITOR = Persona(who="Somebody else.", wants="To look around.")


def test_a_passage_is_for_those_whose_words_it_has() -> None:
    everybody = [NURSE, AUDITOR, VISITOR]
    assert fitting("A terminal on a ward logs a nurse out after ten minutes.", everybody) == [NURSE]
    assert fitting("Records of every session are kept for six years.", everybody) == [AUDITOR]
    assert fitting("Records of every session are kept for six years.", everybody[::-1]) == [AUDITOR]


def test_where_it_has_nothing_of_anybody_it_is_for_all() -> None:
    assert fitting("Bread rises.", [NURSE, AUDITOR]) == [NURSE, AUDITOR]
    assert fitting("Bread rises.", []) == []


def test_telling_more_of_oneself_is_no_merit() -> None:
    talkative = Persona(who=f"{AUDITOR.described} {NURSE.described} Who also sails, bakes, paints, sings and collects old radio sets.")
    assert fitting("Records of every session are kept for six years.", [talkative, AUDITOR]) == [AUDITOR]
