"""The critic's reply: faults that name words of the draft, bound to the draft that was read."""

import json

import pytest

from bookwright.agents.critic import Critic
from bookwright.agents.items import FaultKind, Submission
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying


def criticism(*words: str) -> str:
    faults = [{"words": w, "reason": "not said", "kind": "unsupported", "remedy": "leave it out"} for w in words]
    return json.dumps({"checks": ["sentence 1: supported"], "faults": faults})


async def test_no_fault_is_a_critique_bound_to_the_draft(submission: Submission) -> None:
    critique = await Critic(saying(criticism()))(submission)
    assert critique.faults == ()
    assert critique.draft_sha256 == submission.draft.sha256
    assert critique.by == "scripted"


@pytest.mark.parametrize("words", ["one file beside", "ONE  FILE", "paid answers?", "“one file” beside the records."])
async def test_a_fault_in_words_of_question_or_answer_is_taken(submission: Submission, words: str) -> None:
    (fault,) = (await Critic(saying(criticism(words)))(submission)).faults
    assert fault.kind is FaultKind.UNSUPPORTED
    assert fault.quote == words


@pytest.mark.parametrize("words", ["two files", "", "…", "share one write to disk"])
async def test_a_fault_whose_words_are_not_the_drafts_is_asked_for_again(submission: Submission, words: str) -> None:
    chat = saying(criticism(words), criticism("one file"))
    (fault,) = (await Critic(chat)(submission)).faults
    assert fault.quote == "one file"
    assert "does not stand in the question or the answer" in chat.requests[1].messages[-1].content


async def test_a_critic_that_insists_on_such_words_is_unreadable_not_content(submission: Submission) -> None:
    with pytest.raises(ReplyUnreadable):
        await Critic(saying(criticism("two files")))(submission)


async def test_a_kind_that_only_gates_find_is_refused(submission: Submission) -> None:
    with pytest.raises(ReplyUnreadable):
        await Critic(saying(criticism("one file").replace("unsupported", "duplicate")))(submission)
