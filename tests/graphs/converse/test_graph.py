"""The graph of a dialogue: turns are held one after the other, what is said to be missing is looked for, the whole is judged."""

from typing import Any

import pytest

from bookwright.agents.converse.items import Conversation, Dialogue, Replying
from bookwright.agents.inquiry import Answer, Inquiry
from bookwright.agents.items import Decision, Fault, FaultKind
from bookwright.curation.converse.records import DialogueYield
from bookwright.curation.record import Source
from bookwright.errors import ModelUnreachable
from bookwright.graphs.converse.graph import converse_graph
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.knowledge.library import Library
from tests.graphs.converse.conftest import OUTLINE, SOUND, Seats

UNCLEAR = Fault(kind=FaultKind.UNCLEAR, quote="session", reason="cannot be understood")


async def made(seats: Seats, library: Library, item: Conversation) -> DialogueYield:
    """What comes of a conversation."""
    graph = converse_graph(seats.team(), library, ConverseSettings()).compile()
    found: DialogueYield = (await graph.ainvoke({"item": item, "source": Source(title="Sessions", path="a.md")}))["made"]
    return found


async def test_a_sound_dialogue_is_a_record_that_a_trainer_can_read(library: Library, item: Conversation) -> None:
    (record,) = (await made(Seats(), library, item)).records
    assert record.messages == SOUND.messages
    assert record.standalone[1] == "Why must a verifier not keep a session open?"
    assert (record.refusal_turn, record.persona, record.subject) == (2, item.persona, "Sessions.")
    assert record.verdict.text_sha256 == record.text_sha256 == SOUND.sha256


async def test_each_turn_is_asked_and_answered_with_what_was_said_before_it(library: Library, item: Conversation) -> None:
    seats = Seats()
    await made(seats, library, item)
    assert [len(asking.dialogue.turns) for asking in seats.items("asker")] == [0, 1, 2]
    assert [asking.beyond for asking in seats.items("asker")] == [False, False, True]
    assert [len(replying.dialogue.turns) for replying in seats.items("replier")] == [0, 1, 2]


async def test_what_is_said_not_to_be_found_is_looked_for_in_more_passages(library: Library, item: Conversation) -> None:
    seats = Seats()
    await made(seats, library, item)
    (inquiry,) = seats.items("answerer")
    assert inquiry.question == "How much does a longer session cost?"
    assert len(inquiry.brief.passages) == 2  # the one shown, and the one of the library, whose id differs here


async def test_a_question_that_the_library_answers_is_set_aside_and_another_asked(library: Library, item: Conversation) -> None:
    answers = iter(["It costs a lot.", ""])

    def answerer(_: Inquiry) -> Answer:
        return Answer(by="test", text=next(answers))

    seats = Seats(answerer=answerer)
    assert (await made(seats, library, item)).records
    assert [asking.set_aside for asking in seats.items("asker")][-1] == ("How much does a longer session cost?",)


async def test_a_dialogue_whose_refusal_is_answered_again_and_again_is_refused(library: Library, item: Conversation) -> None:
    seats = Seats(answerer=lambda _: Answer(by="test", text="It costs a lot."))
    (reject,) = (await made(seats, library, item)).rejects
    assert reject.reason == "asker:astray"
    assert reject.text
    assert len(reject.text.turns) == 2


async def test_a_question_that_is_answered_where_none_should_be_is_set_aside(library: Library, item: Conversation) -> None:
    def replier(replying: Replying) -> Dialogue:
        turns = (*replying.dialogue.turns, SOUND.turns[len(replying.dialogue.turns)].model_copy(update={"refusal": False}))
        return Dialogue(turns=turns, evidence=SOUND.evidence)

    (reject,) = (await made(Seats(replier=replier), library, item)).rejects
    assert reject.reason == "asker:astray"


async def test_nothing_is_refused_in_a_dialogue_without_a_refusal(library: Library, item: Conversation) -> None:
    seats = Seats()
    (reject,) = (await made(seats, library, item.model_copy(update={"refusal": 0}))).rejects
    assert reject.reason == "asker:astray"
    assert seats.items("answerer") == []


async def test_what_a_critic_finds_is_mended_and_the_whole_read_again(library: Library, item: Conversation) -> None:
    better = SOUND.turns[1].model_copy(update={"question": SOUND.turns[1].question.model_copy(update={"said": "But why is that?"})})
    mended = SOUND.model_copy(update={"turns": (SOUND.turns[0], better, SOUND.turns[2])})
    seats = Seats(critic=lambda given: (UNCLEAR,) if given.text == SOUND else (), reviser=lambda _: mended)
    (record,) = (await made(seats, library, item)).records
    assert record.messages[2].content == "But why is that?"
    assert [version.operator for version in record.lineage] == ["write", "revise"]


async def test_a_judge_has_the_last_word(library: Library, item: Conversation) -> None:
    (reject,) = (await made(Seats(judge=lambda _: Decision.REJECT), library, item)).rejects
    assert reject.reason == "judge:flow"


async def test_passages_that_answer_nothing_are_a_reject_that_says_so(library: Library, item: Conversation) -> None:
    seats = Seats(outliner=lambda _: OUTLINE.model_copy(update={"aspects": ()}))
    (reject,) = (await made(seats, library, item)).rejects
    assert reject.reason == "outliner:nothing"


@pytest.mark.parametrize("seat", ["outliner", "asker", "replier", "answerer", "critic", "judge"])
async def test_a_failed_call_costs_its_dialogue_alone(library: Library, item: Conversation, seat: str) -> None:
    def fails(_: Any) -> Any:
        raise ModelUnreachable("timeout", "no answer")

    (reject,) = (await made(Seats(**{seat: fails}), library, item)).rejects
    assert reject.reason == f"{seat}:timeout"
