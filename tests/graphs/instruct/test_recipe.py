"""Rounds of calls and tasks: what is shown, what is new, which way a task goes, and when it ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from bookwright.agents.instruct.items import Call, CallPage, Demonstration, InstructText, Judged, Proposal, Task, TaskPage
from bookwright.agents.instruct.team import InstructTeam
from bookwright.agents.items import Decision, Verdict
from bookwright.curation.instruct.records import InstructYield
from bookwright.curation.instruct.rouge import tokens
from bookwright.curation.instruct.rules import InstructionRules
from bookwright.curation.record import Source
from bookwright.errors import ModelUnreachable
from bookwright.graphs.instruct.grounds import Grounds
from bookwright.graphs.instruct.recipe import Beginning, Instructing
from bookwright.graphs.instruct.settings import ALPACA, InstructSettings
from bookwright.knowledge.evidence import Evidence

SEEDS = tuple(Demonstration(id=f"seed{n}", instruction=f"tell{n} what{n} comes{n} after{n}") for n in range(12))


def fresh(call: Call, number: int) -> str:
    """An instruction that shares no word with any other, told apart by its call."""
    return " ".join(f"{word}{call.id[:8]}{number}" for word in ("sort", "these", "odd", "words"))


@dataclass
class Seats:
    """A team whose answers a test sets, and the order in which seats were asked."""

    propose: Callable[[Call], Sequence[str]] = lambda call: [fresh(call, number) for number in range(2)]
    whole: bool = False
    judge: Callable[[InstructText], Decision] | None = None
    classify: Callable[[str], bool] = lambda instruction: False
    asked: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def team(self) -> InstructTeam:
        """The seats as roles."""

        async def generator(page: CallPage) -> tuple[Proposal, ...]:
            self.calls.append(page.call)
            given = enumerate(self.propose(page.call), 1)
            return tuple(
                Proposal(number=n, instruction=said, text=InstructText(instruction=said, input="", output="done") if self.whole else None)
                for n, said in given
            )

        async def classifier(page: TaskPage) -> bool:
            return self.classify(page.task.instruction)

        def writer(name: str) -> Any:
            async def role(page: TaskPage) -> tuple[InstructText, ...]:
                self.asked.append(name)
                return (InstructText(instruction=page.task.instruction, input="in", output=name),)

            return role

        async def judge(item: Judged) -> Verdict:
            assert self.judge
            return Verdict(decision=self.judge(item.text), scores={"task": 2}, by="test", text_sha256=item.text.sha256)

        return InstructTeam(
            generator=generator,
            judges=(judge,) if self.judge else (),
            classifier=classifier,
            input_first=writer("input first"),
            output_first=writer("output first"),
        )


def recipe_of(seats: Seats, settings: InstructSettings | None = None, **beginning: Any) -> Instructing:
    """The recipe with two calls a round, on twelve seeds."""
    rows = {seed.id: Evidence(document_id="d", start=n, end=n + 1, quote="x") for n, seed in enumerate(SEEDS)}
    grounds = Grounds(rows=rows, sources={"d": Source(title="seeds", path="seeds.jsonl")}, shown={False: ("seed0",), True: ("seed1",)})
    given = {"seeds": SEEDS, "rules": InstructionRules(), "tokens": tokens} | beginning
    return Instructing(seats.team(), settings or InstructSettings(calls=2), Beginning(**given), grounds)


async def through(recipe: Instructing, *, backwards: bool = False) -> list[InstructYield]:
    """Everything that was taken; worked on from the last item to the first where a test wants that."""
    taken: list[InstructYield] = []
    while items := recipe.items():
        order = list(reversed(items)) if backwards else list(items)
        made = {item.id: await recipe.work(item) for item in order}
        taken += [recipe.take(item, made[item.id]) for item in items]
    return taken


def reasons(taken: Sequence[InstructYield]) -> list[str]:
    """Why things were rejected."""
    return [reject.reason for made in taken for reject in made.rejects]


async def test_a_call_shows_six_tasks_of_people_and_two_of_the_run_once_there_are_any() -> None:
    seats = Seats()
    await through(recipe_of(seats, rounds=8))
    shown = [[one.id.startswith("seed") for one in call.demonstrations] for call in seats.calls]
    assert [sum(human) for human in shown] == [8, 8] + [6] * 14
    assert {len(human) for human in shown} == {8}
    assert any(human[-2:] != [False, False] for human in shown[2:])
    assert {call.demonstrations for call in seats.calls[:2]} != {seats.calls[0].demonstrations}


async def test_what_models_wrote_after_models_is_a_generation_further() -> None:
    taken = await through(recipe_of(Seats(), rounds=8))
    generations = [record.generation for made in taken for record in made.records]
    assert generations[:8] == [1] * 4 + [2] * 4
    assert max(generations) > 2


async def test_who_finishes_first_decides_nothing() -> None:
    def alike(call: Call) -> list[str]:
        return ["name all the odd words here", fresh(call, 1)]

    there = await through(recipe_of(Seats(propose=alike), rounds=3))
    back = await through(recipe_of(Seats(propose=alike), rounds=3), backwards=True)
    assert there == back
    assert reasons(there).count("pool:near") == 5


async def test_what_comes_near_to_a_seed_or_to_anything_before_is_not_new() -> None:
    said = ["tell3 what3 comes3 after3", "count all the red houses there", "count all the red houses here", "Draw me a red house"]
    recipe = recipe_of(Seats(propose=lambda _: said), InstructSettings(calls=1), rounds=1)
    taken = await through(recipe)
    rejects = [reject for made in taken for reject in made.rejects]
    assert [(reject.reason, reject.instruction) for reject in rejects] == [
        ("rules:blacklist", said[3]),
        ("pool:near", said[0]),
        ("pool:near", said[2]),
    ]
    assert '"seed3"' in rejects[1].detail
    assert recipe.figures() == {
        "rounds": 1,
        "proposed": 4,
        "against_rules": 1,
        "too_near": 2,
        "new": 1,
        "classifications": 0,
        "without_records": 0,
        "waiting": 0,
    }


@pytest.mark.parametrize(("classification", "writer", "shown"), [(True, "output first", 1), (False, "input first", 0)])
async def test_a_classification_has_its_outputs_first_and_other_tasks_their_inputs(classification: bool, writer: str, shown: int) -> None:
    seats = Seats(classify=lambda _: classification)
    taken = await through(recipe_of(seats, InstructSettings(calls=1, human=1), rounds=1))
    assert set(seats.asked) == {writer}
    for record in (record for made in taken for record in made.records):
        assert (record.output, record.classification) == (writer, classification)
        assert shown in {piece.start for piece in record.evidence}


async def test_alpaca_shows_three_seeds_and_takes_the_task_as_it_came() -> None:
    seats = Seats(whole=True)
    taken = await through(recipe_of(seats, ALPACA, rounds=2))
    records = [record for made in taken for record in made.records]
    assert {len(call.demonstrations) for call in seats.calls} == {3}
    assert {call.wanted for call in seats.calls} == {20}
    assert {len(record.evidence) for record in records} == {3}
    assert seats.asked == []
    assert {record.generation for record in records} == {1}


async def test_the_same_words_are_asked_for_another_answer_the_next_time() -> None:
    seats = Seats(propose=lambda call: [fresh(call, call.draw)])
    await through(recipe_of(seats, InstructSettings(calls=3, human=1, machine=0), rounds=1, seeds=SEEDS[:1]))
    assert [call.draw for call in seats.calls] == [0, 1, 2]
    assert len({call.id for call in seats.calls}) == 3


async def test_three_rounds_without_a_record_are_the_last() -> None:
    seats = Seats(judge=lambda _: Decision.REJECT)
    taken = await through(recipe_of(seats))
    assert len(seats.calls) == 3 * 2
    assert set(reasons(taken)) == {"judge:task"}


async def test_a_call_is_in_the_language_of_most_of_the_tasks_that_it_shows() -> None:
    spoken = tuple(seed.model_copy(update={"language": "de" if place % 2 else "fr"}) for place, seed in enumerate(SEEDS))
    seats = Seats()
    taken = await through(recipe_of(seats, InstructSettings(calls=4, human=1, machine=0), rounds=2, seeds=spoken))
    assert {call.language for call in seats.calls} == {"de", "fr"}
    assert all(call.language == call.demonstrations[0].language for call in seats.calls)
    assert {record.language for made in taken for record in made.records} == {"de", "fr"}


async def test_tasks_that_a_limit_cut_off_are_offered_again() -> None:
    recipe = recipe_of(Seats(), InstructSettings(calls=1), rounds=1)
    (call,) = recipe.items()
    recipe.take(call, await recipe.work(call))
    first, second = recipe.items()
    recipe.take(first, await recipe.work(first))
    assert list(recipe.items()) == [second]
    assert isinstance(second, Task)


async def test_a_call_that_fails_costs_its_own_item_alone() -> None:
    def propose(call: Call) -> list[str]:
        if call.draw:
            raise ModelUnreachable("server", "no answer")
        return [fresh(call, 0)]

    recipe = recipe_of(Seats(propose=propose), InstructSettings(calls=2, human=1, machine=0), rounds=1, seeds=SEEDS[:1])
    taken = await through(recipe)
    assert reasons(taken) == ["generator:server"]
    assert sum(len(made.records) for made in taken) == 1


async def test_a_task_that_nobody_could_classify_has_no_instances() -> None:
    def fail(_: str) -> bool:
        raise ModelUnreachable("server", "no answer")

    seats = Seats(classify=fail)
    taken = await through(recipe_of(seats, InstructSettings(calls=1), rounds=1))
    assert reasons(taken) == ["classifier:server", "classifier:server"]
    assert seats.asked == []
