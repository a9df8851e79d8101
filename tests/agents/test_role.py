"""PromptRole: what it asks, what it can read, and what becomes of what it cannot."""

import json
import time
from typing import Any

import pytest

from bookwright.agents.chat import Reply, tally
from bookwright.agents.critic import Critic
from bookwright.agents.evolver import Evolver
from bookwright.agents.items import Brief, Fault, FaultKind, Panel, Revision, Submission
from bookwright.agents.judge import Judge
from bookwright.agents.reviser import Reviser
from bookwright.agents.role import PromptRole, unwrapped
from bookwright.agents.writer import Writer
from bookwright.errors import ModelError, ModelRefused, ReplyUnreadable
from bookwright.service.ledger import Ledger
from bookwright.service.paying import LedgerChat
from tests.agents.conftest import Scripted, saying

NONE = '{"drafts": []}'
ONE = json.dumps(
    {
        "drafts": [
            {
                "question": "Where are paid answers kept?",
                "kind": "fact",
                "answer": [{"text": "In one file.", "quotes": [{"passage": 1, "words": "in one file"}], "connective": False}],
            }
        ]
    }
)


def test_every_prompt_file_asks_for_what_its_role_fills_in(brief: Brief, submission: Submission) -> None:
    revision = Revision(submission=submission, faults=(Fault(kind=FaultKind.UNCLEAR, quote="paid", reason="by whom?"),))
    chat = saying(NONE)
    filled: list[tuple[PromptRole[Any, Any, Any], dict[str, str]]] = [
        (Writer(chat), Writer(chat).fields(brief)),
        (Reviser(chat), Reviser(chat).fields(revision)),
        (Critic(chat), Critic(chat).fields(Panel(brief=submission.brief, drafts=(submission.draft,)))),
        (Evolver(chat), Evolver(chat).fields(submission)),
        (Judge(chat), Judge(chat).fields(submission)),
    ]
    for role, fields in filled:
        system, user = role.prompt.messages(fields)
        assert role.prompt.placeholders == set(fields)
        assert (system.role, user.role) == ("system", "user")
        assert "<passage number=" in user.content


async def test_one_request_carries_the_schema_by_name(brief: Brief) -> None:
    chat = saying(ONE)
    (draft,) = await Writer(chat)(brief)
    (request,) = chat.requests
    assert draft.answer == "In one file."
    assert request.schema_name == "Written"
    assert request.reply_schema["properties"].keys() == {"drafts"}
    assert request.sample == 0


@pytest.mark.parametrize(
    "reply",
    [
        ONE,
        f"\n  {ONE}\n",
        f"```json\n{ONE}\n```",
        f"```\n{ONE}\n```\n",
        f"<think>\nA {{brace}} and a ```fence```.\n</think>\n\n{ONE}",
        f"<think></think>```json\n{ONE}\n```",
    ],
)
async def test_a_reply_in_a_fence_or_behind_thoughts_is_read(brief: Brief, reply: str) -> None:
    chat = saying(reply)
    assert len(await Writer(chat)(brief)) == 1
    assert len(chat.requests) == 1


def test_a_reply_of_endless_white_space_is_unwrapped_in_no_time() -> None:
    begun = time.perf_counter()
    unwrapped("{" + "\n" * 200_000 + "}")
    assert time.perf_counter() - begun < 0.5


async def test_an_unreadable_reply_is_asked_for_again_with_the_reason(brief: Brief) -> None:
    chat = saying('{"drafts": [{"question": 7}]}', ONE)
    assert len(await Writer(chat)(brief)) == 1
    first, second = chat.requests
    assert second.messages[:2] == first.messages
    assert [message.role for message in second.messages[2:]] == ["assistant", "user"]
    assert second.messages[2].content == '{"drafts": [{"question": 7}]}'
    assert "drafts.0.question: Input should be a valid string" in second.messages[3].content


async def test_a_second_unreadable_reply_is_followed_by_one_fresh_start(brief: Brief) -> None:
    chat = saying("nonsense", "more nonsense", ONE)
    assert len(await Writer(chat)(brief)) == 1
    first, _, third = chat.requests
    assert third.messages == first.messages
    assert (first.sample, third.sample) == (0, 1)


@pytest.mark.parametrize("reply", ["", "nonsense", "null", "[]", '{"drafts": [', '{"verdict": "good"}', '{"drafts": [], "confidence": 1}'])
async def test_three_unreadable_replies_are_an_error_that_does_not_repeat_them(brief: Brief, reply: str) -> None:
    chat = saying(reply)
    with pytest.raises(ReplyUnreadable) as caught:
        await Writer(chat)(brief)
    assert caught.value.kind == "schema"
    assert "\n" not in str(caught.value)
    assert "nonsense" not in str(caught.value)
    assert len(chat.requests) == 3


@pytest.mark.parametrize(
    ("reason", "kind", "error"),
    [
        ("length", "cut", ReplyUnreadable),
        ("max_tokens", "cut", ReplyUnreadable),
        ("refusal", "refused", ModelRefused),
        ("content_filter", "filtered", ModelRefused),
    ],
)
async def test_a_reply_that_the_model_did_not_finish_is_never_read(brief: Brief, reason: str, kind: str, error: type[ModelError]) -> None:
    chat = Scripted([Reply(text=ONE, finish_reason=reason)])
    with pytest.raises(error) as caught:
        await Writer(chat)(brief)
    assert caught.value.kind == kind
    assert len(chat.requests) == 1


async def test_what_an_unreadable_reply_cost_is_counted(brief: Brief, ledger: Ledger) -> None:
    with tally() as usage, pytest.raises(ReplyUnreadable):
        await Writer(LedgerChat(saying("nonsense"), ledger, {}))(brief)
    assert (usage.calls, usage.input_tokens, usage.output_tokens) == (3, 30, 15)


async def test_what_a_cut_reply_cost_is_counted(brief: Brief, ledger: Ledger) -> None:
    cut = Reply(text="{", finish_reason="length", input_tokens=10, output_tokens=5)
    with tally() as usage, pytest.raises(ReplyUnreadable):
        await Writer(LedgerChat(Scripted([cut]), ledger, {}))(brief)
    assert (usage.calls, usage.input_tokens, usage.output_tokens) == (1, 10, 5)


async def test_tallies_nest(brief: Brief, ledger: Ledger) -> None:
    writer = Writer(LedgerChat(saying(ONE), ledger, {}))
    with tally() as outer:
        await writer(brief)
        with tally() as inner:
            await writer(brief)
    assert (outer.calls, inner.calls) == (2, 1)
