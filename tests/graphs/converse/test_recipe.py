"""The items of dialogues: personas of each document first, then a dialogue on each passage, drawn by its id."""

from bookwright.agents.chat import Reply, count
from bookwright.agents.converse.items import Acquaintance, Conversation, Persona
from bookwright.curation.converse.records import DialogueYield
from bookwright.curation.record import Source
from bookwright.curation.specification.specification import Specification
from bookwright.errors import ModelUnreachable
from bookwright.graphs.converse.graph import converse_graph
from bookwright.graphs.converse.recipe import ConverseRecipe
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.graphs.converse.talk import Talk, talk_on
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from tests.graphs.converse.conftest import OUTLINE, Seats

NURSE, AUDITOR = Persona(who="A nurse on a night ward."), Persona(who="An auditor of access rules.")


def recipe(library: Library, seats: Seats, *given: Persona) -> ConverseRecipe:
    return ConverseRecipe(seats.team(), library, ConverseSettings(), library.passages(), given)


def quiet(**seats: object) -> Seats:
    """Seats that find nothing to ask, so that no dialogue takes long."""
    return Seats(outliner=lambda _: OUTLINE.model_copy(update={"aspects": ()}), **seats)  # type: ignore[arg-type]


async def through(made: ConverseRecipe) -> list[Acquaintance | Talk]:
    """Works on all items, round by round; the items."""
    done: list[Acquaintance | Talk] = []
    while items := made.items():
        for item in items:
            made.take(item, await made.work(item))
            done.append(item)
    return done


async def test_personas_come_first_and_speak_in_the_dialogues_of_their_document(library: Library) -> None:
    seats = quiet(persona_finder=lambda _: (NURSE, NURSE))
    found = recipe(library, seats)
    first, second = await through(found)
    assert isinstance(first, Acquaintance)
    assert isinstance(second, Talk)
    assert second.persona == NURSE
    assert (found.figures()["personas_found"], found.figures()["personas"]) == (2, 1)


async def test_given_personas_are_taken_and_nobody_is_looked_for(library: Library) -> None:
    seats = quiet()
    (only,) = await through(recipe(library, seats, AUDITOR))
    assert isinstance(only, Talk)
    assert only.persona == AUDITOR
    assert seats.items("persona_finder") == []


async def test_a_document_without_personas_is_a_reject_and_has_no_dialogue_of_its_own(library: Library) -> None:
    def fails(_: Acquaintance) -> tuple[Persona, ...]:
        raise ModelUnreachable("timeout", "no answer")

    made = recipe(library, Seats(persona_finder=fails))
    (document,) = made.items()
    (reject,) = (await made.work(document)).rejects
    assert reject.reason == "persona finder:timeout"
    assert not made.items()


async def test_a_document_that_nobody_would_ask_about_is_a_reject_that_says_so(library: Library) -> None:
    made = recipe(library, Seats(persona_finder=lambda _: ()))
    (document,) = made.items()
    (reject,) = (await made.work(document)).rejects
    assert reject.reason == "persona finder:nothing"


async def test_a_dialogue_that_asks_what_an_earlier_one_asked_is_not_kept(library: Library, item: Conversation) -> None:
    graph = converse_graph(Seats().team(), library, ConverseSettings()).compile()
    one: DialogueYield = (await graph.ainvoke({"item": item, "source": Source(title="Sessions", path="a.md")}))["made"]
    talk = talk_on(library.passages()[0], (NURSE,), ConverseSettings(), {})
    made = recipe(library, Seats(), NURSE)
    assert made.take(talk, one) == one
    again = DialogueYield(records=(one.records[0].model_copy(update={"id": "another"}),))
    (reject,) = made.take(talk, again).rejects
    assert (reject.id, reject.reason) == ("another", "duplicate:questions")
    assert made.figures()["dialogues_by_turns"] == {"3": 1}


def test_turns_and_refusals_are_drawn_within_their_bounds() -> None:
    passages = [Passage(id=f"p{place}", document_id="d", start=0, end=1, text="x") for place in range(200)]
    talks = [talk_on(passage, (NURSE, AUDITOR), ConverseSettings(refusals=0.5), {}) for passage in passages]
    assert {talk.turns for talk in talks} == {3, 4, 5, 6}
    assert all(talk.refusal == 0 or 2 <= talk.refusal <= talk.turns for talk in talks)
    assert 70 < sum(talk.refusal > 0 for talk in talks) < 130
    assert {talk.persona for talk in talks} == {NURSE, AUDITOR}
    assert talks == [talk_on(passage, (NURSE, AUDITOR), ConverseSettings(refusals=0.5), {}) for passage in passages]


async def test_the_persona_that_a_passage_has_most_to_do_with_asks_about_it(library: Library) -> None:
    thief = Persona(who="A thief of cookies.", wants="To steal the secret that a cookie carries.")
    seats = quiet(persona_finder=lambda _: (NURSE, thief, AUDITOR))
    _, talk = await through(recipe(library, seats))
    assert isinstance(talk, Talk)
    assert talk.persona == thief


async def test_what_finding_personas_has_cost_stands_in_the_figures(library: Library) -> None:
    def finder(_: Acquaintance) -> tuple[Persona, ...]:
        count(Reply(text="", input_tokens=7, output_tokens=3))
        return (NURSE,)

    found = recipe(library, quiet(persona_finder=finder))
    await through(found)
    assert found.figures()["persona_finder"] == {"calls": 1, "input_tokens": 7, "output_tokens": 3, "cached_tokens": 0}


async def test_a_specification_gives_each_dialogue_a_cell_and_names_who_asks(library: Library) -> None:
    seats = Seats()
    wanted = Specification(shares={"persona": {"a clerk": 1}, "length": {"short": 1}, "language": {"de": 1}})
    made = ConverseRecipe(seats.team(), library, ConverseSettings(fewest=3, most=3), library.passages(), specification=wanted)
    (talk,) = made.items()
    assert isinstance(talk, Talk)
    assert talk.persona == Persona(who="a clerk")
    result = await made.work(talk)
    (outlined,) = seats.items("outliner")
    assert (outlined.brief.language, outlined.specification["length"]) == ("de", "short")
    assert {row.specification["persona"] for row in (*result.records, *result.rejects)} == {"a clerk"}
    assert seats.items("persona_finder") == []
