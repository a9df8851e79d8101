"""An exercise as a model writes it, and its way to one with located evidence."""

from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.textbook.items import Exercise, ExerciseKind, SectionBrief
from bookwright.agents.textbook.plan import Bloom
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


def exercise_of(written: WrittenExercise, brief: SectionBrief) -> Exercise:
    """The exercise with every quote located in the passages of the brief. ValueError for an objective that the section does not have, or
    without question, solution or answer."""
    objectives = [objective.id for objective in brief.plan.objectives]
    if written.objective not in objectives:
        raise ValueError(f'objective: the section has no "{written.objective}"; name one of {", ".join(objectives)}')
    if not written.question.strip() or not written.answer.strip() or not written.solution:
        raise ValueError("exercises: each needs a question, a solution and a short answer; leave out what has none")
    locating = Locating(brief.passages, brief.language)
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
