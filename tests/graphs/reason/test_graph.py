"""What is verified is kept, what is wrong is tried again with a hint, and no hint is stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from bookwright.agents.items import Decision, Verdict
from bookwright.agents.reason.items import Attempt, Problem, Reasoned, Recording, Trace
from bookwright.agents.reason.recorded import Recorded
from bookwright.agents.reason.team import ReasonTeam
from bookwright.curation.reason.hint import betrayal
from bookwright.curation.reason.records import ReasonYield
from bookwright.curation.reason.reward import Reward
from bookwright.curation.record import Source
from bookwright.errors import ModelError
from bookwright.graphs.reason.graph import reason_graph
from bookwright.graphs.reason.recipe import Reasoning
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.knowledge.evidence import Evidence

SHOWN = Evidence(document_id="d", start=0, end=8, quote="What is?")
SOURCE = Source(title="p", path="p")
WAYS = (
    "Two and three more are counted up one by one, 2 + 3 = {}, and nothing is left over.",
    "Take the larger number first, three, then go two further along the line to {}.",
    "Half of ten is what a hand has in fingers, and so has this sum: 10 / 2 = {}.",
    "The sum of both numbers on the page, each of them taken once only, is {}.",
)

Answers = Callable[[Attempt], Reasoned]


@dataclass
class Seat:
    """A role that answers as a test sets, and the attempts that it was asked for."""

    answers: Answers
    asked: list[Attempt] = field(default_factory=list)
    maker: str = "scripted"

    async def __call__(self, item: Attempt, /) -> Reasoned:
        self.asked.append(item)
        return self.answers(item)


def problem(name: str = "p", **more: Any) -> Problem:
    asked = {
        "id": f"{name}-1",
        "name": name,
        "question": f"What is it for {name}?",
        "reference": "5",
        "evidence": (SHOWN,),
        "language": "en",
    }
    return Problem.model_validate(asked | more)


def comes_to(*answers: str) -> Seat:
    """A seat whose draws come to these answers, each in another way."""

    def answer(item: Attempt) -> Reasoned:
        place = item.number % len(answers)
        return Reasoned(reasoning=WAYS[place % len(WAYS)].format(answers[place]), answer=answers[place], by="scripted")

    return Seat(answer)


def says(reasoning: str, answer: str = "5") -> Seat:
    return Seat(lambda _: Reasoned(reasoning=reasoning, answer=answer, by="scripted"))


def failing(_: Attempt) -> Reasoned:
    raise ModelError("timeout", "no answer in time")


async def made(team: ReasonTeam, item: Problem | None = None, **settings: Any) -> ReasonYield:
    graph = reason_graph(team, ReasonSettings.model_validate(settings)).compile(checkpointer=False)
    found: ReasonYield = (await graph.ainvoke({"item": item or problem(), "source": SOURCE}))["made"]
    return found


async def test_right_traces_are_records_and_wrong_ones_rejects() -> None:
    found = await made(ReasonTeam(comes_to("5", "6", "10/2", "none")), traces=4)
    assert [(one.id, one.answer, one.reward, one.difficulty) for one in found.records] == [
        ("p-1.1", "5", 0.5, 0.5),
        ("p-1.3", "10/2", 0.5, 0.5),
    ]
    assert {one.id: one.reason for one in found.rejects} == {"p-1.2": "verification:wrong", "p-1.4": "verification:unchecked"}
    for record in found.records:
        assert record.verdict.decision is Decision.ACCEPT
        assert record.verdict.text_sha256 == record.text_sha256 == record.lineage[0].draft.sha256
        assert [message.role for message in record.messages] == ["user", "assistant"]
        assert record.messages[1].content == f"{record.reasoning}\n\nAnswer: {record.answer}"


async def test_where_nothing_is_right_the_answer_is_given_as_a_hint() -> None:
    hinted = says("Two and three are put side by side, which is 2 + 3 = 5.")
    found = await made(ReasonTeam(comes_to("6"), hinted), traces=2)
    assert [(one.id, one.rationalised, one.reward) for one in found.records] == [("p-1.h1", True, 0.0)]
    assert {one.id: one.reason for one in found.rejects} == {"p-1.1": "verification:wrong", "p-1.2": "verification:wrong"}


@pytest.mark.parametrize(
    ("right", "settings", "reference"), [("5", {}, "5"), ("6", {"hints": 0}, "5"), ("6", {"tests": ("assert add(1, 2) == 3",)}, "")]
)
async def test_no_hint_is_given_where_a_trace_is_right_nobody_wants_one_or_there_is_none(
    right: str, settings: dict[str, Any], reference: str
) -> None:
    hinted = says("2 + 3 = 5")
    tests = settings.pop("tests", ())
    await made(ReasonTeam(comes_to(right, "6"), hinted), problem(reference=reference, tests=tests), traces=2, **settings)
    assert hinted.asked == []


@pytest.mark.parametrize(
    "reasoning",
    [
        "As the hint says, 2 + 3 = 5.",
        "Since the answer is given, it must be that 2 + 3 = 5.",
        "The given answer follows from 2 + 3.",
        "It is 5, for these two are put side by side and then counted one by one until none is left.",
    ],
)
@pytest.mark.parametrize("answer", ["5", "6"])
async def test_a_trace_that_betrays_its_hint_is_refused_and_its_words_are_stored_nowhere(reasoning: str, answer: str) -> None:
    found = await made(ReasonTeam(comes_to("6"), says(reasoning, answer)), traces=1)
    assert found.records == ()
    assert {one.id: one.reason for one in found.rejects} == {"p-1.1": "verification:wrong", "p-1.h1": "gates:betrays_hint"}
    assert reasoning not in found.model_dump_json()
    assert all(not betrayal(version.draft.reasoning, "5", "") for one in found.rejects for version in one.lineage)


async def test_a_hint_in_the_comments_of_a_program_is_refused() -> None:
    tests, right = ("assert add(1, 2) == 3",), "def add(a, b):\n    return a + b"
    told = says("Both are added.", right.replace("b\n", "b  # as the hint says\n") + "  # as the hint says")
    found = await made(ReasonTeam(comes_to("def add(a, b):\n    return 1"), told), problem(tests=tests, reference=right), traces=1)
    assert [one.reason for one in found.rejects] == ["verification:wrong", "gates:betrays_hint"]
    assert "as the hint says" not in found.model_dump_json()


async def test_a_failed_call_ends_one_trace_and_no_hint_makes_up_for_it() -> None:
    hinted = says("2 + 3 = 5")
    found = await made(ReasonTeam(Seat(failing), hinted), traces=2)
    assert [(one.id, one.reason) for one in found.rejects] == [("p-1.1", "reasoner:timeout"), ("p-1.2", "reasoner:timeout")]
    assert hinted.asked == []


async def test_a_program_is_right_when_its_tests_pass() -> None:
    tests = ("assert add(1, 2) == 3", "assert add(2, 2) == 4")
    programs = ("def add(a, b):\n    return a + b", "def add(a, b):\n    return 3")

    def answer(item: Attempt) -> Reasoned:
        return Reasoned(reasoning="Both are added.", answer=programs[item.number], by="scripted")

    found = await made(ReasonTeam(Seat(answer)), problem(tests=tests, reference=""), traces=2)
    assert [one.answer for one in found.records] == [programs[0]]
    assert found.records[0].messages[1].content.endswith(f"```python\n{programs[0]}\n```")
    assert [one.reason for one in found.rejects] == ["verification:wrong"]


async def test_judges_score_right_traces_alone_and_their_scores_are_the_reward() -> None:
    judged: list[str] = []

    async def judge(trace: Trace, /) -> Verdict:
        judged.append(trace.answer)
        return Verdict(decision=Decision.REJECT, scores={"soundness": 2, "clarity": 4}, by="j", text_sha256=trace.sha256)

    found = await made(ReasonTeam(comes_to("5", "6"), judges=(judge,)), traces=2, reward=Reward.JUDGE)
    assert judged == ["5"]
    (record,) = found.records
    assert (record.reward, record.verdict.decision, record.verdict.by, len(record.verdict.verdicts)) == (
        0.5,
        Decision.ACCEPT,
        "verification",
        1,
    )


async def test_a_right_trace_without_its_score_is_a_reject_and_still_counts_as_right() -> None:
    async def judge(_: Trace, /) -> Verdict:
        raise ModelError("timeout", "no answer in time")

    found = await made(ReasonTeam(comes_to("5"), says("2 + 3 = 5"), (judge,)), traces=2, reward=Reward.JUDGE)
    assert [(one.id, one.reason, one.difficulty) for one in found.rejects] == [
        ("p-1.1", "judge:timeout", 0.0),
        ("p-1.2", "judge:timeout", 0.0),
    ]


@pytest.mark.parametrize(("answer", "records"), [("5", 1), ("6", 0)])
async def test_brevity_can_be_the_reward(answer: str, records: int) -> None:
    found = await made(ReasonTeam(comes_to(answer)), traces=1, reward=Reward.BREVITY)
    assert [one.reward for one in found.records] == [1.0] * records


async def test_recorded_solutions_are_each_read_once_and_point_at_where_they_stand() -> None:
    recorded = tuple(
        Recording(reasoning=steps, answer=answer, by=f"field{n}", shown=SHOWN.model_copy(update={"start": n, "end": n + 8}))
        for n, (steps, answer) in enumerate([("2 + 3 = 5", "5"), ("2 + 3 = 6", "6"), ("", "5")])
    )
    found = await made(ReasonTeam(Recorded()), problem(recorded=recorded))
    assert [(one.id, one.made_by, len(one.evidence)) for one in found.records] == [("p-1.1", "field0", 2)]
    assert [one.reason for one in found.rejects] == ["verification:wrong", "gates:no_reasoning"]
    assert found.records[0].difficulty == pytest.approx(2 / 3)


async def go(recipe: Reasoning) -> list[list[ReasonYield]]:
    """Every round to its end: what was taken of each item."""
    rounds = []
    while items := recipe.items():
        rounds.append([recipe.take(item, await recipe.work(item)) for item in items])
    return rounds


def reasoning(team: ReasonTeam, names: Sequence[str] = ("a", "b"), **settings: Any) -> Reasoning:
    problems = [problem(name) for name in names]
    return Reasoning(team, ReasonSettings.model_validate(settings), problems, dict.fromkeys(names, SOURCE))


async def test_thresholds_rise_and_the_generation_grows_with_what_is_shown() -> None:
    seat = comes_to("5", "6", "5", "5")
    first, second = await go(reasoning(ReasonTeam(seat), traces=2, thresholds=(0.0, 0.9)))
    assert [[(one.threshold, one.reward, one.generation) for one in each.records] for each in first] == [[(0.0, 0.5, 1)]] * 2
    assert [[(one.threshold, one.reward, one.generation) for one in each.records] for each in second] == [[(0.9, 1.0, 2)] * 2] * 2
    asked = {attempt.problem.name: attempt.problem for attempt in seat.asked if attempt.problem.round == 2}
    assert {name: [example.name for example in each.examples] for name, each in asked.items()} == {"a": ["b"], "b": ["a"]}
    assert [attempt.number for attempt in seat.asked if attempt.problem.name == "a"] == [0, 1, 2, 3]


async def test_a_trace_with_a_hint_is_of_the_generation_of_its_problem_for_it_was_shown_no_other() -> None:
    team = ReasonTeam(comes_to("5", "6"), says("Two and three are put side by side, which is 2 + 3 = 5."))
    first, second = await go(reasoning(team, traces=1, thresholds=(0.0, 0.0), alike=None))
    assert [[one.generation for one in each.records] for each in first] == [[1], [1]]
    made = {record.rationalised: record.generation for each in second for record in each.records}
    rejects = {reject.rationalised: reject.generation for each in second for reject in each.rejects}
    assert (made, rejects) == ({True: 1}, {False: 2})


async def test_a_round_below_its_threshold_keeps_nothing() -> None:
    (first,) = await go(reasoning(ReasonTeam(comes_to("5", "6")), names="a", traces=2, thresholds=(0.6,)))
    assert (first[0].records, [one.reason for one in first[0].rejects]) == ((), ["verification:wrong", "improve:below_threshold"])


async def test_a_problem_with_enough_traces_is_not_asked_again() -> None:
    seat = comes_to("5", "5", "5", "5")
    recipe = reasoning(ReasonTeam(seat), traces=2, thresholds=(0.0, 0.0, 0.0), per_problem=2)
    assert len(await go(recipe)) == 1
    assert {attempt.number for attempt in seat.asked} == {0, 1}
    assert recipe.figures()["kept"] == 4


async def test_the_figures_are_those_of_the_rounds() -> None:
    recipe = reasoning(ReasonTeam(comes_to("6"), says("They are put side by side, 2 + 3 = 5.")), traces=3)
    await go(recipe)
    counted = {"traces": 6, "right": 0, "hinted": 2, "kept": 2, "rationalised": 2}
    assert recipe.figures() == {"problems": 2, "solved": 0, **counted, "rounds": [{"round": 1, "threshold": 0.0, **counted}]}


@pytest.mark.parametrize("thresholds", [(0.5, 0.4), (-0.1,), (0.0, 1.1), ()])
def test_thresholds_never_fall_and_are_shares(thresholds: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="threshold"):
        ReasonSettings(thresholds=thresholds)
