"""The judge of exercises, by a rubric of its own."""

from pathlib import Path

from bookwright.agents.judge import RubricJudge
from bookwright.agents.textbook.items import ExerciseSubmission
from bookwright.agents.textbook.page import objectives_of, passages_of, read_against, written_for
from bookwright.agents.textbook.shown import shown_exercise, told_section


class ExerciseJudge(RubricJudge[ExerciseSubmission]):
    """Submission to verdict. `rubric` is a file that a user may replace."""

    default = Path(__file__).with_name("exercise_rubric.toml")

    def fields(self, item: ExerciseSubmission) -> dict[str, str]:
        return {
            "rubric": self.rubric.described,
            "passages": passages_of(read_against(item)),
            "section": told_section(item.draft, item.brief),
            "specification": written_for(item.brief.specification),
            "objectives": objectives_of(item.brief.plan),
            "exercise": shown_exercise(item.exercise),
        }

    def bound_to(self, item: ExerciseSubmission) -> str:
        return item.exercise.sha256
