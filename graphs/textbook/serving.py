"""Objectives that the written section serves."""

from collections.abc import Mapping

from bookwright.agents.textbook.plan import Objective, Plan, PlannedSection
from bookwright.graphs.textbook.ways import Outcome


def served(plan: Plan, outcomes: Mapping[str, Outcome]) -> Plan:
    """The plan of a study guide with only those objectives that an accepted exercise trains or a definition answers. A section keeps its
    last one where it serves none; one that was not written keeps all."""
    chapters = (
        chapter.model_copy(update={"sections": tuple(_serving(section, outcomes[section.id]) for section in chapter.sections)})
        for chapter in plan.chapters
    )
    return plan.model_copy(update={"chapters": tuple(chapters)})


def _serving(section: PlannedSection, outcome: Outcome) -> PlannedSection:
    if not outcome.draft:
        return section
    trained = {way.draft.objective for way in outcome.exercises if way.accepted}
    names = [term.name.casefold() for term in outcome.draft.terms]
    kept = tuple(objective for objective in section.objectives if objective.id in trained or _is_of(objective, names))
    return section.model_copy(update={"objectives": kept or section.objectives[-1:]})


def _is_of(objective: Objective, names: list[str]) -> bool:
    return any(f"“{name}”" in objective.text.casefold() for name in names)
