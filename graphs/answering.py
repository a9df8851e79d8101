"""Asking others the question of a draft, with its evidence and without, and holding what they say against its answer."""

from collections.abc import Sequence
from typing import NamedTuple

from bookwright.agents.inquiry import Answer, Inquiry, Likening, Matched
from bookwright.agents.items import Submission
from bookwright.agents.role import Role, maker
from bookwright.curation.answering import Answering, given, is_easy, to_compare
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt


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
    """Everybody's answers, in both ways at once.

    ModelError when a call with the evidence has failed: a part of those answers decides nothing. One without it costs no record, since it
    only tells how easy the question is; its answer says that it failed.
    """
    opened, closed = open_book(submission), closed_book(submission)
    said = await abreast((*(answerer(opened) for answerer in answerers), *(_by_heart(answerer, closed) for answerer in answerers)))
    return Answers(open=said[: len(answerers)], closed=said[len(answerers) :])


async def _by_heart(answerer: Role[Inquiry, Answer], inquiry: Inquiry) -> Answer:
    said = await attempt(answerer(inquiry))
    return Answer(by=maker(answerer), reason=str(said), failed=said.kind) if isinstance(said, ModelError) else said


async def hold(answers: Answers, submission: Submission, matcher: Role[Likening, tuple[Matched, ...]]) -> Answering:
    """The answers beside that of the draft. The matcher is asked once for all that it takes a reader to compare, if there are any."""
    draft = submission.draft
    sources = "\n".join((draft.answer, *(passage.text for passage in submission.brief.passages)))
    unlike = to_compare((*answers.open, *answers.closed), draft.answer, sources)
    found = await matcher(Likening(question=draft.question, reference=draft.answer, answers=unlike)) if unlike else ()
    compared = dict(zip(unlike, found, strict=True))
    closed = tuple(given(answer, draft.answer, compared) for answer in answers.closed)
    return Answering(
        open=tuple(given(answer, draft.answer, compared) for answer in answers.open),
        closed=closed,
        easy=is_easy(closed),
        text_sha256=draft.sha256,
    )
