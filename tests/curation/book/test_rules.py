"""Rules of the sources: which sentences state one, and which of them nothing takes up."""

import pytest

from bookwright.curation.book.rules import rules_of, states_a_rule, untold
from bookwright.knowledge.library import Library
from tests.curation.book.conftest import document, evidence


@pytest.mark.parametrize(
    ("sentence", "is_rule"),
    [
        ("The keeper must trim the wick at dusk.", True),
        ("A session may not last longer than the day.", True),
        ("By default the lamp burns for an hour.", True),
        ("At most four boats lie at the quay.", True),
        ("Do not wash the glass with cold water.", True),
        ("The password should be changed after a theft.", True),
        ("The lamp burns rapeseed oil and gives a steady light.", False),
        ("Keepers must do all of the following:", False),
        ("You must.", False),
    ],
)
def test_a_rule_obliges_forbids_limits_or_sets_a_default(sentence: str, is_rule: bool) -> None:
    assert states_a_rule(sentence) is is_rule


def test_the_rules_of_a_library_are_told_by_passage(library: Library) -> None:
    stored = document("lamps.md", (1, "Lamps"), "The lamp burns oil all night. The keeper must trim the wick at dusk.")
    library.add([stored])
    found = rules_of(library)
    assert [rule.quote for rules in found.values() for rule in rules] == ["The keeper must trim the wick at dusk."]
    ((rule,),) = found.values()
    assert stored.text[rule.start : rule.end] == rule.quote


def test_a_rule_is_taken_up_where_evidence_shares_a_character_with_it_or_with_its_like() -> None:
    wick, glass, again = evidence("Trim the wick.", 0), evidence("Wash the glass.", 20), evidence("Trim the wick.", 0, "other")
    assert untold([wick, glass, wick], []) == (wick, glass)
    assert untold([wick, glass], [evidence("k.", 12)]) == (glass,)
    assert untold([wick, glass], [evidence("k.", 12, "other")]) == (wick, glass)
    assert untold([wick, again], [wick]) == ()
