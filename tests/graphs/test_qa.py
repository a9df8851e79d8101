"""The Q&A graph, always through the compiled graph."""

from typing import Any

import pytest

from bookwright.agents.failures import FailureKind
from bookwright.agents.items import Decision, Evolution, FaultKind, Revision, Submission
from bookwright.agents.team import rules_team
from bookwright.errors import InputError, ModelUnreachable
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.library import Library
from tests.graphs.conftest import Seats, draft_on, fault

SOUND = "A run that was killed reads the ledger and pays nothing twice."


async def run(seats: Seats, library: Library, **settings: Any) -> dict[str, Any]:
    graph = qa_graph(seats.team(), library, QASettings(**{"evolve": 1.0} | settings)).compile()
    return await graph.ainvoke({"passage_id": library.passages()[0].id})


def mended(revision: Revision) -> Any:
    return draft_on(revision.submission.brief, "What does a killed run do about paid answers?", SOUND)


async def test_a_sound_draft_meets_every_seat_once_and_becomes_a_record(library: Library) -> None:
    seats = Seats()
    out = await run(seats, library)
    assert seats.asked == ["writer", "evolver", "critic", "judge"]
    (record,) = out["records"]
    assert record.verdict.text_sha256 == record.text_sha256
    evidence = record.evidence[0]
    assert library.document(evidence.document_id).text[evidence.start : evidence.end] == evidence.quote
    assert not out["rejects"]


async def test_a_topic_is_looked_up(library: Library) -> None:
    out = await qa_graph(Seats().team(), library).compile().ainvoke({"topic": "paid answers"})
    assert len(out["records"]) == 1


async def test_without_passage_or_topic_the_graph_says_what_to_give(library: Library) -> None:
    with pytest.raises(InputError, match="give a passage_id or a topic"):
        await qa_graph(Seats().team(), library).compile().ainvoke({})


async def test_a_draft_that_falls_at_a_gate_is_revised_before_any_critic_is_asked(library: Library) -> None:
    seats = Seats(write=lambda brief: (draft_on(brief, "What is a ledger?", "A ledger is a wheel.", "a wheel"),), revise=mended)
    out = await run(seats, library)
    assert seats.asked == ["writer", "reviser", "critic", "judge"]
    assert [version.operator for version in out["records"][0].lineage] == ["write", "revise"]


async def test_a_critic_s_fault_goes_to_the_reviser_and_the_revision_is_read_again(library: Library) -> None:
    seats = Seats(criticise=lambda s: () if s.draft.answer == SOUND else (fault(),), revise=mended)
    out = await run(seats, library)
    assert seats.asked == ["writer", "evolver", "critic", "reviser", "critic", "judge"]
    assert out["records"][0].answer == SOUND


async def test_when_the_rounds_are_spent_the_draft_is_rejected_with_its_faults(library: Library) -> None:
    answers = iter(["A ledger is a file that keeps every paid answer.", "The ledger is written before a role sees the answer.", SOUND])

    def another(revision: Revision) -> Any:
        return draft_on(revision.submission.brief, "What does the ledger do here?", next(answers))

    seats = Seats(criticise=lambda _: (fault(),), revise=another)
    out = await run(seats, library, rounds=2)
    assert seats.asked.count("reviser") == 2
    assert "judge" not in seats.asked
    (reject,) = out["rejects"]
    assert reject.reason == "critic:unclear"
    assert "cannot be understood" in reject.detail
    assert len(reject.critiques) >= 3


async def test_a_reviser_that_changes_nothing_ends_the_loop(library: Library) -> None:
    seats = Seats(criticise=lambda _: (fault(),))
    out = await run(seats, library, rounds=5)
    assert seats.asked.count("reviser") == 1
    assert out["rejects"][0].reason == "critic:unclear"


async def test_a_revision_with_more_faults_gives_way_to_the_version_before(library: Library) -> None:
    def worse(submission: Submission) -> Any:
        return (fault(), fault(FaultKind.TRIVIAL)) if submission.draft.answer == SOUND else (fault(),)

    out = await run(Seats(criticise=worse, revise=mended), library, rounds=1)
    reject = out["rejects"][0]
    assert reject.answer == "A ledger is a file that keeps every paid answer."
    assert [version.kept for version in reject.lineage] == [True, False]


async def test_an_evolution_that_gains_goes_on_in_place_of_its_parent(library: Library) -> None:
    def harder(submission: Submission) -> Evolution:
        return Evolution(
            operator="deepen", draft=draft_on(submission.brief, "How does a killed run avoid paying twice?", SOUND), reason="more"
        )

    out = await run(Seats(evolve=harder), library)
    record = out["records"][0]
    assert record.answer == SOUND
    assert [(version.operator, version.parent, version.kept) for version in record.lineage] == [("write", None, True), ("deepen", 0, True)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is a ledger of paid answers?", "A ledger is a file that keeps every paid answer."),
        ("What is the rewritten question about the ledger?", SOUND),
        ("Why is a ledger painted blue?", "A ledger is painted blue."),
    ],
    ids=["gains nothing", "leaks the prompt", "lost its evidence"],
)
async def test_an_eliminated_evolution_leaves_its_parent_to_go_on(library: Library, question: str, answer: str) -> None:
    seats = Seats(evolve=lambda s: Evolution(operator="deepen", draft=draft_on(s.brief, question, answer)))
    out = await run(seats, library)
    record = out["records"][0]
    assert record.answer == "A ledger is a file that keeps every paid answer."
    assert record.lineage[1].kept is False
    assert record.lineage[1].why


async def test_two_drafts_that_evolve_into_the_same_question_leave_it_to_the_first(library: Library) -> None:
    def two(brief: Any) -> Any:
        return (
            draft_on(brief, "What is a ledger of paid answers?", "A ledger is a file that keeps every paid answer."),
            draft_on(brief, "When is the ledger written?", "The ledger is written before a role sees the answer."),
        )

    def same(submission: Submission) -> Evolution:
        return Evolution(operator="join", draft=draft_on(submission.brief, "How does a killed run avoid paying twice?", SOUND))

    out = await run(Seats(write=two, evolve=same), library)
    assert [record.question for record in out["records"]] == ["How does a killed run avoid paying twice?", "When is the ledger written?"]
    assert out["records"][1].lineage[1].why == "asks the same as draft 1"


async def test_the_judge_s_rejection_is_a_reject_with_its_criterion(library: Library) -> None:
    out = await run(Seats(judge=lambda _: Decision.REJECT), library)
    assert out["rejects"][0].reason == "judge:clarity"
    assert not out["records"]


async def test_drafts_of_one_passage_that_ask_the_same_are_kept_once(library: Library) -> None:
    def twice(brief: Any) -> Any:
        return (
            draft_on(brief, "What is a ledger of paid answers?", "A ledger is a file that keeps every paid answer."),
            draft_on(brief, "What is the ledger of the paid answers?", SOUND),
        )

    out = await run(Seats(write=twice), library)
    assert (len(out["records"]), out["rejects"][0].reason) == (1, "gates:duplicate")


async def test_a_passage_with_nothing_to_ask_is_a_reject_that_says_so(library: Library) -> None:
    out = await run(Seats(write=lambda _: ()), library)
    assert out["rejects"][0].reason == "writer:nothing_to_ask"


@pytest.mark.parametrize("seat", ["write", "criticise", "judge"])
async def test_a_failed_call_costs_its_draft_and_no_more(library: Library, seat: str) -> None:
    def fail(_: Any) -> Any:
        raise ModelUnreachable(FailureKind.TIMEOUT, "no complete answer within the deadline")

    out = await run(Seats(**{seat: fail}), library)
    assert out["rejects"][0].reason.endswith(":timeout")


async def test_a_failed_evolver_leaves_the_draft_as_it_was(library: Library) -> None:
    def fail(_: Any) -> Any:
        raise ModelUnreachable(FailureKind.TIMEOUT, "no complete answer within the deadline")

    assert len((await run(Seats(evolve=fail), library))["records"]) == 1


async def test_a_model_that_is_not_there_ends_the_run(library: Library) -> None:
    def fail(_: Any) -> Any:
        raise ModelUnreachable(FailureKind.CONNECTION, "the connection failed")

    with pytest.raises(ModelUnreachable):
        await run(Seats(write=fail), library)


async def test_the_rule_based_team_goes_through_the_same_graph(library: Library) -> None:
    out = await qa_graph(rules_team(), library).compile().ainvoke({"passage_id": library.passages()[0].id})
    assert out["records"]
    assert all(record.made_by == "rules" for record in out["records"])


async def test_a_node_can_be_added_before_compiling(library: Library) -> None:
    seen = []
    graph = qa_graph(Seats().team(), library)
    graph.add_node("look", lambda state: seen.append(len(state["records"])) or {})
    graph.add_edge("settle", "look")
    await graph.compile().ainvoke({"passage_id": library.passages()[0].id})
    assert seen == [1]


async def test_an_evolution_that_cannot_be_mended_gives_way_to_the_draft_it_came_from(library: Library) -> None:
    seats = Seats(
        evolve=lambda s: Evolution(operator="deepen", draft=draft_on(s.brief, "How does a killed run avoid paying twice?", SOUND)),
        criticise=lambda s: (fault(),) if s.draft.answer == SOUND else (),
    )
    out = await run(seats, library, rounds=1)
    record = out["records"][0]
    assert record.answer == "A ledger is a file that keeps every paid answer."
    assert [(version.operator, version.kept) for version in record.lineage] == [("write", True), ("deepen", False)]


async def test_after_a_set_back_the_reviser_is_told_what_was_tried(library: Library) -> None:
    told = []

    def worse_then_same(revision: Revision) -> Any:
        told.append(revision.faults)
        return draft_on(revision.submission.brief, "What is the ledger of wheels?", f"A ledger is {len(told)} blue wheels.", "wheels")

    seats = Seats(write=lambda brief: (draft_on(brief, "What is a ledger?", "A ledger is a wheel.", "a wheel"),), revise=worse_then_same)
    out = await run(seats, library, rounds=2)
    assert len(told) == 2
    assert told[0] != told[1]
    assert out["rejects"]


async def test_a_mend_of_the_evidence_alone_is_a_mend(library: Library) -> None:
    def mend(revision: Revision) -> Any:
        return revision.submission.draft.model_copy(update={"unlocated": ()})

    def with_a_lost_quote(brief: Any) -> Any:
        sound = draft_on(brief, "What is a ledger of paid answers?", "A ledger is a file that keeps every paid answer.")
        return (sound.model_copy(update={"unlocated": ("words of no source",)}),)

    out = await run(Seats(write=with_a_lost_quote, revise=mend), library)
    assert len(out["records"]) == 1


async def test_a_failed_evolver_is_noted_in_the_lineage(library: Library) -> None:
    def fail(_: Any) -> Any:
        raise ModelUnreachable(FailureKind.RATE_LIMIT, "HTTP 429")

    record = (await run(Seats(evolve=fail), library))["records"][0]
    assert [(version.operator, version.why) for version in record.lineage] == [("write", ""), ("failed", "evolver:rate_limit")]
