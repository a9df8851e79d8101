"""Leak: a question that holds its own answer."""

from bookwright.agents.items import Fault, FaultKind, QuestionKind, Submission
from bookwright.curation.terms import content_terms

LEAKED_SHARE = 0.85
ONE_WORD = frozenset({QuestionKind.TERM, QuestionKind.QUANTITY})
"""Kinds whose answer may be a single new word: the term for a description, the number of something."""


def leak(submission: Submission) -> tuple[Fault, ...]:
    """A fault when nearly all content words of the answer already stand in the question."""
    asked, told = content_terms(submission.draft.question), content_terms(submission.draft.answer)
    if told - asked and submission.draft.kind in ONE_WORD:
        return ()
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
