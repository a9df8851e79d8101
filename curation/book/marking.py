"""How the solution of an exercise was made sure of: by its check, by somebody else who came to the same, or by the source's own words."""

from bookwright.agents.textbook.check import Proof, Verification
from bookwright.agents.textbook.items import Exercise, ExerciseKind, Mark, Solved
from bookwright.knowledge.evidence import numbers, squeezed, symbols

NOT_FOUND = "the solver finds that the passages do not say it"


def plainly(exercise: Exercise, solved: Solved) -> Mark | None:
    """Whether the solver comes to the same, where that can be told without a reader; None where it takes one."""
    if not solved.answerable:
        is_open = exercise.kind is ExerciseKind.UNANSWERABLE
        return Mark(same=is_open, reason="neither finds that the passages decide it" if is_open else NOT_FOUND)
    ours, theirs = exercise.answer, solved.answer
    alike = squeezed(ours) == squeezed(theirs) and numbers(ours) == numbers(theirs) and symbols(ours) == symbols(theirs)
    return Mark(same=True, reason="the same words and figures") if alike else None


def verification_of(exercise: Exercise, checked: Verification | None, mark: Mark | None) -> Verification:
    """What was done to make sure of a solution that nothing speaks against. `checked` is what its check came to, `mark` how the solver's
    answer stands to it."""
    if checked and checked.proof is Proof.HOLDS:
        return checked
    if mark:
        return Verification(method="solver", proof=Proof.HOLDS, detail=mark.reason)
    if checked:
        return checked
    if _is_the_sources_own(exercise):
        return Verification(method="source", proof=Proof.HOLDS, detail="the solution is the source's own words")
    return Verification(method="none", proof=Proof.UNCHECKED, detail="nothing could be worked out, and nobody else solved it")


def _is_the_sources_own(exercise: Exercise) -> bool:
    """Whether every sentence of the solution stands as it is in its evidence."""
    return all(
        claim.evidence and " ".join(claim.text.split()) in " ".join(" ".join(exercise.evidence[i].quote for i in claim.evidence).split())
        for claim in exercise.solution
    )
