"""Faults of question and answer together: leaked, echoed, nothing new, not found again."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.content import content_words
from bookwright.agents.items import Fault, FaultKind, QuestionKind, Submission

LEAST_NEW = 2
POLAR = re.compile(r"(?:^|, )(?:can|may|do|does|is|are|must|should|will) (?!not\b)", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|cannot|never)\b|n['’]t\b", re.IGNORECASE)
"""A question to be answered by yes or no, and an answer that says no: it tells something though it brings no new word."""
LEAST_FOUND = 0.5
POINTED = frozenset({QuestionKind.RULE, QuestionKind.PROCEDURE, QuestionKind.TERM, QuestionKind.COMPOSITION, QuestionKind.QUANTITY})
"""Kinds whose answer may be a single new word."""


def pair_faults(submission: Submission) -> Iterator[Fault]:
    """The faults found between the question, the answer and the passages."""
    draft = submission.draft
    asked, answered = content_words(draft.question), content_words(draft.answer)
    fresh = [word for word in answered if word not in asked]
    if answered and not fresh and ":" not in draft.answer and not (POLAR.search(draft.question) and DENIED.search(draft.answer)):
        yield Fault(kind=FaultKind.ECHO, quote=draft.answer, reason="The answer only repeats the question.")
    elif len(fresh) < LEAST_NEW and draft.kind not in POINTED and ":" not in draft.answer and len(answered) > LEAST_NEW:
        yield Fault(kind=FaultKind.LEAKED_ANSWER, quote=" ".join(fresh), reason="The question already says nearly all of the answer.")
    shown = set().union(*(content_words(passage.text) | _headed(submission, passage.document_id) for passage in submission.brief.passages))
    shown |= set().union(*(content_words(heading) for passage in submission.brief.passages for heading in passage.headings))
    if asked and len(asked & shown) < LEAST_FOUND * len(asked):
        missing = sorted(asked - shown)
        yield Fault(
            kind=FaultKind.NOT_ANSWERED, quote=" ".join(missing), reason="The question speaks of things that its passages do not name."
        )
    if not asked:
        yield Fault(kind=FaultKind.TRIVIAL, quote=draft.question, reason="The question holds no word of substance to find its passage by.")


def _headed(submission: Submission, document_id: str) -> set[str]:
    return content_words(submission.brief.titles.get(document_id, ""))
