"""Gates of what is reckoned: worked examples, illustrations and solutions, whose problem or case may have figures of its own.

That words of a claim stand in its evidence is asked of what a section tells, not of sentences that apply a rule to a case: those say it in
the words of the case, and critics hold them against the passages.
"""

from collections.abc import Iterator, Sequence, Set

from bookwright.agents.items import Claim, Fault, FaultKind
from bookwright.agents.textbook.items import Exercise, Part, PartKind, SectionDraft, SectionSubmission, WorkedExample
from bookwright.curation.book.customary import customary
from bookwright.curation.book.holding import FIGURES, FORM, SENSE, as_draft, through
from bookwright.curation.book.invented import case_faults, scene_of
from bookwright.curation.book.said_twice import said_twice
from bookwright.curation.book.unsourced import unchecked, underived_steps, unproved, untold_result
from bookwright.curation.book.workings import Value, given, unfounded, value_of
from bookwright.curation.gates.numbers import figures
from bookwright.curation.verification.sums import wrong_sums
from bookwright.knowledge.evidence import Evidence


def worked_faults(worked: WorkedExample, submission: SectionSubmission) -> Iterator[Fault]:
    """The steps that name evidence, against it; without a check there can be no new figures beside those of the problem."""
    problem = f"{submission.brief.case} {worked.problem}"
    carried = tuple(step for step in worked.steps if step.evidence)
    told = [step.text for step in worked.steps]
    common = customary(problem, *told)
    own = given(problem) | common
    sourced = own | given(*(piece.quote for piece in submission.draft.evidence))
    yield from through((*SENSE, *FORM), as_draft(carried, submission, problem))
    if worked.check:
        yield from underived_steps(told, worked.check, sourced, own)
    else:
        yield from through(FIGURES, as_draft(of_the_source(carried, problem, common), submission))
        yield from uncarried(worked.steps, problem, submission.draft.evidence, common)
    yield from unproved(worked.answer, worked.check, sourced)
    yield from miscalculated((*told, worked.answer))
    yield from (fault for fault in said_twice((*told, worked.answer)) if fault.quote == worked.answer)


def illustration_faults(part: Part, submission: SectionSubmission) -> Iterator[Fault]:
    """The sentences that apply a rule, against it, and the figures of all."""
    case = submission.brief.case
    carried = tuple(claim for claim in part.claims if claim.evidence)
    yield from through((*SENSE, *FORM), as_draft(carried, submission, scene_of(part, case)))
    yield from case_faults(part, submission.draft, case)
    yield from miscalculated([claim.text for claim in part.claims])


def summary_faults(submission: SectionSubmission) -> Iterator[Fault]:
    """The figures of summaries, which may be those that the section has worked out of an invented case."""
    draft = submission.draft
    invented = given(submission.brief.case, *_reckoned(draft))
    for claim in (claim for part in draft.parts if part.kind is PartKind.SUMMARY for claim in part.claims if claim.evidence):
        sourced = given(*(draft.evidence[index].quote for index in claim.evidence))
        if not unfounded(claim.text, sourced) or unfounded(claim.text, sourced | invented):
            yield from through(FIGURES, as_draft([claim], submission))


def _reckoned(draft: SectionDraft) -> Iterator[str]:
    """What a section says of invented cases."""
    for part in draft.parts:
        if part.kind is PartKind.ILLUSTRATION:
            yield from (claim.text for claim in part.claims)
        if part.worked:
            yield from (part.worked.problem, *(step.text for step in part.worked.steps), part.worked.answer)


def miscalculated(sentences: Sequence[str]) -> Iterator[Fault]:
    """Sentences that write out a sum which comes to something else."""
    for sentence in sentences:
        for wrong in wrong_sums(sentence):
            yield Fault(kind=FaultKind.CHECK_FAILED, quote=sentence, reason=wrong, remedy="reckon it anew")


def of_the_source(claims: Sequence[Claim], problem: str, common: Set[Value]) -> tuple[Claim, ...]:
    """The claims whose figures must be the source's: those that have none of the problem's, which is free to make up its own, and none
    that everybody knows."""
    own = figures(problem)
    return tuple(claim for claim in claims if not figures(claim.text) & own and not _has_of(common, claim.text))


def uncarried(claims: Sequence[Claim], problem: str, evidence: Sequence[Evidence], common: Set[Value]) -> Iterator[Fault]:
    """Steps with figures that neither the problem, whose figures are its own, nor the evidence nor everybody has, where nothing checks
    them."""
    own = figures(problem)
    known = own | {figure for piece in evidence for figure in figures(piece.quote)}
    for claim in claims:
        of_the_case = not claim.evidence or figures(claim.text) & own or _has_of(common, claim.text)
        if of_the_case and (new := frozenset(f for f in figures(claim.text) - known if value_of(f) not in common)):
            yield unchecked(claim.text, new)


def solution_faults(exercise: Exercise, common: Set[Value], known: Set[Value], own: Set[Value]) -> Iterator[Fault]:
    """The figures of a solution, what its check comes to, and what it says twice."""
    steps = [step.text for step in exercise.solution]
    if exercise.check:
        yield from underived_steps(steps, exercise.check, known, own)
    else:
        yield from uncarried(exercise.solution, exercise.question, exercise.evidence, common)
    yield from untold_result(exercise.answer, exercise.check)
    yield from said_twice(steps)


def _has_of(common: Set[Value], text: str) -> bool:
    """Whether a text has one of the figures that everybody knows."""
    return any(value_of(figure) in common for figure in figures(text))
