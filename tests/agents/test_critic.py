"""The critic's reply: a word on every claim, and faults that name words of the draft, bound to the draft that was read."""

import json
from typing import Any

import pytest

from bookwright.agents.critic import Critic
from bookwright.agents.items import Claim, ClaimCheck, FaultKind, Panel, Standing, Submission
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import criticised, saying

SOURCE_WORDS = "keeps every paid answer in one file"


def sentence(number: int, standing: str = "supported") -> dict[str, Any]:
    return {"sentence": number, "source_words": SOURCE_WORDS, "reason": "as the ledger's sentence has it", "standing": standing}


def criticism(*words: str, sentences: list[dict[str, Any]] | None = None, kind: str = "unsupported") -> str:
    faults = [{"words": w, "reason": "not said", "kind": kind, "remedy": "leave it out"} for w in words]
    checked = [sentence(1)] if sentences is None else sentences
    return json.dumps({"drafts": [{"draft": 1, "sentences": checked, "checks": ["nothing is taken for granted"], "faults": faults}]})


def of_two_claims(submission: Submission) -> Submission:
    first, second = submission.draft.claims[0], Claim(text="Commits are grouped.")
    return submission.model_copy(update={"draft": submission.draft.model_copy(update={"claims": (first, second)})})


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
    return json.dumps({"drafts": [{"draft": n, "sentences": [sentence(1)], "checks": [], "faults": []} for n in numbers]})


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


async def test_every_claim_has_the_critics_word_with_the_words_of_the_source(submission: Submission) -> None:
    two = of_two_claims(submission)
    critique = await criticised(saying(criticism(sentences=[sentence(2), sentence(1)])), two)
    assert critique.checks == tuple(ClaimCheck(claim=n, standing=Standing.SUPPORTED, words=SOURCE_WORDS) for n in (0, 1))
    assert critique.faults == ()


@pytest.mark.parametrize("numbers", [(), (1,), (1, 1), (1, 3), (1, 2, 3)])
async def test_a_reply_that_leaves_a_sentence_out_is_asked_for_again(submission: Submission, numbers: tuple[int, ...]) -> None:
    said = [criticism(sentences=[sentence(n) for n in some]) for some in (numbers, (1, 2))]
    chat = saying(*said)
    assert len((await criticised(chat, of_two_claims(submission))).checks) == 2
    assert "draft 1, sentences: check each of the sentences [1, 2] once" in chat.requests[1].messages[-1].content


@pytest.mark.parametrize(("standing", "kind"), [("not_stated", FaultKind.UNSUPPORTED), ("contradicted", FaultKind.CONTRADICTED)])
async def test_a_claim_without_support_is_a_fault_also_where_none_is_named(submission: Submission, standing: str, kind: FaultKind) -> None:
    (fault,) = (await criticised(saying(criticism(sentences=[sentence(1, standing)])), submission)).faults
    assert (fault.kind, fault.quote) == (kind, submission.draft.claims[0].text)


@pytest.mark.parametrize("kind", ["unsupported", "incomplete"])
async def test_a_claim_without_support_is_no_second_fault_where_one_names_its_words(submission: Submission, kind: str) -> None:
    chat = saying(criticism("one file", sentences=[sentence(1, "not_stated")], kind=kind))
    (fault,) = (await criticised(chat, submission)).faults
    assert fault.quote == "one file"


@pytest.mark.parametrize(("kind", "standing"), [("unsupported", Standing.NOT_STATED), ("contradicted", Standing.CONTRADICTED)])
async def test_a_fault_speaks_louder_than_a_supported_beside_it(submission: Submission, kind: str, standing: Standing) -> None:
    (check,) = (await criticised(saying(criticism("one file", kind=kind)), submission)).checks
    assert check.standing is standing


@pytest.mark.parametrize(("words", "kind"), [("paid answers", "unsupported"), ("one file", "incomplete")])
async def test_a_claim_stays_supported_where_the_fault_is_the_questions_or_of_another_kind(
    submission: Submission, words: str, kind: str
) -> None:
    question = submission.draft.model_copy(update={"question": "Where are paid answers kept?"})
    said = criticism(words, kind=kind)
    (check,) = (await criticised(saying(said), submission.model_copy(update={"draft": question}))).checks
    assert check.standing is Standing.SUPPORTED


async def located(submission: Submission, words: str) -> bool:
    said = criticism(sentences=[{**sentence(1), "source_words": words}])
    (check,) = (await criticised(saying(said), submission)).checks
    assert check.words == words
    return check.located


@pytest.mark.parametrize(
    "words",
    [
        "", SOURCE_WORDS, "KEEPS every  paid answer", "a checkpoint stores … A ledger keeps", "keeps [...] beside the records",
        "in one file ... share one write to disk.", "The Engine",
    ],
)  # fmt: skip
async def test_the_critics_words_are_found_in_what_it_was_shown(submission: Submission, words: str) -> None:
    assert await located(submission, words)


@pytest.mark.parametrize("words", ["keeps every answer for ever", "A ledger keeps … for ever", "300 answers share one write"])
async def test_words_that_stand_nowhere_are_told_and_cost_nothing(submission: Submission, words: str) -> None:
    assert not await located(submission, words)


async def test_a_condition_left_out_is_one_fault_also_where_it_names_the_question(submission: Submission) -> None:
    question = submission.draft.model_copy(update={"question": "Where, and when, does an engine keep its paid answers?"})
    chat = saying(criticism("and when", sentences=[sentence(1, "contradicted")], kind="incomplete"))
    critique = await criticised(chat, submission.model_copy(update={"draft": question}))
    assert [(fault.kind, fault.quote) for fault in critique.faults] == [(FaultKind.INCOMPLETE, "and when")]
    assert critique.checks[0].standing is Standing.CONTRADICTED


async def test_what_is_not_stated_is_a_fault_beside_one_of_the_question(submission: Submission) -> None:
    question = submission.draft.model_copy(update={"question": "Where, and when, does an engine keep its paid answers?"})
    chat = saying(criticism("and when", sentences=[sentence(1, "not_stated")], kind="incomplete"))
    critique = await criticised(chat, submission.model_copy(update={"draft": question}))
    assert [fault.kind for fault in critique.faults] == [FaultKind.INCOMPLETE, FaultKind.UNSUPPORTED]
