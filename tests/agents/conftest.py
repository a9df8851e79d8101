"""A brief, a draft on it, and a chat that says what it is told to say."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import openai
import pytest
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from bookwright.agents.chat import Chat, Reply, Request
from bookwright.agents.critic import Critic
from bookwright.agents.items import Brief, Claim, Critique, Draft, Panel, QuestionKind, Submission
from bookwright.knowledge.evidence import locate
from bookwright.knowledge.passage import Passage
from bookwright.service.ledger import Ledger
from tests.endpoint.client import Endpoint

FIRST = (
    "A ledger keeps every paid answer in one file beside the records. "
    "Commits are grouped, so that 200 answers share one write to disk. "
    "The engine does not ask a model before it has read the ledger."
)
SECOND = "A checkpoint stores the whole state after every step of a graph."


def brief_of(*texts: str, language: str = "en") -> Brief:
    """Passages of one document, one after the other, the first not at its beginning."""
    passages, start = [], 100
    for number, text in enumerate(texts, 1):
        passages.append(Passage(id=f"p{number}", document_id="d", start=start, end=start + len(text), text=text))
        start += len(text) + 2
    return Brief(passages=tuple(passages), titles={"d": "The Engine"}, language=language)


@pytest.fixture
def brief() -> Brief:
    return brief_of(FIRST, SECOND)


@pytest.fixture
def submission(brief: Brief) -> Submission:
    sentence = "A ledger keeps every paid answer in one file beside the records."
    evidence = locate(sentence, FIRST, "d", 100)
    assert evidence
    draft = Draft(
        question="Where does an engine keep its paid answers?",
        kind=QuestionKind.FACT,
        claims=(Claim(text=sentence, evidence=(0,)),),
        evidence=(evidence,),
    )
    return Submission(brief=brief, draft=draft)


async def criticised(chat: Chat, submission: Submission) -> Critique:
    """What the critic says of a draft that it is shown alone."""
    (critique,) = await Critic(chat)(Panel(brief=submission.brief, drafts=(submission.draft,)))
    return critique


@dataclass
class Scripted:
    """A chat that gives its replies in order, the last one for ever, and remembers what it was asked."""

    replies: list[Reply]
    name: str = "scripted"
    requests: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Reply:
        self.requests.append(request)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def saying(*texts: str) -> Scripted:
    """A chat that says these texts, each at a cost of 10 tokens in and 5 out."""
    return Scripted([Reply(text=text, input_tokens=10, output_tokens=5) for text in texts])


@pytest.fixture
async def openai_model(endpoint: Endpoint) -> AsyncIterator[Callable[[], ChatOpenAI]]:
    """ChatOpenAI at the endpoint, without retries of its own; its connections are closed with the test."""
    async with openai.DefaultAsyncHttpx2Client() as connections:
        yield lambda: ChatOpenAI(
            model="scripted-1",
            base_url=endpoint.url,
            api_key=SecretStr("key-of-the-test"),
            max_retries=0,
            timeout=60,
            http_async_client=connections,
        )


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    ledger = Ledger(tmp_path / "ledger.db")
    yield ledger
    await ledger.close()
