"""The examiner: exercises on a section, with solutions that the passages carry and checks that a machine can run."""

from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import Exercise, ExerciseBrief, ExerciseKind
from bookwright.agents.textbook.page import objectives_of, passages_of, place_of, written_for
from bookwright.agents.textbook.plan import Bloom
from bookwright.agents.textbook.shown import told_section
from bookwright.agents.textbook.written_check import WrittenCheck, check_of
from bookwright.agents.written import Locating, Sentence
from bookwright.knowledge.document import Frozen


class WrittenExercise(Frozen):
    """One exercise as a model replies."""

    objective: str
    kind: ExerciseKind
    level: Bloom
    question: str
    solution: list[Sentence]
    answer: str
    check: WrittenCheck | None
    variation_of: str


class WrittenExercises(Frozen):
    """The examiner's reply: none where the section holds nothing to be asked."""

    exercises: list[WrittenExercise]


class Examiner(PromptRole[ExerciseBrief, WrittenExercises, tuple[Exercise, ...]]):
    """Section to at most `wanted` exercises."""

    returns = WrittenExercises

    def fields(self, item: ExerciseBrief) -> dict[str, str]:
        return {
            "passages": passages_of(item.brief),
            "place": place_of(item.brief),
            "specification": written_for(item.brief.specification),
            "objectives": objectives_of(item.brief.plan),
            "draft": told_section(item.draft, item.brief.plan.title),
            "wanted": str(item.wanted),
        }

    def parse(self, item: ExerciseBrief, answer: WrittenExercises) -> tuple[Exercise, ...]:
        return tuple(_exercise(written, item) for written in answer.exercises[: item.wanted])


def _exercise(written: WrittenExercise, item: ExerciseBrief) -> Exercise:
    """The exercise with every quote located. ValueError for an objective that the section does not have, or without question or answer."""
    objectives = [objective.id for objective in item.brief.plan.objectives]
    if written.objective not in objectives:
        raise ValueError(f'objective: the section has no "{written.objective}"; name one of {", ".join(objectives)}')
    if not written.question.strip() or not written.answer.strip() or not written.solution:
        raise ValueError("exercises: each needs a question, a solution and a short answer; leave out what has none")
    locating = Locating(item.brief.passages, item.brief.language)
    return Exercise(
        kind=written.kind,
        objective=written.objective,
        level=written.level,
        question=in_one_line(visible(written.question)),
        solution=locating.claims(written.solution),
        answer=in_one_line(visible(written.answer)),
        check=check_of(written.check, locating),
        evidence=tuple(locating.evidence),
        variation_of=in_one_line(visible(written.variation_of)),
        unlocated=tuple(locating.unlocated),
    )
