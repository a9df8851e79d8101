"""An exercise as a model writes it, and its way to one with located evidence."""

import re

from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.textbook.items import Exercise, ExerciseKind, SectionBrief
from bookwright.agents.textbook.plan import Bloom
from bookwright.agents.textbook.written_check import Program, WrittenCheck, check_of
from bookwright.agents.written import Locating, Sentence
from bookwright.knowledge.document import Frozen


class WrittenExercise(Frozen):
    """One exercise as a model replies; its solution ends with its answer."""

    objective: str
    kind: ExerciseKind
    level: Bloom
    question: str
    solution: list[Sentence]
    check: WrittenCheck | None
    variation_of: str


def exercise_of(written: WrittenExercise, brief: SectionBrief) -> Exercise:
    """The exercise with every quote located in the passages of the brief. ValueError for an objective that the section does not have, or
    without question or solution."""
    objectives = [objective.id for objective in brief.plan.objectives]
    if written.objective not in objectives:
        raise ValueError(f'objective: the section has no "{written.objective}"; name one of {", ".join(objectives)}')
    locating = Locating(brief.passages, brief.language)
    solution = locating.claims([_without_program(sentence, written.check) for sentence in written.solution])
    if not written.question.strip() or not solution:
        raise ValueError("exercises: each needs a question and a solution; leave out what has none")
    return Exercise(
        kind=written.kind,
        objective=written.objective,
        level=written.level,
        question=in_one_line(visible(written.question)),
        solution=solution,
        check=check_of(written.check, locating),
        evidence=tuple(locating.evidence),
        variation_of=in_one_line(visible(written.variation_of)),
        unlocated=tuple(locating.unlocated),
    )


def _without_program(sentence: Sentence, check: WrittenCheck | None) -> Sentence:
    """The sentence without the program of the check and what announces it: readers see the program as a listing below the solution."""
    if not isinstance(check, Program) or not check.source.split():
        return sentence
    program = r"\s+".join(map(re.escape, check.source.split()))
    return sentence.model_copy(update={"text": re.sub(rf"(?:[^.!?:]*:)?[\s`]*(?:python\s+)?{program}[\s`]*", " ", sentence.text).strip()})
