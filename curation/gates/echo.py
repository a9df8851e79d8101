"""Echo: an answer that is the question again."""

from rapidfuzz import fuzz

from bookwright.agents.items import Fault, FaultKind, Submission

ALIKE = 92.0


def echo(submission: Submission) -> tuple[Fault, ...]:
    """A fault when the answer is the question, word for word or nearly, or holds the whole question."""
    question, answer = submission.draft.question.casefold(), submission.draft.answer.casefold()
    if question and answer and fuzz.ratio(question, answer, score_cutoff=ALIKE) < ALIKE and question.rstrip("?？ ") not in answer:
        return ()
    return (Fault(kind=FaultKind.ECHO, quote=submission.draft.answer, reason="the answer repeats the question", remedy="answer it"),)
