"""The examiner, the solver, the marker, the critic of exercises, the judges and the editor: what becomes of a model's reply."""

import json
from typing import Any

import pytest

from bookwright.agents.items import Decision, Fault, FaultKind
from bookwright.agents.textbook.check import CodeCheck, MathCheck, Operation, TableCheck
from bookwright.agents.textbook.editor import PAGE, Editor
from bookwright.agents.textbook.examiner import Examiner
from bookwright.agents.textbook.exercise_critic import ExerciseCritic
from bookwright.agents.textbook.exercise_judge import ExerciseJudge
from bookwright.agents.textbook.exercise_reviser import ExerciseReviser
from bookwright.agents.textbook.items import (
    Exercise,
    ExerciseBrief,
    ExerciseRevision,
    ExerciseSubmission,
    Manuscript,
    Marking,
    Problem,
    SectionBrief,
    SectionDraft,
    SectionSubmission,
    Solved,
)
from bookwright.agents.textbook.marker import Marker
from bookwright.agents.textbook.section_judge import SectionJudge
from bookwright.agents.textbook.section_writer import SectionWriter
from bookwright.agents.textbook.shown import shown_exercise
from bookwright.agents.textbook.solver import Solver
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying
from tests.agents.textbook.conftest import TABLE, said, section

SOLUTION = said("Since the ledger is read first, nothing is bought twice.", "does not ask a model before it has read the ledger")


def exercise(**changes: Any) -> dict[str, Any]:
    """An exercise as a model replies."""
    return {
        "objective": "1.1-a",
        "kind": "explain",
        "level": "understand",
        "question": "Why does an engine with a ledger pay for no answer twice?",
        "solution": [SOLUTION],
        "check": None,
        "variation_of": "",
    } | changes


@pytest.fixture
async def draft(brief: SectionBrief) -> SectionDraft:
    return await SectionWriter(saying(json.dumps(section())))(brief)


async def examined(brief: SectionBrief, draft: SectionDraft, *exercises: dict[str, Any], wanted: int = 4) -> tuple[Exercise, ...]:
    reply = json.dumps({"exercises": list(exercises)})
    return await Examiner(saying(reply))(ExerciseBrief(brief=brief, draft=draft, wanted=wanted))


async def test_an_exercise_has_its_quotes_located(brief: SectionBrief, draft: SectionDraft) -> None:
    (made,) = await examined(brief, draft, exercise())
    assert made.solution[0].evidence == (0,)
    assert made.evidence[0].quote == "does not ask a model before it has read the ledger"


@pytest.mark.parametrize(("wanted", "asked"), [(1, 2), (2, 3), (4, 6), (20, 30)])
async def test_more_exercises_are_asked_for_than_are_wanted(brief: SectionBrief, draft: SectionDraft, wanted: int, asked: int) -> None:
    chat = saying(json.dumps({"exercises": [exercise()] * 40}))
    assert len(await Examiner(chat)(ExerciseBrief(brief=brief, draft=draft, wanted=wanted))) == asked
    assert f"Set up to {asked} exercises" in chat.requests[0].messages[1].content


async def test_a_reviser_is_told_what_is_wrong_and_gives_the_exercise_anew(brief: SectionBrief, draft: SectionDraft) -> None:
    (made,) = await examined(brief, draft, exercise())
    fault = Fault(kind=FaultKind.UNCLEAR, quote="no answer twice", reason="it can be read in two ways")
    revision = ExerciseRevision(submission=ExerciseSubmission(brief=brief, draft=draft, exercise=made), faults=(fault,))
    chat = saying(json.dumps({"exercise": exercise(question="Why does an engine with a ledger never pay twice for one answer?")}))
    mended = await ExerciseReviser(chat)(revision)
    assert (mended.question, mended.evidence) == ("Why does an engine with a ledger never pay twice for one answer?", made.evidence)
    page = chat.requests[0].messages[1].content
    assert all(words in page for words in (made.question, "it can be read in two ways", brief.passages[1].text))


async def test_an_exercise_that_cannot_be_mended_stays_as_it_is(brief: SectionBrief, draft: SectionDraft) -> None:
    (made,) = await examined(brief, draft, exercise())
    revision = ExerciseRevision(submission=ExerciseSubmission(brief=brief, draft=draft, exercise=made), faults=())
    assert await ExerciseReviser(saying(json.dumps({"exercise": None})))(revision) is made


@pytest.mark.parametrize(("kind", "seen"), [("explain", [True, False]), ("unanswerable", [True, True])])
async def test_an_exercise_is_read_beside_the_passages_that_it_cites(
    brief: SectionBrief, draft: SectionDraft, kind: str, seen: list[bool]
) -> None:
    (made,) = await examined(brief, draft, exercise(kind=kind))
    submission = ExerciseSubmission(brief=brief, draft=draft, exercise=made)
    judge = ExerciseJudge(saying(""))
    scores = saying(json.dumps({name: {"reason": "so", "score": 5} for name in judge.rubric.criteria}))
    await ExerciseJudge(scores)(submission)
    checked = {"sentence": 1, "source_words": "read the ledger", "reason": "said", "standing": "supported"}
    critic = saying(json.dumps({"sentences": [checked], "checks": [], "faults": []}))
    await ExerciseCritic(critic)(submission)
    for chat in (scores, critic):
        page = chat.requests[0].messages[1].content
        assert [passage.text in page for passage in brief.passages] == seen


@pytest.mark.parametrize(
    ("check", "read"),
    [
        (
            {"kind": "math", "expression": "2*21", "equals": "42", "rounding": 0},
            MathCheck(expression="2*21", equals="42", rounding=0),
        ),
        ({"kind": "code", "source": "print(42)", "prints": "42"}, CodeCheck(source="print(42)", prints="42")),
        (
            {
                "kind": "table",
                "table": {"passage": 2, "words": "plan | price | seats … large | 30 | 9"},
                "column": "price",
                "rows": [],
                "operation": "sum",
                "equals": "42",
            },
            TableCheck(evidence=1, column="price", operation=Operation.SUM, equals="42"),
        ),
    ],
)
async def test_checks_are_read_as_they_are(brief: SectionBrief, draft: SectionDraft, check: Any, read: Any) -> None:
    (made,) = await examined(brief, draft, exercise(check=check))
    assert made.check == read
    if isinstance(made.check, TableCheck):
        assert made.evidence[made.check.evidence].quote == TABLE


async def test_a_solution_tells_of_its_program_and_the_listing_shows_it(brief: SectionBrief, draft: SectionDraft) -> None:
    source = "total = 3\nfor seat in range(2):\n    total += seat\nprint(total)\n"
    told = {"text": f"It adds what comes. The program:\n```python\n{source}```\nIt prints 4.", "quotes": [], "connective": True}
    check = {"kind": "code", "source": source, "prints": "4\n"}
    (made,) = await examined(brief, draft, exercise(kind="code", solution=[SOLUTION, told], check=check))
    assert [claim.text for claim in made.solution[1:]] == ["It adds what comes.", "It prints 4."]


async def test_a_table_that_is_not_there_is_a_lost_quote(brief: SectionBrief, draft: SectionDraft) -> None:
    table = {"passage": 2, "words": "huge | 99 | 99"}
    check = {"kind": "table", "table": table, "column": "price", "rows": [], "operation": "sum", "equals": "42"}
    (made,) = await examined(brief, draft, exercise(check=check))
    assert made.check is None
    assert made.unlocated == ("huge | 99 | 99",)


@pytest.mark.parametrize("change", [{"objective": "9.9-z"}, {"question": " "}, {"solution": []}])
async def test_an_exercise_without_objective_question_or_solution_is_none(
    brief: SectionBrief, draft: SectionDraft, change: dict[str, Any]
) -> None:
    with pytest.raises(ReplyUnreadable):
        await examined(brief, draft, exercise(**change))


async def test_the_solver_sees_the_question_and_not_the_solution(brief: SectionBrief, draft: SectionDraft) -> None:
    (made,) = await examined(brief, draft, exercise())
    chat = saying(json.dumps({"reasoning": "so it says", "answerable": "yes", "answer": "It reads first."}))
    problem = Problem(question=made.question, kind=made.kind, passages=brief.passages, titles=brief.titles, language="en")
    assert await Solver(chat)(problem) == Solved(answer="It reads first.", reasoning="so it says")
    page = " ".join(message.content for message in chat.requests[0].messages)
    assert made.question in page
    assert made.answer not in page
    assert made.solution[0].text not in page


async def test_a_solver_may_find_that_there_is_no_answer(brief: SectionBrief) -> None:
    chat = saying(json.dumps({"reasoning": "nowhere", "answerable": "no", "answer": ""}))
    problem = Problem(question="How heavy?", kind="recall", passages=brief.passages, titles=brief.titles, language="en")
    assert not (await Solver(chat)(problem)).answerable


@pytest.mark.parametrize("same", ["yes", "no"])
async def test_the_marker_says_whether_two_answers_come_to_the_same(brief: SectionBrief, draft: SectionDraft, same: str) -> None:
    (made,) = await examined(brief, draft, exercise())
    mark = await Marker(saying(json.dumps({"reason": "as read", "same": same})))(Marking(exercise=made, solved=Solved(answer="So.")))
    assert mark.same == (same == "yes")


async def test_a_program_is_shown_with_its_lines_to_whoever_marks_or_criticises(brief: SectionBrief, draft: SectionDraft) -> None:
    source = "for seat in range(2):\n    print(seat)"
    made = exercise(kind="code", check={"kind": "code", "source": source, "prints": "0\n1"})
    (one,) = await examined(brief, draft, made)
    assert f"the program\n{source}\nprints\n0\n1" in shown_exercise(one)
    chat = saying(json.dumps({"reason": "It prints the same.", "same": "yes"}))
    await Marker(chat)(Marking(exercise=one, solved=Solved(answer=source)))
    assert source in chat.requests[0].messages[1].content.partition("</reference>")[0]


async def test_the_critic_s_words_stand_in_the_exercise(brief: SectionBrief, draft: SectionDraft) -> None:
    (made,) = await examined(brief, draft, exercise())
    submission = ExerciseSubmission(brief=brief, draft=draft, exercise=made)
    checked = {"sentence": 1, "source_words": "read the ledger", "reason": "said", "standing": "supported"}
    fault = {"words": "no answer twice", "reason": "two answers", "kind": "unclear", "remedy": "say which"}
    critique = await ExerciseCritic(saying(json.dumps({"sentences": [checked], "checks": [], "faults": [fault]})))(submission)
    assert (critique.draft_sha256, critique.faults[0].quote) == (made.sha256, "no answer twice")
    fault["words"] = "What a ledger saves"
    with pytest.raises(ReplyUnreadable, match="does not stand in the question, the solution"):
        await ExerciseCritic(saying(json.dumps({"sentences": [checked], "checks": [], "faults": [fault]})))(submission)


@pytest.mark.parametrize("score", [3, 4, 5])
async def test_verdicts_are_bound_to_what_was_judged(brief: SectionBrief, draft: SectionDraft, score: int) -> None:
    (made,) = await examined(brief, draft, exercise())
    judge = SectionJudge(saying(""))
    reply = json.dumps({name: {"reason": "so", "score": score} for name in judge.rubric.criteria})
    verdict = await SectionJudge(saying(reply))(SectionSubmission(brief=brief, draft=draft))
    assert verdict.text_sha256 == draft.sha256
    assert (verdict.decision is Decision.ACCEPT) == (score > 3)
    reply = json.dumps({name: {"reason": "so", "score": score} for name in ExerciseJudge(saying("")).rubric.criteria})
    verdict = await ExerciseJudge(saying(reply))(ExerciseSubmission(brief=brief, draft=draft, exercise=made))
    assert verdict.text_sha256 == made.sha256


def objection(*places: tuple[int, str]) -> str:
    found = {"places": [{"section": n, "words": words} for n, words in places], "reason": "twice", "kind": "repetition"}
    return json.dumps({"objections": [found]})


async def test_an_objection_names_the_words_of_its_sections(draft: SectionDraft) -> None:
    manuscript = Manuscript(sections=(("1.1", "One", draft), ("2.1", "Two", draft)), language="en")
    words = "keeps every paid answer"
    (found,) = await Editor(saying(objection((1, words), (2, words))))(manuscript)
    assert (found.sections, found.quotes) == (("1.1", "2.1"), (words, words))
    with pytest.raises(ReplyUnreadable, match="does not stand in section 2"):
        await Editor(saying(objection((2, "a wheel"))))(manuscript)


async def test_a_long_manuscript_is_read_in_pairs_of_blocks(draft: SectionDraft) -> None:
    claim = draft.claims[1].model_copy(update={"text": "word " * (PAGE // 20)})
    long = draft.model_copy(update={"parts": (draft.parts[1].model_copy(update={"claims": (claim,)}),)})
    sections = tuple((f"{n}.1", f"Section {n}", long) for n in range(1, 9))
    chat = saying(json.dumps({"objections": []}))
    await Editor(chat)(Manuscript(sections=sections, language="en"))
    met = {
        (one[0], other[0])
        for request in chat.requests
        for one in sections
        for other in sections
        if all(f'section="{name} ' in request.messages[1].content for name in (one[0], other[0]))
    }
    assert len(met) == 64
    assert all(len(request.messages[1].content) < 2 * PAGE for request in chat.requests)
