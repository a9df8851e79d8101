"""The critic and the judge of a study guide's exercises: those of questions and answers, shown an exercise as one."""

from bookwright.agents.extractive.critic import ExtractiveCritic
from bookwright.agents.extractive.faults import faults_of
from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.source import holder, planned, questions_on
from bookwright.agents.extractive.judge import judge
from bookwright.agents.items import Brief, Critique, Draft, QuestionKind, Submission, Verdict
from bookwright.agents.textbook.items import ExerciseKind, ExerciseSubmission

KINDS = {
    ExerciseKind.EXPLAIN: QuestionKind.PURPOSE,
    ExerciseKind.COMPARE: QuestionKind.COMPARISON,
}


class GuideExerciseCritic:
    """Submission to critique: every fault that the rules find in the question and its solution."""

    maker = "rules"

    async def __call__(self, item: ExerciseSubmission, /) -> Critique:
        return await aside(criticise, item)


class GuideExerciseJudge:
    """Submission to verdict, bound to the exercise that was read."""

    maker = "rules"

    async def __call__(self, item: ExerciseSubmission, /) -> Verdict:
        return await aside(appraise, item)


def criticise(item: ExerciseSubmission) -> Critique:
    """What the rules find in the question and its solution."""
    return Critique(draft_sha256=item.exercise.sha256, by=ExtractiveCritic.maker, faults=faults_of(as_submission(item)))


def appraise(item: ExerciseSubmission) -> Verdict:
    """The scores of the question and its solution, bound to the exercise."""
    return judge(as_submission(item)).model_copy(update={"text_sha256": item.exercise.sha256})


def as_submission(item: ExerciseSubmission) -> Submission:
    """The exercise as a question with its answer, on the passages of its section, the one that answers first; of the kind that the rules
    give it where it is one of theirs."""
    exercise = item.exercise
    kinds = {question.draft.question: question.draft.kind for question in questions_on(item.brief)}
    passages = planned(item.brief)
    first = holder(item.brief, exercise.evidence[0]) if exercise.evidence else None
    ordered = passages if first is None else (first, *(passage for passage in passages if passage != first))
    return Submission(
        brief=Brief(passages=ordered, titles=item.brief.titles, language=item.brief.language, wanted=1),
        draft=Draft(
            question=exercise.question,
            kind=kinds.get(exercise.question, KINDS.get(exercise.kind, QuestionKind.FACT)),
            claims=exercise.solution,
            evidence=exercise.evidence,
            unlocated=exercise.unlocated,
        ),
    )
