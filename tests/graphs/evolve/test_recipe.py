"""Evol-Instruct at work: what is asked for again, what goes back to the pool, what ships."""

from bookwright.agents.asking import Response
from bookwright.agents.evolve.items import Gain, Growth, Operator
from bookwright.agents.inquiry import Match
from bookwright.agents.items import Brief, Claim
from bookwright.curation.evolve.records import EvolveRecord, EvolveReject
from bookwright.errors import ModelRefused
from bookwright.graphs.evolve.pool import Member
from bookwright.graphs.evolve.recipe import EvolInstruct
from bookwright.graphs.evolve.settings import EvolveSettings
from bookwright.knowledge.evidence import locate
from bookwright.knowledge.passage import Passage
from tests.graphs.evolve.conftest import ADDED, Seats, member

DEPTH = (Operator.CONSTRAIN, Operator.DEEPEN, Operator.REASON)
UNMEASURED = EvolveSettings(rounds=3, operators=DEPTH, measure=0)
TEXT = "The Rhine rises in the Alps and flows into the North Sea near Rotterdam."
PASSAGE = Passage(id="p", document_id="d", start=0, end=len(TEXT), text=TEXT)
BRIEF = Brief(passages=(PASSAGE,), titles={"d": "Rivers"}, language="en")


async def worked(recipe: EvolInstruct) -> tuple[list[EvolveRecord], list[EvolveReject]]:
    """All rounds, one item after the other."""
    records: list[EvolveRecord] = []
    rejects: list[EvolveReject] = []
    while items := recipe.items():
        for item in items:
            made = recipe.take(item, await recipe.work(item))
            records += made.records
            rejects += made.rejects
    return records, rejects


def recipe_of(seats: Seats, settings: EvolveSettings = UNMEASURED, *members: Member) -> EvolInstruct:
    return EvolInstruct(seats.team(), settings, members or (member("r", "Name a river"),))


async def test_every_round_starts_from_the_survivor_of_the_one_before() -> None:
    records, rejects = await worked(recipe_of(Seats()))
    assert [record.instruction for record in records] == ["Name a river" + ADDED * times for times in (1, 2, 3)]
    assert [record.parent for record in records] == ["r", "r~1", "r~2"]
    assert rejects == []


async def test_a_text_on_which_every_operator_failed_is_left_alone() -> None:
    seats = Seats(gain=lambda _: Gain.EQUAL)
    records, rejects = await worked(recipe_of(seats, UNMEASURED.model_copy(update={"rounds": 9})))
    assert records == []
    assert {reject.operator for reject in rejects} == set(DEPTH)
    assert len(rejects) == len(DEPTH)


async def test_a_rewrite_of_the_wrong_length_is_asked_for_once_more_with_the_reason() -> None:
    seats = Seats(evolve=lambda asked: asked.parent.instruction + (ADDED if asked.objection else ADDED * 3))
    records, _ = await worked(recipe_of(seats, UNMEASURED.model_copy(update={"rounds": 1})))
    assert len(records) == 1
    assert [asked.objection for asked in seats.asked_of("evolver")] == ["", "it adds 33 words to the task, not 10 to 20"]


async def test_one_that_stays_too_long_is_a_reject_with_its_text() -> None:
    seats = Seats()
    settings = EvolveSettings(rounds=1, operators=DEPTH, measure=0, growth=Growth(least=1, most=2))
    _, (reject,) = await worked(recipe_of(seats, settings))
    assert (reject.reason, reject.text.instruction if reject.text else "") == ("gates:growth", "Name a river" + ADDED)
    assert seats.asked_of("gain checker") == []


async def test_what_the_pool_has_had_already_is_no_record_and_its_parent_stays() -> None:
    seats = Seats(evolve=lambda asked: "Name a river" + ADDED)
    records, rejects = await worked(recipe_of(seats, UNMEASURED, member("a", "Name a river"), member("b", "Say a river")))
    assert [record.id for record in records] == ["a~1"]
    assert (rejects[0].id, rejects[0].reason, rejects[0].detail) == ("b~1", "pool:duplicate", "asks the same as a~1")
    assert rejects[0].lineage[-1].kept is False
    assert {reject.parent for reject in rejects if reject.root == "b"} == {"b"}


async def test_the_last_survivor_ships_even_where_later_rounds_came_to_nothing() -> None:
    seats = Seats(gain=lambda pair: Gain.GAINED if pair.parent.instruction == "Name a river" else Gain.EQUAL)
    records, rejects = await worked(recipe_of(seats, UNMEASURED.model_copy(update={"keep": "last", "rounds": 9})))
    assert [record.id for record in records] == ["r~1"]
    assert {reject.reason for reject in rejects} == {"elimination:equal"}


async def test_difficulty_is_what_solver_and_rater_did() -> None:
    seats = Seats(match=lambda likening: Match.DIFFERENT if ADDED in likening.question else Match.SAME)
    settings = UNMEASURED.model_copy(update={"measure": 3, "rounds": 1})
    recipe = recipe_of(seats, settings)
    (record,), _ = await worked(recipe)
    assert record.difficulty
    assert (record.difficulty.parent, record.difficulty.child, record.difficulty.judged) == (1.0, 0.0, "harder")
    assert sorted(asked.attempt for asked in seats.asked_of("solver")) == [1, 1, 2, 2, 3, 3]
    assert recipe.figures()["difficulty"] == {
        "measured": 1, "judged_harder": 1.0, "judged_easier": 0.0, "less_agreement": 1.0, "harder": 1.0
    }  # fmt: skip


async def test_where_measuring_fails_the_record_ships_and_says_so() -> None:
    def refused(_: object) -> Match:
        raise ModelRefused("timeout", "too slow")

    (record,), _ = await worked(recipe_of(Seats(match=refused), UNMEASURED.model_copy(update={"measure": 2, "rounds": 1})))
    assert record.difficulty is None
    assert [(version.operator, version.why, version.kept) for version in record.lineage[1:]] == [
        ("failed", "measure:timeout", False),
        (record.operator, "r", True),
    ]


async def test_a_grounded_answer_must_be_carried_by_the_documents() -> None:
    found = locate(TEXT, TEXT, "d")
    assert found
    carried = Response(text=TEXT, claims=(Claim(text=TEXT, evidence=(0,)),), evidence=(found,))
    invented = Response(text="The Rhine has 12 locks.", claims=(Claim(text="The Rhine has 12 locks.", evidence=(0,)),), evidence=(found,))
    settings = EvolveSettings(rounds=1, measure=0, growth=Growth(least=1, most=20))
    asking = "Where does the Rhine rise?"
    further = "Where does the Rhine rise, and near which city does it reach which sea?"
    for response, reason in ((carried, None), (invented, "gates:number_mismatch")):
        seats = Seats(evolve=lambda _: further, respond=lambda _, said=response: said)  # type: ignore[misc]
        records, rejects = await worked(recipe_of(seats, settings, member("r", asking, BRIEF)))
        assert [reject.reason for reject in rejects] == ([reason] if reason else [])
        assert [record.evidence for record in records] == ([] if reason else [(found,)])
        assert seats.asked_of("responder") == []
        assert len(seats.asked_of("grounded judge")) == len(records)


async def test_the_same_row_from_another_state_is_another_item() -> None:
    recipe = recipe_of(Seats())
    (first,) = recipe.items()
    assert first.id == member("r", "Name a river").next(1, UNMEASURED).id  # type: ignore[union-attr]
    recipe.take(first, await recipe.work(first))
    (second,) = recipe.items()
    unevolved = member("r", "Name a river").next(2, UNMEASURED)
    assert unevolved
    assert (second.name, second.id == unevolved.id) == (unevolved.name, False)
