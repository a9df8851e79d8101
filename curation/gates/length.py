"""Length: a question is one sentence that asks; an answer is neither empty nor an essay."""

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.knowledge.words import count_words

QUESTION_WORDS = (3, 60)
ANSWER_WORDS = (1, 250)
QUESTION_MARKS = ("?", "？", "؟")


def length(submission: Submission) -> tuple[Fault, ...]:
    """Faults for a question or an answer out of bounds, and for a question that asks nothing."""
    question, answer = submission.draft.question.strip(), submission.draft.answer.strip()
    faults = []
    for name, text, (least, most) in (("question", question, QUESTION_WORDS), ("answer", answer, ANSWER_WORDS)):
        count = count_words(text)
        if not least <= count <= most:
            faults.append(Fault(kind=FaultKind.LENGTH, quote=text[:200], reason=f"the {name} has {count} words, not {least} to {most}"))
    if not question.endswith(QUESTION_MARKS):
        faults.append(Fault(kind=FaultKind.UNCLEAR, quote=question[-60:], reason="the question does not end as a question"))
    return tuple(faults)
