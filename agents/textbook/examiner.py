"""The examiner: exercises on a section, with solutions that the passages carry and checks that a machine can run."""

from math import ceil

from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import Exercise, ExerciseBrief
from bookwright.agents.textbook.page import kinds_for, objectives_of, passages_of, place_of, shown, written_for
from bookwright.agents.textbook.shown import told_section
from bookwright.agents.textbook.written_exercise import WrittenExercise, exercise_of
from bookwright.knowledge.document import Frozen

LOST = 1 / 3
"""The share of exercises that gates, checks, solvers and critics keep from a book: so many more are asked for."""


class WrittenExercises(Frozen):
    """The examiner's reply: none where the section holds nothing to be asked."""

    exercises: list[WrittenExercise]


class Examiner(PromptRole[ExerciseBrief, WrittenExercises, tuple[Exercise, ...]]):
    """Section to exercises: as many more than `wanted` as are usually lost, so that enough are left."""

    returns = WrittenExercises

    def fields(self, item: ExerciseBrief) -> dict[str, str]:
        brief = shown(item.brief)
        return {
            "passages": passages_of(brief),
            "place": place_of(brief),
            "specification": written_for(brief.specification),
            "objectives": objectives_of(brief.plan),
            "draft": told_section(item.draft, brief),
            "kinds": kinds_for(brief.specification),
            "wanted": str(asked_for(item.wanted)),
        }

    def parse(self, item: ExerciseBrief, answer: WrittenExercises) -> tuple[Exercise, ...]:
        brief = shown(item.brief)
        return tuple(exercise_of(written, brief) for written in answer.exercises[: asked_for(item.wanted)])


def asked_for(wanted: int) -> int:
    """How many exercises are asked for where so many are wanted."""
    return ceil(wanted / (1 - LOST))
