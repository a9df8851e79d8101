"""The critic of exercises: whether the question is a fair one and the solution right, sentence by sentence."""

from typing import Literal

from bookwright.agents.critique import CheckedSentence, Criticised, as_critique
from bookwright.agents.items import Critique, Fault, FaultKind
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import ExerciseSubmission
from bookwright.agents.textbook.page import grounds, objectives_of, passages_of, read_against, written_for
from bookwright.agents.textbook.shown import shown_exercise, told_section
from bookwright.knowledge.document import Frozen

ExerciseFault = Literal[
    "unsupported",
    "contradicted",
    "incomplete",
    "not_answered",
    "leaked_answer",
    "not_standalone",
    "unclear",
    "trivial",
    "objective_missed",
    "off_level",
    "check_failed",
]


class FoundExerciseFault(Frozen):
    """One fault: the words objected to, why, the kind, and what would mend it."""

    words: str
    reason: str
    kind: ExerciseFault
    remedy: str


class ExerciseCriticism(Frozen):
    """The critic's reply: each sourced sentence of the solution by its number, the other checks, then the faults."""

    sentences: list[CheckedSentence]
    checks: list[str]
    faults: list[FoundExerciseFault]


class ExerciseCritic(PromptRole[ExerciseSubmission, ExerciseCriticism, Critique]):
    """Submission to critique."""

    returns = ExerciseCriticism

    def fields(self, item: ExerciseSubmission) -> dict[str, str]:
        return {
            "passages": passages_of(read_against(item)),
            "section": told_section(item.draft, item.brief),
            "specification": written_for(item.brief.specification),
            "objectives": objectives_of(item.brief.plan),
            "exercise": shown_exercise(item.exercise),
        }

    def parse(self, item: ExerciseSubmission, answer: ExerciseCriticism) -> Critique:
        exercise = item.exercise
        bare = (claim.text for claim in exercise.solution if not claim.evidence)
        objective = (o.text for o in item.brief.plan.objectives if o.id == exercise.objective)
        read = Criticised(
            sha256=exercise.sha256,
            claims={number: claim for number, claim in enumerate(exercise.solution, 1) if claim.evidence},
            beside=" ".join((exercise.question, *bare, *objective)),
            place="the question, the solution or the objective",
            brief=grounds(item.brief),
        )
        faults = tuple(Fault(kind=FaultKind(f.kind), quote=f.words, reason=f.reason, remedy=f.remedy) for f in answer.faults)
        return as_critique(read, answer.sentences, faults, self.maker)
