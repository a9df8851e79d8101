"""Running the checks of worked examples and exercises, and what a failed one is."""

from collections.abc import Awaitable, Callable, Sequence

from bookwright.agents.items import Critique, Fault, FaultKind
from bookwright.agents.textbook.check import Check, Proof, Verification
from bookwright.agents.textbook.items import SectionDraft, SectionSubmission
from bookwright.curation.book.gates import section_faults
from bookwright.graphs.abreast import abreast
from bookwright.graphs.history import GATES
from bookwright.knowledge.evidence import Evidence

Verify = Callable[[Check, Sequence[Evidence]], Awaitable[Verification]]
"""Works out a check; a table stands in the evidence that it names by index."""


async def inspected(submission: SectionSubmission, verify: Verify) -> tuple[Critique, tuple[Verification, ...]]:
    """What the gates find in a section, failed checks of its worked examples among it, and what each of those checks came to."""
    draft = submission.draft
    verifications = await abreast(_verified(check, draft, verify) for check in _checks(draft))
    faults = (*section_faults(submission), *_failed(draft, verifications))
    return Critique(draft_sha256=draft.sha256, by=GATES, faults=faults), tuple(verifications)


async def _verified(check: Check | None, draft: SectionDraft, verify: Verify) -> Verification:
    if check is None:
        return Verification(method="none", proof=Proof.UNCHECKED, detail="it carries no check")
    return await verify(check, draft.evidence)


def _checks(draft: SectionDraft) -> list[Check | None]:
    return [part.worked.check for part in draft.parts if part.worked]


def _failed(draft: SectionDraft, verifications: Sequence[Verification]) -> list[Fault]:
    worked = [part.worked for part in draft.parts if part.worked]
    return [
        Fault(
            kind=FaultKind.CHECK_FAILED,
            quote=example.answer,
            reason=f"the check of the worked example fails: {verification.detail}",
            remedy="work it out anew, so that problem, steps, answer and check agree, or leave the example out",
        )
        for example, verification in zip(worked, verifications, strict=True)
        if verification.proof is Proof.FAILS
    ]
