"""Asking others the question of a draft, with its evidence and without, and holding what they say against its answer."""

from collections.abc import Sequence
from typing import NamedTuple

from bookwright.agents.inquiry import Answer, Inquiry, Likening, Match, Matched
from bookwright.agents.items import Draft, Submission
from bookwright.agents.role import Role
from bookwright.curation.answering import Answering, given, to_compare
from bookwright.graphs.abreast import abreast


class Answers(NamedTuple):
    """What each answerer says with the evidence and what without, in the order of seats."""

    open: list[Answer]
    closed: list[Answer]


def open_book(submission: Submission) -> Inquiry:
    """The question with the passages that the draft's evidence stands in, and no others."""
    brief, draft = submission.brief, submission.draft
    passages = tuple(
        passage
        for passage in brief.passages
        if any(e.document_id == passage.document_id and passage.start <= e.start and e.end <= passage.end for e in draft.evidence)
    )
    return Inquiry(question=draft.question, language=brief.language, brief=brief.model_copy(update={"passages": passages}))


def closed_book(submission: Submission) -> Inquiry:
    """The question alone, with the name of the work that it belongs to if the user named it."""
    return Inquiry(question=submission.draft.question, language=submission.brief.language, about=submission.brief.about)


async def ask(answerers: Sequence[Role[Inquiry, Answer]], submission: Submission) -> Answers:
    """Everybody's answers, in both ways at once. ModelError when one call has failed: a part of the answers decides nothing."""
    books = (open_book(submission), closed_book(submission))
    said = await abreast(answerer(inquiry) for inquiry in books for answerer in answerers)
    return Answers(open=said[: len(answerers)], closed=said[len(answerers) :])


async def hold(answers: Answers, draft: Draft, matcher: Role[Likening, tuple[Matched, ...]]) -> Answering:
    """The answers beside that of the draft. The matcher is asked once for all that it takes a reader to compare, if there are any."""
    unlike = to_compare((*answers.open, *answers.closed), draft.answer)
    found = await matcher(Likening(question=draft.question, reference=draft.answer, answers=unlike)) if unlike else ()
    compared = dict(zip(unlike, found, strict=True))
    closed = tuple(given(answer, draft.answer, compared) for answer in answers.closed)
    return Answering(
        open=tuple(given(answer, draft.answer, compared) for answer in answers.open),
        closed=closed,
        easy=all(answer.match is Match.SAME for answer in closed),
        text_sha256=draft.sha256,
    )
