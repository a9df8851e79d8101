"""Where a section and a book go next: pure functions of the state and the settings."""

from typing import Literal

from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import SectionState
from bookwright.graphs.textbook.ways import SectionWay


def wants_revision(way: SectionWay, settings: TextbookSettings) -> bool:
    """Whether a section has faults, and rounds left to mend them."""
    return way.under_way and bool(way.faults) and way.rounds < settings.rounds


def after_writing(state: SectionState) -> Literal["critique", "settle"]:
    """A section that was not written is done."""
    return "critique" if "way" in state else "settle"


def after_critique(state: SectionState, settings: TextbookSettings) -> Literal["revise", "judge"]:
    """Back to the reviser while there is something to mend; then to the judges."""
    return "revise" if wants_revision(state["way"], settings) else "judge"


def after_judging(state: SectionState, settings: TextbookSettings) -> Literal["examine", "settle"]:
    """Exercises are set on what the judges have accepted."""
    return "examine" if settings.exercises and state["way"].accepted else "settle"


def after_examining(state: SectionState) -> Literal["solve", "settle"]:
    """Without exercises there is nothing to solve."""
    return "solve" if state["exercises"] else "settle"
