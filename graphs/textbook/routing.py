"""Where a section and a book go next: pure functions of the state and the settings."""

from typing import Literal

from bookwright.curation.book.pruning import pruned
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import SectionState
from bookwright.graphs.textbook.ways import ExerciseWay, SectionWay

MOST_PRUNINGS = 2
MOST_MENDINGS = 1


def wants_revision(way: SectionWay, settings: TextbookSettings) -> bool:
    """Whether a section has faults, and rounds left to mend them."""
    return way.under_way and bool(way.faults) and way.rounds < settings.rounds


def wants_pruning(way: SectionWay) -> bool:
    """Whether what keeps a section from its judges can be taken out of it."""
    return way.under_way and bool(way.blocking) and way.prunings < MOST_PRUNINGS and pruned(way.draft, way.blocking) is not None


def wants_mending(way: ExerciseWay, settings: TextbookSettings) -> bool:
    """Whether an exercise was rejected for what can be mended, and was not mended yet."""
    return bool(way.objections) and way.rounds < min(settings.rounds, MOST_MENDINGS)


def after_writing(state: SectionState) -> Literal["critique", "settle"]:
    """A section that was not written is done."""
    return "critique" if "way" in state else "settle"


def after_critique(state: SectionState, settings: TextbookSettings) -> Literal["revise", "prune", "judge"]:
    """To the reviser while there is something to mend and a round left; then what cannot stay is taken out; then to the judges."""
    if wants_revision(state["way"], settings):
        return "revise"
    return "prune" if wants_pruning(state["way"]) else "judge"


def after_judging(state: SectionState, settings: TextbookSettings) -> Literal["examine", "settle"]:
    """Exercises are set on what the judges have accepted."""
    return "examine" if settings.exercises and state["way"].accepted else "settle"


def after_examining(state: SectionState) -> Literal["solve", "settle"]:
    """Without exercises there is nothing to solve."""
    return "solve" if state["exercises"] else "settle"


def after_appraising(state: SectionState, settings: TextbookSettings) -> Literal["mend", "choose"]:
    """Back to the reviser with what can be mended, while fewer are accepted than are wanted; then to the choice."""
    accepted = sum(way.accepted for way in state["exercises"])
    mendable = any(wants_mending(way, settings) for way in state["exercises"])
    return "mend" if mendable and accepted < settings.exercises else "choose"
