"""The team as a model would play it, with replies made here: each role asks with its real prompt, and a chat that asks nobody answers.

The replies fit the schemas and have the size of real ones. Drafts are the rule-based writer's where it finds some, else plain questions on
single sentences; a share of the drafts that the critic reads is sent to the reviser; the judge accepts, and every question is answered.
"""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from bookwright.agents.answerer import Answered
from bookwright.agents.critic import Criticism, DraftCriticism, FoundFault
from bookwright.agents.critique import CheckedSentence
from bookwright.agents.evolver import Evolved, Operator
from bookwright.agents.extractive import ExtractiveWriter
from bookwright.agents.inquiry import Inquiry, Likening, Match
from bookwright.agents.items import Brief, Claim, Draft, Panel, QuestionKind, Revision, Standing, Submission
from bookwright.agents.judge import Judge
from bookwright.agents.matcher import AnswerMatch, Matches
from bookwright.agents.reviser import Revised
from bookwright.agents.team import Team
from bookwright.agents.writer import Written
from bookwright.agents.written import Quote, Sentence, WrittenDraft, draft_of
from bookwright.curation.gates import inspect
from bookwright.knowledge.sentences import sentence_spans

LEAST_WORDS, TOPIC_LETTERS, TOPICS, CHECKS = 8, 5, 3, 4
REMARK = "the source words say this as it stands here, with the same scope, numbers and conditions"
PLAN = f"{REMARK}; what can be gained is a question that needs two of the statements shown, and their relation has to be worked out"

reply: ContextVar[BaseModel] = ContextVar("reply")
"""What the role that asks now gets for an answer."""


class Seat:
    """A role with its stand-in reply, at hand for the chat while the role asks."""

    def __init__(self, role: Any, stand_in: Callable[[Any], Awaitable[BaseModel]]) -> None:
        self._role, self._stand_in = role, stand_in
        self.maker, self.prompt_sha256 = role.maker, role.prompt_sha256

    async def __call__(self, item: Any, /) -> Any:
        token = reply.set(await self._stand_in(item))
        try:
            return await self._role(item)
        finally:
            reply.reset(token)


def stand_in_team(team: Team, revised: float) -> Team:
    """The team, whose chats answer with `reply`; that share of the drafts read is sent to the reviser."""

    async def criticism(item: Panel) -> Criticism:
        return Criticism(drafts=[_criticised(number, draft, revised) for number, draft in enumerate(item.drafts, 1)])

    return replace(
        team,
        writer=Seat(team.writer, _written),
        evolver=Seat(team.evolver, _evolved),
        critics=tuple(Seat(critic, criticism) for critic in team.critics),
        reviser=Seat(team.reviser, _revised),
        judges=tuple(Seat(judge, _judging(judge)) for judge in team.judges),
        answerers=tuple(Seat(answerer, _answered) for answerer in team.answerers),
        matcher=Seat(team.matcher, _compared) if team.matcher else None,
    )


def _criticised(number: int, draft: Draft, revised: float) -> DraftCriticism:
    faulty = int(draft.sha256[:8], 16) < revised * 16**8
    fault = FoundFault(words=draft.question, reason=REMARK, kind="unclear", remedy=REMARK)
    sentences = [
        CheckedSentence(sentence=place, source_words=_source_words(draft, claim), reason=REMARK, standing=Standing.SUPPORTED)
        for place, claim in enumerate(draft.claims, 1)
    ]
    return DraftCriticism(draft=number, sentences=sentences, checks=[REMARK] * CHECKS, faults=[fault] if faulty else [])


def _source_words(draft: Draft, claim: Claim) -> str:
    return draft.evidence[claim.evidence[0]].quote if claim.evidence else ""


async def _written(brief: Brief) -> Written:
    drafts = [_as_written(draft, brief) for draft in await ExtractiveWriter()(brief)]
    used = {quote.words for draft in drafts for sentence in draft.answer for quote in sentence.quotes}
    for words in _sentences(brief):
        if len(drafts) >= brief.wanted:
            break
        draft = _asked_on(words)
        if words not in used and not inspect(Submission(brief=brief, draft=draft_of(draft, brief))).faults:
            drafts.append(draft)
    return Written(drafts=drafts[: brief.wanted])


async def _evolved(item: Submission) -> Evolved:
    """The same draft once more: it counts as no gain, so the draft itself goes on."""
    return Evolved(plan=PLAN, operator=Operator.DEEPEN, draft=_as_written(item.draft, item.brief))


async def _revised(item: Revision) -> Revised:
    draft = _as_written(item.submission.draft, item.submission.brief)
    opening, _, rest = draft.question.partition(" ")
    return Revised(draft=draft.model_copy(update={"question": f"{opening} exactly {rest}"}))


def _judging(judge: object) -> Callable[[Submission], Awaitable[BaseModel]]:
    async def judged(_: Submission) -> BaseModel:
        assert isinstance(judge, Judge)
        return judge.returns.model_validate({name: {"reason": REMARK, "score": 5} for name in judge.rubric.criteria})

    return judged


async def _answered(item: Inquiry) -> Answered:
    """A sentence of the passages, so that a reader must compare it."""
    found = _sentences(item.brief) if item.brief else []
    return Answered(derivation=REMARK, answerable="yes", answer=found[0] if found else PLAN)


async def _compared(item: Likening) -> Matches:
    return Matches(answers=[AnswerMatch(answer=n, reason=REMARK, match=Match.SAME) for n, _ in enumerate(item.answers, 1)])


def _sentences(brief: Brief) -> list[str]:
    """The sentences of the passage asked about that are long enough to be asked about."""
    text = brief.passages[0].text
    found = (text[start:end] for start, end in sentence_spans(text, brief.language))
    return [words for words in found if len(words.split()) >= LEAST_WORDS]


def _asked_on(words: str) -> WrittenDraft:
    long = dict.fromkeys(word.strip(".,;:()") for word in words.split() if len(word) > TOPIC_LETTERS)
    topics = ", ".join(sorted(long, key=len, reverse=True)[:TOPICS])
    answer = Sentence(text=" ".join(words.split()), quotes=[Quote(passage=1, words=words)], connective=False)
    return WrittenDraft(question=f"What is stated on {topics}?", kind=QuestionKind.FACT, answer=[answer])


def _as_written(draft: Draft, brief: Brief) -> WrittenDraft:
    """A draft as a model would have written it."""

    def quote(index: int) -> Quote:
        found = draft.evidence[index]
        homes = (n for n, p in enumerate(brief.passages, 1) if p.document_id == found.document_id and p.start <= found.start < p.end)
        return Quote(passage=next(homes, 1), words=found.quote)

    answer = [Sentence(text=c.text, quotes=[quote(index) for index in c.evidence], connective=c.connective) for c in draft.claims]
    return WrittenDraft(question=draft.question, kind=draft.kind, answer=answer)
