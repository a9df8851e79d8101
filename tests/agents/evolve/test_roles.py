"""The roles of Evol-Instruct: what they show, what they take, and that nothing shown opens or closes a fence."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.asking import Asking
from bookwright.agents.evolve.evolver import FORMATS, WAYS, InstructionEvolver
from bookwright.agents.evolve.gain_checker import GainChecker
from bookwright.agents.evolve.grounded_responder import GroundedResponder
from bookwright.agents.evolve.items import EvolvedSubmission, EvolvedText, Evolving, Gain, Growth, InputFormat, Operator, Succession
from bookwright.agents.evolve.judge import GROUNDED_RUBRIC, EvolvedJudge
from bookwright.agents.instruction import Instruction
from bookwright.agents.items import Brief, Decision
from bookwright.agents.responder import Responder
from bookwright.agents.rubric import Rubric
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying

TASK = Instruction(instruction="Sort the numbers.", input="5 3 9")
HOSTILE = st.lists(st.sampled_from(["<", "/", "task", "MATERIAL", "passage", ">", " ", "\n", "\u200b", "x"]), max_size=14).map("".join)


def evolving(operator: Operator, **more: object) -> Evolving:
    return Evolving(parent=TASK, operator=operator, growth=Growth(), language="en", **more)  # type: ignore[arg-type]


def rewritten(instruction: str, material: str = "") -> str:
    return json.dumps({"plan": "p", "instruction": instruction, "input": material})


@pytest.mark.parametrize("operator", list(Operator))
async def test_the_evolver_is_told_the_operator_that_was_drawn_and_no_other(operator: Operator) -> None:
    chat = saying(rewritten("Sort them.", "1 2"))
    assert await InstructionEvolver(chat)(evolving(operator, format=InputFormat.TABLE)) == Instruction(
        instruction="Sort them.", input="1 2"
    )
    page = chat.requests[0].messages[-1].content
    assert [one for one in Operator if WAYS[one].split("{")[0] in page] == [operator]
    assert (FORMATS[InputFormat.TABLE] in page) is (operator is Operator.COMPLICATE)
    assert "5 3 9" in page


async def test_a_complicated_input_without_material_is_asked_for_again() -> None:
    with pytest.raises(ReplyUnreadable):
        await InstructionEvolver(saying(rewritten("Sort them.")))(evolving(Operator.COMPLICATE, format=InputFormat.JSON))


async def test_why_a_rewrite_could_not_be_taken_is_told() -> None:
    chat = saying(rewritten("Sort."))
    await InstructionEvolver(chat)(evolving(Operator.DEEPEN, objection="it adds 40 words"))
    assert "it adds 40 words" in chat.requests[0].messages[-1].content


@pytest.mark.parametrize("gain", list(Gain))
async def test_the_gain_checker_says_one_of_two_words_with_its_reason(gain: Gain) -> None:
    check = await GainChecker(saying(json.dumps({"reason": "r", "gain": gain.value})))(Succession(parent=TASK, child=TASK))
    assert (check.gain, check.reason, check.by) == (gain, "r", "scripted")


@pytest.mark.parametrize("gain", ["Equal", "", None, True])
async def test_any_other_word_is_unreadable_and_no_elimination(gain: object) -> None:
    with pytest.raises(ReplyUnreadable):
        await GainChecker(saying(json.dumps({"reason": "r", "gain": gain})))(Succession(parent=TASK, child=TASK))


async def test_each_attempt_of_a_solver_is_a_request_of_its_own() -> None:
    chat = saying(json.dumps({"approach": "a", "response": "3 5 9"}))
    for number in range(3):
        await Responder(chat)(Asking(task=TASK, language="en", attempt=number))
    assert len({request.sample for request in chat.requests}) == 3
    assert len({request.messages for request in chat.requests}) == 1


async def test_a_grounded_response_has_its_quotes_located_and_what_stands_nowhere_named(brief: Brief) -> None:
    said = brief.passages[1].text
    sentences = [
        {"text": said, "quotes": [{"passage": 2, "words": said}], "connective": False},
        {"text": "Pigs can fly.", "quotes": [{"passage": 1, "words": "pigs can fly far"}], "connective": False},
    ]
    role = GroundedResponder(saying(json.dumps({"approach": "a", "answer": sentences})))
    response = await role(Asking(task=TASK, language="en", brief=brief))
    assert response.text == f"{said} Pigs can fly."
    assert [piece.quote for piece in response.evidence] == [said]
    assert response.unlocated == ("pigs can fly far",)


async def test_the_verdict_is_bound_to_the_text_and_groundedness_is_judged_where_there_are_passages(brief: Brief) -> None:
    text = EvolvedText(instruction="Sort.", output="3 5 9")
    grounded = Rubric.load(GROUNDED_RUBRIC)
    for rubric, shown in ((None, None), (grounded, brief)):
        named = (rubric or Rubric.load(EvolvedJudge.default)).criteria
        chat = saying(json.dumps({name: {"reason": "r", "score": 5} for name in named}))
        verdict = await EvolvedJudge(chat, rubric)(EvolvedSubmission(text=text, brief=shown))
        assert (verdict.decision, verdict.text_sha256) == (Decision.ACCEPT, text.sha256)
        assert ("groundedness" in verdict.scores) is (shown is not None)


@given(HOSTILE)
def test_no_task_can_open_or_close_a_fence(text: str) -> None:
    role = GainChecker(saying("{}"))
    task = Instruction(instruction=text, input=f"x{text}")
    _, user = role.prompt.messages(role.fields(Succession(parent=task, child=task)))
    assert len(re.findall(r"<[\s/]*(?:passage|task|material)\b", user.content, re.IGNORECASE)) == 8
