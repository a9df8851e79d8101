"""The exercises of a section: those with a fault are mended once, and of more than are wanted the best are kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from bookwright.agents.items import Decision
from bookwright.agents.textbook.check import Proof
from bookwright.agents.textbook.items import Exercise, ExerciseBrief, ExerciseKind
from bookwright.agents.textbook.specification import Specification
from bookwright.agents.textbook.team import TextbookTeam, model_textbook_team
from bookwright.graphs.textbook.builder import textbook_graph
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.knowledge.library import Library
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.graphs.textbook.conftest import asking, whole_numbers

OPEN = Specification(unanswerable=True)


async def made(endpoint: Endpoint, library: Library, path: Path, *, team: Any = lambda team: team, **settings: Any) -> dict[str, Any]:
    """What the graph makes of the library with a team that a test has changed."""
    async with asking(endpoint, path) as chat:
        seated = team(model_textbook_team(chat))
        return (
            await textbook_graph(seated, library, TextbookSettings(**{"specification": OPEN} | settings), whole_numbers)
            .compile()
            .ainvoke({})
        )


def exercises(out: dict[str, Any]) -> list[Any]:
    """The records of exercises."""
    return [record for record in out["records"] if record.kind == "exercise"]


async def test_a_wrong_solution_is_mended_and_goes_the_whole_way_again(endpoint: Endpoint, library: Library, tmp_path: Path) -> None:
    endpoint.follow(wrong=1.0)
    out = await made(endpoint, library, tmp_path / "ledger.db")
    sums = [record for record in exercises(out) if record.exercise_kind is ExerciseKind.APPLY]
    assert len(sums) == 3
    for record in sums:
        assert [version.operator for version in record.lineage] == ["write", "revise"]
        assert (record.claims[-1].text, record.verification.proof, record.verdict.decision) == ("42", Proof.HOLDS, Decision.ACCEPT)
        assert record.answer == " ".join(claim.text for claim in record.claims)
        assert record.verdict.text_sha256 == record.text_sha256 == record.lineage[-1].draft.sha256
        assert record.critiques[-1].draft_sha256 == record.text_sha256
    assert not [reject for reject in out["rejects"] if reject.reason.startswith(("verify:", "solver:"))]


async def test_no_exercise_is_mended_twice(endpoint: Endpoint, library: Library, tmp_path: Path) -> None:
    def stubborn(team: TextbookTeam) -> TextbookTeam:
        async def still_wrong(revision: Any) -> Exercise:
            exercise: Exercise = revision.submission.exercise
            return exercise.model_copy(update={"question": f"{exercise.question} Say it once more."})

        return replace(team, exercise_reviser=still_wrong)

    endpoint.follow(wrong=1.0)
    rejects = (await made(endpoint, library, tmp_path / "ledger.db", team=stubborn, rounds=9))["rejects"]
    assert [reject.reason for reject in rejects].count("verify:math") == 3
    assert {len(reject.lineage) for reject in rejects} == {2}


async def test_without_rounds_or_a_reviser_a_fault_rejects(endpoint: Endpoint, library: Library, tmp_path: Path) -> None:
    endpoint.follow(wrong=1.0)
    for name, changes in (("rounds", {"rounds": 0}), ("seat", {"team": lambda team: replace(team, exercise_reviser=None)})):
        rejects = (await made(endpoint, library, tmp_path / f"{name}.db", **changes))["rejects"]
        assert [reject.reason for reject in rejects].count("verify:math") == 3
        assert {len(reject.lineage) for reject in rejects} == {1}
    assert "RevisedExercise" not in endpoint.served()["seats"]


async def test_a_reviser_who_does_not_answer_leaves_the_exercise_rejected(endpoint: Endpoint, library: Library, tmp_path: Path) -> None:
    endpoint.follow(Rule(behaviour=Behaviour.BAD_REQUEST, seat="RevisedExercise"), wrong=1.0)
    rejects = (await made(endpoint, library, tmp_path / "ledger.db"))["rejects"]
    failed = [reject for reject in rejects if reject.reason == "verify:math"]
    assert len(failed) == 3
    for reject in failed:
        assert [(version.operator, version.kept, version.why) for version in reject.lineage] == [
            ("write", True, ""),
            ("failed", False, "exercise_reviser:bad_request"),
        ]


async def test_what_a_gate_refuses_is_mended_where_too_few_are_left(endpoint: Endpoint, library: Library, tmp_path: Path) -> None:
    def careless(team: TextbookTeam) -> TextbookTeam:
        async def pointing(brief: ExerciseBrief) -> tuple[Exercise, ...]:
            first, *others = await team.examiner(brief)
            return (first.model_copy(update={"question": f"By the passage above: {first.question}"}), *others)

        return replace(team, examiner=pointing)

    enough = await made(endpoint, library, tmp_path / "enough.db", team=careless, exercises=3)
    assert [reject.reason for reject in enough["rejects"]] == ["gates:not_standalone"] * 3
    assert "RevisedExercise" not in endpoint.served()["seats"]
    wanting = await made(endpoint, library, tmp_path / "wanting.db", team=careless, exercises=4)
    assert wanting["rejects"] == []
    assert [len(record.lineage) for record in exercises(wanting)] == [2, 1, 1, 1] * 3


async def test_of_more_exercises_than_are_wanted_those_stay_that_cover_most(endpoint: Endpoint, library: Library, tmp_path: Path) -> None:
    out = await made(endpoint, library, tmp_path / "ledger.db", exercises=2)
    assert [record.exercise_kind for record in exercises(out)] == [ExerciseKind.RECALL, ExerciseKind.APPLY] * 3
    assert [reject.reason for reject in out["rejects"]] == ["choice:surplus"] * 3
    assert all(len(section.exercises) == 2 for section in out["book"].sections)
