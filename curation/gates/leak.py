"""Leak: a question that holds its own answer."""

from bookwright.agents.items import Fault, FaultKind, QuestionKind, Submission
from bookwright.curation.gates.negation import CUES
from bookwright.curation.terms import content_terms, words

LEAKED_SHARE = 0.85
LONG = 10
"""Terms of an answer in which one or two that the question does not have are hardly news; in a shorter one they may be all of it."""
TELLING = CUES | {"doing", "done"}
"""Words that tell something, though every sentence may have them."""
ONE_WORD = frozenset({QuestionKind.TERM, QuestionKind.QUANTITY})
"""Kinds whose answer may be a single new word: the term for a description, the number of something."""


def leak(submission: Submission) -> tuple[Fault, ...]:
    """A fault when nearly all content words of the answer already stand in the question."""
    asked, told = _terms(submission.draft.question), _terms(submission.draft.answer)
    new = told - asked
    if not told or (new and (submission.draft.kind in ONE_WORD or len(told) < LONG or len(new) > (1 - LEAKED_SHARE) * len(told))):
        return ()
    return (
        Fault(
            kind=FaultKind.LEAKED_ANSWER,
            quote=submission.draft.question,
            reason="the question already says what the answer says",
            remedy="ask for it without naming it",
        ),
    )


def _terms(text: str) -> frozenset[str]:
    return content_terms(text) | (TELLING & set(words(text)))
