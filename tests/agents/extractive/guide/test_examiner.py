"""Check questions on a section, and who reads them."""

import pytest

from bookwright.agents.extractive.guide import guide_team
from bookwright.agents.extractive.guide.examiner import examine
from bookwright.agents.extractive.guide.writer import write_section
from bookwright.agents.items import Claim, Decision
from bookwright.agents.textbook.items import Exercise, ExerciseBrief, ExerciseKind, ExerciseSubmission, SectionBrief
from bookwright.agents.textbook.plan import Bloom, Objective
from bookwright.knowledge.evidence import Evidence
from tests.agents.extractive.guide.conftest import brief_of, briefs_of, example

NAMES = ("ch04-01-what-is-ownership.md", "nist-sp800-63b-session-management.md", "prometheus-metric-types.md")


def examined(brief: SectionBrief, wanted: int = 4) -> tuple[Exercise, ...]:
    return examine(ExerciseBrief(brief=brief, draft=write_section(brief), wanted=wanted))


@pytest.mark.parametrize("name", NAMES)
async def test_exercises_are_answered_in_the_words_of_the_passages_and_pass_their_readers(name: str) -> None:
    team = guide_team()
    found = 0
    for brief in briefs_of(example(name)):
        draft = write_section(brief)
        for exercise in await team.examiner(ExerciseBrief(brief=brief, draft=draft)):
            found += 1
            assert [claim.text for claim in exercise.solution] == [
                exercise.evidence[claim.evidence[0]].quote for claim in exercise.solution
            ]
            assert all(any(evidence.quote in passage.text for passage in brief.passages) for evidence in exercise.evidence)
            submission = ExerciseSubmission(brief=brief, draft=draft, exercise=exercise)
            critique = await team.exercise_critics[0](submission)
            verdict = await team.exercise_judges[0](submission)
            assert critique.faults == ()
            assert verdict.decision is Decision.ACCEPT
            assert critique.draft_sha256 == verdict.text_sha256 == exercise.sha256
    assert found >= 2


def test_what_something_is_is_recalled_and_why_it_is_so_is_explained() -> None:
    exercises = [exercise for brief in briefs_of(example("ch04-01-what-is-ownership.md")) for exercise in examined(brief)]
    found = {exercise.question: (exercise.kind, exercise.level) for exercise in exercises}
    assert found["What is ownership?"] == (ExerciseKind.RECALL, Bloom.REMEMBER)
    assert found["Why is pushing to the stack faster than allocating on the heap?"] == (ExerciseKind.EXPLAIN, Bloom.UNDERSTAND)


def test_two_things_of_one_kind_are_compared() -> None:
    (first, *_) = briefs_of(example("prometheus-metric-types.md"))
    compared = [exercise for exercise in examined(first) if exercise.kind is ExerciseKind.COMPARE]
    assert [exercise.question for exercise in compared] == ["What is the difference between a counter and a gauge?"]
    assert [claim.text.split(" is ")[0] for claim in compared[0].solution] == ["A counter", "A gauge"]


def test_an_exercise_trains_the_objective_of_its_level_that_speaks_of_it() -> None:
    objectives = (
        Objective(id="1.1-a", bloom=Bloom.UNDERSTAND, text="Explain the reasons given under “Tide”."),
        Objective(id="1.1-b", bloom=Bloom.REMEMBER, text="Recall what is meant by “Salt”."),
        Objective(id="1.1-c", bloom=Bloom.REMEMBER, text="Recall what is meant by “Tide”."),
    )
    brief = brief_of("# Sea\n\nA tide is a rise and fall of the sea that the moon and the sun bring about.")
    brief = brief.model_copy(update={"plan": brief.plan.model_copy(update={"objectives": objectives})})
    assert [exercise.objective for exercise in examined(brief)] == ["1.1-c"]


def test_never_more_than_wanted_and_none_twice() -> None:
    for brief in briefs_of(example("nist-sp800-63b-session-management.md")):
        for wanted in (0, 1, 4):
            found = examined(brief, wanted)
            assert len(found) <= wanted
            assert len({exercise.question.lower() for exercise in found}) == len(found)


def test_what_the_section_tells_is_asked_before_what_it_does_not() -> None:
    for brief in briefs_of(example("prometheus-metric-types.md")):
        draft = write_section(brief)
        for exercise in examine(ExerciseBrief(brief=brief, draft=draft, wanted=1)):
            assert any(evidence in draft.evidence for evidence in exercise.evidence)


def test_nothing_is_asked_in_another_language() -> None:
    brief = briefs_of(example("prometheus-metric-types.md"))[0]
    other = brief.model_copy(update={"specification": brief.specification.model_copy(update={"language": "de"})})
    assert examined(other) == ()


async def test_an_exercise_that_leaks_its_answer_is_read_as_such() -> None:
    brief = brief_of("# Sea\n\nThe sea is salt, and the rivers that run into it are fresh.")
    passage = brief.passages[0]
    quote = "The sea is salt, and the rivers that run into it are fresh."
    start = passage.start + passage.text.index(quote)
    exercise = Exercise(
        kind=ExerciseKind.RECALL,
        objective="1.1-a",
        level=Bloom.REMEMBER,
        question="Is the sea salt, and are the rivers that run into it fresh?",
        solution=(Claim(text=quote, evidence=(0,)),),
        evidence=(Evidence(document_id=passage.document_id, start=start, end=start + len(quote), quote=quote),),
    )
    submission = ExerciseSubmission(brief=brief, draft=write_section(brief), exercise=exercise)
    assert (await guide_team().exercise_critics[0](submission)).faults
    assert (await guide_team().exercise_judges[0](submission)).decision is Decision.REJECT
