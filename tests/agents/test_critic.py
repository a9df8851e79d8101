"""The critic's reply: faults that name words of the draft, bound to the draft that was read."""

import json

import pytest

from bookwright.agents.critic import Critic
from bookwright.agents.items import FaultKind, Panel, Submission
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import criticised, saying


def criticism(*words: str) -> str:
    faults = [{"words": w, "reason": "not said", "kind": "unsupported", "remedy": "leave it out"} for w in words]
    return json.dumps({"drafts": [{"draft": 1, "checks": ["sentence 1: supported"], "faults": faults}]})


async def test_no_fault_is_a_critique_bound_to_the_draft(submission: Submission) -> None:
    critique = await criticised(saying(criticism()), submission)
    assert critique.faults == ()
    assert critique.draft_sha256 == submission.draft.sha256
    assert critique.by == "scripted"


@pytest.mark.parametrize("words", ["one file beside", "ONE  FILE", "paid answers?", "“one file” beside the records."])
async def test_a_fault_in_words_of_question_or_answer_is_taken(submission: Submission, words: str) -> None:
    (fault,) = (await criticised(saying(criticism(words)), submission)).faults
    assert fault.kind is FaultKind.UNSUPPORTED
    assert fault.quote == words


@pytest.mark.parametrize("words", ["two files", "", "…", "share one write to disk"])
async def test_a_fault_whose_words_are_not_the_drafts_is_asked_for_again(submission: Submission, words: str) -> None:
    chat = saying(criticism(words), criticism("one file"))
    (fault,) = (await criticised(chat, submission)).faults
    assert fault.quote == "one file"
    assert "does not stand in the question or the answer" in chat.requests[1].messages[-1].content


async def test_a_critic_that_insists_on_such_words_is_unreadable_not_content(submission: Submission) -> None:
    with pytest.raises(ReplyUnreadable):
        await criticised(saying(criticism("two files")), submission)


async def test_a_kind_that_only_gates_find_is_refused(submission: Submission) -> None:
    with pytest.raises(ReplyUnreadable):
        await criticised(saying(criticism("one file").replace("unsupported", "duplicate")), submission)


def of_several(*numbers: int) -> str:
    return json.dumps({"drafts": [{"draft": n, "checks": [], "faults": []} for n in numbers]})


async def test_several_drafts_are_read_in_one_call_and_each_has_its_own_critique(submission: Submission) -> None:
    other = submission.draft.model_copy(update={"question": "What does a ledger keep beside the records?"})
    chat = saying(of_several(2, 1))
    first, second = await Critic(chat)(Panel(brief=submission.brief, drafts=(submission.draft, other)))
    assert (first.draft_sha256, second.draft_sha256) == (submission.draft.sha256, other.sha256)
    shown = chat.requests[0].messages[-1].content
    assert shown.index('<draft number="1">') < shown.index(other.question)
    assert len(chat.requests) == 1


@pytest.mark.parametrize("numbers", [(), (1,), (1, 1), (1, 3), (1, 2, 3)])
async def test_a_reply_that_leaves_a_draft_out_is_asked_for_again(submission: Submission, numbers: tuple[int, ...]) -> None:
    chat = saying(of_several(*numbers), of_several(1, 2))
    await Critic(chat)(Panel(brief=submission.brief, drafts=(submission.draft, submission.draft)))
    assert "check each of the drafts [1, 2] once" in chat.requests[1].messages[-1].content
