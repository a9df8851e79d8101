"""Where a state goes next: pure functions of the state and the settings."""

from typing import Literal

from bookwright.graphs.lineage import Lineage
from bookwright.graphs.settings import QASettings
from bookwright.graphs.state import QAState


def wants_revision(lineage: Lineage, settings: QASettings) -> bool:
    """Whether a draft has faults and either rounds left to mend them or a plainer draft to go back to."""
    return lineage.under_way and bool(lineage.faults) and (lineage.rounds < settings.rounds or lineage.evolved_from is not None)


def after_writing(state: QAState) -> Literal["evolve", "settle"]:
    """Passages on which nothing was written are done."""
    return "evolve" if any(lineage.under_way for lineage in state["lineages"]) else "settle"


def after_critique(state: QAState, settings: QASettings) -> Literal["revise", "judge"]:
    """Back to the reviser while any draft wants it; then all go to the judge together."""
    return "revise" if any(wants_revision(lineage, settings) for lineage in state["lineages"]) else "judge"


def after_judging(state: QAState, *, answering: bool) -> Literal["answer", "settle"]:
    """To the answerers, if there are any, with what the judges have accepted."""
    return "answer" if answering and any(lineage.accepted for lineage in state["lineages"]) else "settle"
