"""Answering: what others say to the question of an accepted draft, through the compiled graph."""

from typing import Any

import pytest

from bookwright.agents.failures import FailureKind
from bookwright.agents.inquiry import Inquiry, Match
from bookwright.agents.items import Brief, Claim, Decision, Draft, QuestionKind, Submission
from bookwright.errors import ModelUnreachable, ReplyUnreadable
from bookwright.graphs.answering import closed_book, open_book
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.evidence import locate
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from bookwright.service.outcome import Outcome
from tests.graphs.conftest import Seats, draft_on

ANSWER = "A ledger is a file that keeps every paid answer."


async def run(seats: Seats, library: Library) -> dict[str, Any]:
    graph = qa_graph(seats.team(), library, QASettings(evolve=1.0)).compile()
    return await graph.ainvoke({"passage_id": library.passages()[0].id})


def says(open_book: str, closed_book: str = "") -> Any:
    return lambda item: open_book if item.brief else closed_book


def agrees(*right: str) -> Any:
    return lambda answer: Match.SAME if answer in right else Match.CONTRADICTS


async def test_an_accepted_draft_is_asked_about_in_both_ways_and_compared_once(library: Library) -> None:
    seats = Seats(answers=(says("It keeps answers.", "A bound book."),), match=agrees("It keeps answers."))
    out = await run(seats, library)
    assert seats.asked == ["writer", "evolver", "critic", "judge", "answerer", "answerer", "matcher"]
    (record,) = out["records"]
    (opened,), (closed,) = record.answering.open, record.answering.closed
    assert (opened.by, opened.answer, opened.match, opened.reason) == (
        "test 1",
        "It keeps answers.",
        Match.SAME,
        "compared: It keeps answers.",
    )
    assert (closed.answer, closed.match) == ("A bound book.", Match.CONTRADICTS)
    assert not record.answering.easy
    assert record.answering.text_sha256 == record.text_sha256 == record.verdict.text_sha256


async def test_without_answerers_nobody_is_asked(library: Library) -> None:
    (record,) = (await run(Seats(), library))["records"]
    assert record.answering is None


async def test_what_the_judge_rejects_is_not_asked_about(library: Library) -> None:
    seats = Seats(judge=lambda _: Decision.REJECT, answers=(says("anything"),))
    assert (await run(seats, library))["rejects"][0].reason == "judge:clarity"
    assert "answerer" not in seats.asked


async def test_a_question_that_nobody_can_answer_from_its_evidence_is_rejected_with_all_that_was_said(library: Library) -> None:
    seats = Seats(answers=(says("", ANSWER), says("unknown", "")))
    (reject,) = (await run(seats, library))["rejects"]
    assert reject.reason == "answerer:unanswerable"
    assert reject.detail == "test 1: as shown; test 2: as shown"
    assert "matcher" not in seats.asked
    assert [given.match for given in reject.answering.closed] == [Match.SAME, None]
    assert reject.verdict.decision is Decision.ACCEPT


@pytest.mark.parametrize("match", [Match.DIFFERENT, Match.CONTRADICTS])
async def test_a_question_that_everybody_answers_otherwise_is_rejected(library: Library, match: Match) -> None:
    out = await run(Seats(answers=(says("A wheel."), says("")), match=lambda _: match), library)
    assert out["rejects"][0].reason == "answerer:disagreement"
    assert "compared: A wheel." in out["rejects"][0].detail


@pytest.mark.parametrize("match", [Match.SAME, Match.PARTIAL])
async def test_one_answerer_who_is_right_is_enough(library: Library, match: Match) -> None:
    seats = Seats(answers=(says("A file."), says("A wheel.")), match=lambda answer: match if answer == "A file." else Match.CONTRADICTS)
    assert len((await run(seats, library))["records"]) == 1


@pytest.mark.parametrize(
    ("first", "second", "easy"),
    [("A file of answers.", ANSWER, True), ("A file of answers.", "", False), ("A wheel.", ANSWER, False)],
    ids=["both know it", "one does not say", "one is wrong"],
)
async def test_easy_is_what_everybody_answers_without_the_evidence(library: Library, first: str, second: str, easy: bool) -> None:
    seats = Seats(answers=(says(ANSWER, first), says(ANSWER, second)), match=agrees("A file of answers."))
    (record,) = (await run(seats, library))["records"]
    assert record.answering.easy is easy


async def test_right_in_part_is_not_easy(library: Library) -> None:
    seats = Seats(answers=(says(ANSWER, "A file."),), match=lambda _: Match.PARTIAL)
    (record,) = (await run(seats, library))["records"]
    assert not record.answering.easy


async def test_the_same_words_need_no_matcher_and_other_words_are_compared_once(library: Library) -> None:
    seats = Seats(answers=(says(ANSWER, ANSWER.upper()),))
    await run(seats, library)
    assert "matcher" not in seats.asked
    compared: list[str] = []
    seats = Seats(answers=(says("A file.", "A file."), says("A file.", "")), match=lambda answer: compared.append(answer) or Match.SAME)
    await run(seats, library)
    assert compared == ["A file."]


@pytest.mark.parametrize("seat", ["answerer", "matcher"])
async def test_a_call_that_fails_costs_the_draft_and_is_never_a_silent_pass(library: Library, seat: str) -> None:
    def fail(_: Any) -> Any:
        raise ModelUnreachable(FailureKind.TIMEOUT, "no complete answer within the deadline")

    seats = Seats(answers=(says("A file."), fail)) if seat == "answerer" else Seats(answers=(says("A file."),), match=fail)
    out = await run(seats, library)
    assert not out["records"]
    assert out["rejects"][0].reason == f"{seat}:timeout"


def in_the_closed_book(fail: Any) -> Any:
    return lambda item: ANSWER if item.brief else fail(item)


def fails(kind: FailureKind) -> Any:
    def fail(_: Any) -> Any:
        raise ModelUnreachable(kind, "no complete answer")

    return fail


@pytest.mark.parametrize(("knows", "easy"), [(ANSWER, None), ("A wheel.", False)])
async def test_a_failed_call_without_the_evidence_costs_no_record(library: Library, knows: str, easy: bool | None) -> None:
    answers = (in_the_closed_book(fails(FailureKind.TIMEOUT)), says(ANSWER, knows))
    (record,) = (await run(Seats(answers=answers, match=agrees(ANSWER)), library))["records"]
    assert record.answering.easy is easy
    assert [given.failed for given in record.answering.closed] == ["timeout", ""]
    assert not Outcome(records=(record,)).final


async def test_one_whose_reply_is_of_no_use_is_not_asked_again(library: Library) -> None:
    def unreadable(_: Inquiry) -> str:
        raise ReplyUnreadable("schema", "no answer in it")

    answers = (in_the_closed_book(unreadable),)
    (record,) = (await run(Seats(answers=answers), library))["records"]
    assert record.answering.easy is None
    assert Outcome(records=(record,)).final


async def test_a_call_without_the_evidence_and_without_hope_ends_the_run(library: Library) -> None:
    with pytest.raises(ModelUnreachable):
        await run(Seats(answers=(in_the_closed_book(fails(FailureKind.CONNECTION)),)), library)


async def test_an_answer_that_the_source_has_in_its_words_is_compared(library: Library) -> None:
    seats = Seats(answers=(says("Answer."),))
    assert len((await run(seats, library))["records"]) == 1
    assert "matcher" in seats.asked


@pytest.mark.parametrize("seat", ["answerer", "matcher"])
async def test_a_call_without_hope_ends_the_run(library: Library, seat: str) -> None:
    def fail(_: Any) -> Any:
        raise ModelUnreachable(FailureKind.CONNECTION, "the connection failed")

    with pytest.raises(ModelUnreachable):
        await run(Seats(answers=(fail if seat == "answerer" else says("A file."),), match=fail), library)


async def test_each_draft_of_a_passage_goes_its_own_way(library: Library) -> None:
    def two(brief: Brief) -> tuple[Draft, ...]:
        return (
            draft_on(brief, "What is a ledger of paid answers?", ANSWER),
            draft_on(brief, "When is the ledger written?", "The ledger is written before a role sees the answer."),
        )

    def first_alone(inquiry: Inquiry) -> str:
        return ANSWER if inquiry.question.startswith("What") else ""

    out = await run(Seats(write=two, answers=(first_alone,)), library)
    assert [record.answer for record in out["records"]] == [ANSWER]
    assert [reject.reason for reject in out["rejects"]] == ["answerer:unanswerable"]


def test_the_open_book_holds_the_passages_of_the_evidence_and_the_closed_one_nothing() -> None:
    texts = ("The first passage says nothing of use here.", "A ledger keeps every paid answer.", "The third one is idle.")
    passages = tuple(
        Passage(id=f"p{n}", document_id="d", start=100 * n, end=100 * n + len(text), text=text) for n, text in enumerate(texts)
    )
    brief = Brief(passages=passages, titles={"d": "The Engine"}, language="en", about="Engines")
    evidence = locate(texts[1], texts[1], "d", 100)
    assert evidence
    draft = Draft(
        question="What does a ledger keep?", kind=QuestionKind.FACT, claims=(Claim(text=texts[1], evidence=(0,)),), evidence=(evidence,)
    )
    opened, closed = open_book(Submission(brief=brief, draft=draft)), closed_book(Submission(brief=brief, draft=draft))
    assert opened.brief
    assert [passage.id for passage in opened.brief.passages] == ["p1"]
    assert (closed.brief, closed.about, closed.question) == (None, "Engines", draft.question)
    assert texts[1] not in closed.model_dump_json()
