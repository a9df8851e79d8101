"""The comparer: a preference between two answers, the texts fenced as data."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.comparer import Comparer
from bookwright.agents.items import Brief
from bookwright.agents.pair import Pair, Preference
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying

PAIR = Pair(task="Name a prime below 10.", first="7", second="The number 7 is a prime below 10.")
HOSTILE = st.lists(
    st.sampled_from(["<", "/", "task", "ANSWER", "passage", ">", " ", "\n", "\u200b", "\u200d", 'place="first"', "x"]), max_size=14
).map("".join)


def preferred(preference: object) -> str:
    return json.dumps({"reason": "7 is asked for and given", "preference": preference})


@pytest.mark.parametrize("preference", list(Preference))
async def test_the_preference_is_told_with_its_reason_and_its_judge(preference: Preference) -> None:
    comparison = await Comparer(saying(preferred(preference.value)))(PAIR)
    assert (comparison.preference, comparison.reason, comparison.by) == (preference, "7 is asked for and given", "scripted")


@pytest.mark.parametrize("preference", ["1", "First", "both", "", None, 1])
async def test_any_other_word_is_unreadable_and_no_tie(preference: object) -> None:
    with pytest.raises(ReplyUnreadable):
        await Comparer(saying(preferred(preference)))(PAIR)


async def test_the_schema_asks_for_the_reason_first() -> None:
    chat = saying(preferred("tie"))
    await Comparer(chat)(PAIR)
    (request,) = chat.requests
    assert list(request.reply_schema["properties"]) == ["reason", "preference"]
    assert (request.role, request.schema_name) == ("comparer", "Preferred")


async def test_answers_stand_in_the_order_given_and_passages_are_shown_where_there_are_any(brief: Brief) -> None:
    chat = saying(preferred("tie"))
    await Comparer(chat)(PAIR.exchanged)
    await Comparer(chat)(PAIR.model_copy(update={"brief": brief}))
    bare, grounded = (request.messages[-1].content for request in chat.requests)
    assert bare.index(PAIR.second) < bare.index("<answer", bare.index("<answer") + 1)
    assert "No passages are given." in bare
    assert brief.passages[0].text in grounded


@given(HOSTILE)
def test_no_text_of_a_pair_can_open_or_close_a_fence(text: str) -> None:
    role = Comparer(saying(preferred("tie")))
    _, user = role.prompt.messages(role.fields(Pair(task=text, first=text, second=text)))
    fences = re.findall(r"<[\s/]*(?:passage|task|answer)\b", user.content.replace("\u200d", ""), re.IGNORECASE)
    assert len(fences) == 6


@given(st.sampled_from(Preference))
def test_turning_twice_changes_nothing(preference: Preference) -> None:
    assert preference.turned.turned is preference
    assert PAIR.exchanged.exchanged == PAIR
