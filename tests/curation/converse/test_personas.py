"""Personas: two that differ in a word or two are one."""

from bookwright.agents.converse.items import Persona
from bookwright.curation.converse.personas import Personas


def test_a_persona_like_an_earlier_one_counts_as_that() -> None:
    seen = Personas()
    first = Persona(who="A hospital nurse who shares a terminal on a night ward.", wants="To know when the terminal logs out.")
    twin = Persona(who="A nurse who shares a hospital terminal on a ward.", wants="To know when the terminal logs out.")
    other = Persona(who="An auditor new to access rules.", wants="To see what must be written down.")
    assert [seen.keep(one) for one in (first, twin, other)] == [first, first, other]
    assert seen.kept == [first, other]
