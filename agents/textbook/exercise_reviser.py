"""The reviser of exercises: mends one in which a gate, a check, a solver or a critic found a fault."""

from bookwright.agents.reading import listed_faults
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import Exercise, ExerciseRevision
from bookwright.agents.textbook.page import objectives_of, passages_of, shown, written_for
from bookwright.agents.textbook.shown import shown_exercise, told_section
from bookwright.agents.textbook.written_exercise import WrittenExercise, exercise_of
from bookwright.knowledge.document import Frozen


class RevisedExercise(Frozen):
    """The reviser's reply: the whole exercise anew, or null where the passages carry no sound one of its kind."""

    exercise: WrittenExercise | None


class ExerciseReviser(PromptRole[ExerciseRevision, RevisedExercise, Exercise]):
    """Revision to the mended exercise, or the same where it cannot be mended."""

    returns = RevisedExercise

    def fields(self, item: ExerciseRevision) -> dict[str, str]:
        submission, brief = item.submission, shown(item.submission.brief)
        return {
            "passages": passages_of(brief),
            "specification": written_for(brief.specification),
            "objectives": objectives_of(brief.plan),
            "section": told_section(submission.draft, brief),
            "exercise": shown_exercise(submission.exercise),
            "faults": listed_faults(item.faults),
        }

    def parse(self, item: ExerciseRevision, answer: RevisedExercise) -> Exercise:
        if answer.exercise is None:
            return item.submission.exercise
        return exercise_of(answer.exercise, shown(item.submission.brief))
