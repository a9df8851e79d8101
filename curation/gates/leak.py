"""Leak: a question that holds its own answer."""

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.curation.terms import content_terms

LEAKED_SHARE = 0.85


def leak(submission: Submission) -> tuple[Fault, ...]:
    """A fault when nearly all content words of the answer already stand in the question."""
    asked, told = content_terms(submission.draft.question), content_terms(submission.draft.answer)
    if not told or len(told & asked) < LEAKED_SHARE * len(told):
        return ()
    return (
        Fault(
            kind=FaultKind.LEAKED_ANSWER,
            quote=submission.draft.question,
            reason="the question already says what the answer says",
            remedy="ask for it without naming it",
        ),
    )
