"""Objectives that the written sections of a study guide serve."""

from collections.abc import Mapping

from bookwright.agents.extractive.guide.promises import promised
from bookwright.agents.textbook.plan import Plan, PlannedSection
from bookwright.graphs.textbook.ways import Outcome


def served(plan: Plan, outcomes: Mapping[str, Outcome]) -> Plan:
    """The plan of a study guide with the objectives of each written section as its exercises and definitions serve them. A section that
    was not written keeps all."""
    chapters = (
        chapter.model_copy(update={"sections": tuple(_serving(section, outcomes[section.id]) for section in chapter.sections)})
        for chapter in plan.chapters
    )
    return plan.model_copy(update={"chapters": tuple(chapters)})


def _serving(section: PlannedSection, outcome: Outcome) -> PlannedSection:
    if not outcome.draft:
        return section
    exercises = [way.draft for way in outcome.exercises if way.accepted]
    return section.model_copy(update={"objectives": promised(section.objectives, section.title, outcome.draft, exercises)})
