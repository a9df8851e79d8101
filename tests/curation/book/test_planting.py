"""Planting: a book with a known fault, the same for the same seed, which the checks find where it was planted."""

import pytest

from bookwright.curation.book.book import Book
from bookwright.curation.book.consistency import inconsistencies
from bookwright.curation.book.planting import WAYS, Inconsistency, plant
from bookwright.curation.book.planting.way import Way
from tests.curation.book.conftest import book, section

ROD = "A scram rod is a bar that takes up neutrons."
SOUND = book(
    section(
        "1.1",
        (
            "The Halden reactor must not run above 25 MW, because its cooling loop was never tested beyond that power.",
            "The cooling loop of the reactor was built by Weber in the spring of the same year.",
            "The council of the institute has eleven members, who meet on the first of March.",
        ),
    ),
    section(
        "1.2",
        ("The scram rod is let into the core within 2 seconds after the alarm was given by the operator.", ROD),
        ("The pump increases the pressure in the loop before the valve is opened.", "The coolant is warmer than the water in the tank."),
        terms={"scram rod": ROD},
    ),
    section(
        "1.3",
        "The control room needs a second door on its northern side.",
        "The operators have at least 10 days of training in the hall.",
        "The hall has a second crane beside the northern door.",
        "The new pump of the loop is faster than the pump before it.",
        "The old fuel is not stored in the hall of the reactor.",
    ),
)
EVERY = [(kind, way) for kind, ways in WAYS.items() for way in ways]


def test_the_sound_book_has_no_finding() -> None:
    assert inconsistencies(SOUND) == ()


@pytest.mark.parametrize(("kind", "way"), EVERY, ids=lambda value: getattr(value, "name", str(value)))
def test_what_is_planted_is_found_in_its_sections(kind: Inconsistency, way: Way) -> None:
    planted = plant(way, SOUND, "1")
    assert planted is not None
    assert planted.book != SOUND
    assert kind in [finding.kind for finding in inconsistencies(planted.book) if set(finding.sections) == set(planted.sections)]


@pytest.mark.parametrize(("kind", "way"), EVERY, ids=lambda value: getattr(value, "name", str(value)))
def test_the_same_seed_plants_the_same_and_evidence_stays_whole(kind: Inconsistency, way: Way) -> None:
    planted = plant(way, SOUND, "2")
    assert planted is not None
    assert plant(way, SOUND, "2") == planted
    for each in planted.book.sections:
        assert all(index < len(each.draft.evidence) for claim in each.draft.claims for index in claim.evidence)


@pytest.mark.parametrize(("kind", "way"), EVERY, ids=lambda value: getattr(value, "name", str(value)))
def test_a_book_that_gives_no_hold_is_left_alone(kind: Inconsistency, way: Way) -> None:
    empty: Book = book(section("1.1"))
    assert plant(way, empty, "1") is None
