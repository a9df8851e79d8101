"""The roles of Constitutional AI: the principle that was drawn is all that they are told to look at."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.pair import Preference
from bookwright.agents.principles.comparer import PrincipleComparer
from bookwright.agents.principles.critic import PrincipleCritic
from bookwright.agents.principles.items import PrincipledPair, PrincipledStep, PrincipledText
from bookwright.agents.principles.principle import Principle
from bookwright.agents.principles.reviser import PrincipleReviser
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying

TRUE = Principle(name="true", critique="Name what is false.", revision="Correct it.")
TEXT = PrincipledText(instruction="Name a prime.", input="below 10", output="9")
STEP = PrincipledStep(text=TEXT, principle=TRUE, language="en", objection="9 is 3 times 3.")
HOSTILE = st.lists(st.sampled_from(["<", "/", "task", "ANSWER", "faults", ">", " ", "\n", "\u200b", "x"]), max_size=14).map("".join)


async def test_the_critic_is_asked_by_the_principle_and_may_find_nothing() -> None:
    chat = saying(json.dumps({"critique": "7 would do.", "objects": "no"}))
    objection = await PrincipleCritic(chat)(STEP)
    assert (objection.objects, objection.words) == (False, "7 would do.")
    page = chat.requests[0].messages[-1].content
    assert [words in page for words in ("Name what is false.", "Correct it.", "below 10", "3 times 3")] == [True, False, True, False]


async def test_an_objection_without_words_is_unreadable() -> None:
    with pytest.raises(ReplyUnreadable):
        await PrincipleCritic(saying(json.dumps({"critique": " ", "objects": "yes"})))(STEP)


async def test_the_reviser_is_told_what_was_found_and_changes_the_response_alone() -> None:
    chat = saying(json.dumps({"revision": "7"}))
    revised = await PrincipleReviser(chat)(STEP)
    assert revised == TEXT.model_copy(update={"output": "7"})
    assert revised.sha256 != TEXT.sha256
    page = chat.requests[0].messages[-1].content
    assert [words in page for words in ("9 is 3 times 3.", "Correct it.", "Name what is false.")] == [True, True, False]


async def test_two_responses_are_compared_by_the_principle_in_either_order() -> None:
    pair = PrincipledPair(task="Name a prime.", first="9", second="7", principle=TRUE)
    chat = saying(json.dumps({"reason": "9 is none", "preference": "second"}))
    assert (await PrincipleComparer(chat)(pair)).preference is Preference.SECOND
    await PrincipleComparer(chat)(pair.exchanged)
    straight, swapped = (request.messages[-1].content for request in chat.requests)
    assert "Name what is false." in straight
    assert "Name what is false." in swapped
    assert straight.index("\n9\n") < straight.index("\n7\n")
    assert swapped.index("\n7\n") < swapped.index("\n9\n")


@given(HOSTILE)
def test_no_response_can_open_or_close_a_fence(text: str) -> None:
    role = PrincipleReviser(saying("{}"))
    step = STEP.model_copy(update={"text": TEXT.model_copy(update={"output": text}), "objection": text})
    _, user = role.prompt.messages(role.fields(step))
    assert len(re.findall(r"<[\s/]*(?:answer|task|material|faults)\b", user.content, re.IGNORECASE)) == 8
