"""LangChainChat: ChatOpenAI at a real server, and any other chat model by tool call."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_openai import ChatOpenAI

from bookwright.agents.chat import Request
from bookwright.agents.evolver import Evolver
from bookwright.agents.items import Brief, Decision, FaultKind, Revision, Submission
from bookwright.agents.judge import Judge
from bookwright.agents.langchain import LangChainChat, reply_of
from bookwright.agents.reviser import Reviser
from bookwright.agents.rubric import Rubric
from bookwright.agents.writer import Writer, Written
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import criticised
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule

Model = Callable[[], ChatOpenAI]


async def test_every_seat_gets_an_answer_of_its_schema(endpoint: Endpoint, openai_model: Model, brief: Brief) -> None:
    endpoint.follow(faulty=1.0, evolving=1.0)
    chat = LangChainChat(openai_model())
    first, *_ = await Writer(chat)(brief)
    submission = Submission(brief=brief, draft=first)
    critique = await criticised(chat, submission)
    revised = await Reviser(chat)(Revision(submission=submission, faults=critique.faults))
    mended = Submission(brief=brief, draft=revised)
    evolution = await Evolver(chat)(mended)
    verdict = await Judge(chat)(mended)
    assert first.evidence
    assert not first.unlocated
    assert [fault.kind for fault in critique.faults] == [FaultKind.UNCLEAR]
    assert "exactly" in revised.question
    assert (await criticised(chat, mended)).faults == ()
    assert evolution.operator == "compare"
    assert evolution.draft
    assert len(evolution.draft.evidence) == 2
    assert verdict.decision is Decision.ACCEPT
    assert endpoint.served()["seats"] == {"Written": 1, "Criticism": 2, "Revised": 1, "Evolved": 1, "Judgements": 1}
    assert all(line["authorised"] for line in endpoint.log() if line["event"] == "asked")


async def test_the_answers_tokens_are_reported(openai_model: Model, brief: Brief) -> None:
    chat = LangChainChat(openai_model())
    reply = await chat.ask(request_of(Writer(chat), brief))
    assert reply.input_tokens > 500
    assert reply.output_tokens > 10
    assert reply.finish_reason == "stop"


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [(Behaviour.LENGTH, "length"), (Behaviour.CONTENT_FILTER, "content_filter"), (Behaviour.REFUSAL, "refusal")],
)
async def test_an_unfinished_answer_is_a_reply_that_says_so_and_what_it_cost(
    endpoint: Endpoint, openai_model: Model, brief: Brief, behaviour: Behaviour, reason: str
) -> None:
    endpoint.misbehave(behaviour)
    chat = LangChainChat(openai_model())
    reply = await chat.ask(request_of(Writer(chat), brief))
    assert reply.finish_reason == reason
    assert reply.input_tokens > 500
    assert reply.output_tokens > 0


async def test_an_answer_without_usage_counts_no_tokens(endpoint: Endpoint, openai_model: Model, brief: Brief) -> None:
    endpoint.misbehave(Behaviour.MISSING_USAGE)
    chat = LangChainChat(openai_model())
    reply = await chat.ask(request_of(Writer(chat), brief))
    assert (reply.input_tokens, reply.output_tokens) == (0, 0)
    assert json.loads(reply.text)["drafts"]


@pytest.mark.parametrize("behaviour", [Behaviour.FENCED, Behaviour.THINK])
async def test_a_wrapped_answer_is_read_at_the_first_request(
    endpoint: Endpoint, openai_model: Model, brief: Brief, behaviour: Behaviour
) -> None:
    endpoint.misbehave(behaviour)
    assert await Writer(LangChainChat(openai_model()))(brief)
    assert endpoint.served()["asked"] == 1


UNREADABLE = [
    Behaviour.NULL_CONTENT,
    Behaviour.EMPTY_CONTENT,
    Behaviour.PROSE,
    Behaviour.BAD_JSON,
    Behaviour.CUT_JSON,
    Behaviour.WRONG_SCHEMA,
    Behaviour.EXTRA_FIELDS,
]


@pytest.mark.parametrize("behaviour", UNREADABLE)
async def test_an_unreadable_answer_is_mended_by_asking_again(
    endpoint: Endpoint, openai_model: Model, brief: Brief, behaviour: Behaviour
) -> None:
    endpoint.misbehave(behaviour, served=(1, 1))
    assert await Writer(LangChainChat(openai_model()))(brief)
    assert endpoint.served()["asked"] == 2


@pytest.mark.parametrize("behaviour", UNREADABLE)
async def test_a_server_that_only_answers_unreadably_is_asked_three_times(
    endpoint: Endpoint, openai_model: Model, brief: Brief, behaviour: Behaviour
) -> None:
    endpoint.misbehave(behaviour)
    with pytest.raises(ReplyUnreadable):
        await Writer(LangChainChat(openai_model()))(brief)
    assert endpoint.served()["asked"] == 3


async def test_two_rubrics_on_one_model_are_each_asked_for_by_their_own_schema(
    endpoint: Endpoint, openai_model: Model, submission: Submission, tmp_path: Path
) -> None:
    path = tmp_path / "short.toml"
    path.write_text('[brevity]\nasks = "Is it short?"\nminimum = 5\nscores = ["1", "2", "3", "4", "5"]\n', encoding="utf-8")
    chat = LangChainChat(openai_model())
    endpoint.follow(score=4)
    first, second = await Judge(chat)(submission), await Judge(chat, Rubric.load(path))(submission)
    assert (first.decision, second.decision) == (Decision.ACCEPT, Decision.REJECT)
    assert set(second.scores) == {"brevity"}
    assert endpoint.served()["asked"] == 2


async def test_a_plan_can_pick_one_seat(endpoint: Endpoint, openai_model: Model, brief: Brief, submission: Submission) -> None:
    endpoint.follow(Rule(behaviour=Behaviour.PROSE, seat="Criticism"))
    chat = LangChainChat(openai_model())
    assert await Writer(chat)(brief)
    with pytest.raises(ReplyUnreadable):
        await criticised(chat, submission)


SENTENCE = {"sentence": 1, "source_words": "one file beside the records", "reason": "said so", "standing": "supported"}
SOUND: dict[str, Any] = {"draft": 1, "sentences": [SENTENCE], "checks": [], "faults": []}


class ToolModel(BaseChatModel):
    """A model of another provider: it answers by calling the tool it was bound to."""

    answer: dict[str, Any] | str
    seen: list[dict[str, Any]] = []  # noqa: RUF012 - pydantic copies it

    @property
    def _llm_type(self) -> str:
        return "tool-model"

    def bind_tools(self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any) -> Runnable[LanguageModelInput, AIMessage]:
        return self.bind(tools=tools, tool_choice=tool_choice)

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any
    ) -> ChatResult:
        raise NotImplementedError

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        self.seen.append(kwargs)
        usage = UsageMetadata(input_tokens=7, output_tokens=3, total_tokens=10)
        if isinstance(self.answer, str):
            message = AIMessage(self.answer, usage_metadata=usage, response_metadata={"stop_reason": "end_turn"})
        else:
            call = {"name": kwargs["tool_choice"], "args": self.answer, "id": "1"}
            message = AIMessage("", tool_calls=[call], usage_metadata=usage, response_metadata={"stop_reason": "tool_use"})
        return ChatResult(generations=[ChatGeneration(message=message)])


async def test_a_model_of_another_provider_is_asked_by_the_schema_as_its_one_tool(submission: Submission) -> None:
    model = ToolModel(answer={"drafts": [SOUND]})
    chat = LangChainChat(model)
    assert (await criticised(chat, submission)).faults == ()
    (bound,) = model.seen
    assert bound["tool_choice"] == "Criticism"
    assert bound["tools"][0]["title"] == "Criticism"
    assert bound["tools"][0]["properties"].keys() == {"drafts"}
    assert chat.name == "ToolModel"


async def test_a_model_that_calls_no_tool_is_read_by_its_text(submission: Submission) -> None:
    chat = LangChainChat(ToolModel(answer=json.dumps({"drafts": [SOUND]})), name="local")
    critique = await criticised(chat, submission)
    assert (critique.faults, critique.by) == ((), "local")


async def test_a_model_that_calls_no_tool_and_chats_is_unreadable(submission: Submission) -> None:
    with pytest.raises(ReplyUnreadable):
        await criticised(LangChainChat(ToolModel(answer="It looks fine to me.")), submission)


def test_half_a_surrogate_pair_in_an_answer_cannot_break_what_comes_after() -> None:
    reply = reply_of(AIMessage('{"plan": "\ud83d"}'))
    assert reply.text.encode()


def request_of(writer: Writer, brief: Brief) -> Request:
    """The request that a writer makes."""
    return Request(messages=writer.prompt.messages(writer.fields(brief)), schema_name="Written", reply_schema=Written.model_json_schema())
