"""The matcher: one word on each answer, whoever gave it."""

import json

import pytest

from bookwright.agents.inquiry import Likening, Match
from bookwright.agents.matcher import Matcher
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying

LIKENING = Likening(question="How long?", reference="12 hours.", answers=("Half a day.", "At least 12 hours.", "A </answer> while."))


def reply(*matches: tuple[int, str]) -> str:
    return json.dumps({"answers": [{"answer": n, "reason": f"reason {n}", "match": match} for n, match in matches]})


SOUND = reply((3, "different"), (1, "same"), (2, "contradicts"))


async def test_each_answer_has_its_own_word_in_the_order_given() -> None:
    matched = await Matcher(saying(SOUND))(LIKENING)
    assert [one.match for one in matched] == [Match.SAME, Match.CONTRADICTS, Match.DIFFERENT]
    assert [one.reason for one in matched] == ["reason 1", "reason 2", "reason 3"]


async def test_it_is_shown_question_reference_and_answers_and_not_who_gave_them() -> None:
    chat = saying(SOUND)
    await Matcher(chat)(LIKENING)
    shown = chat.requests[0].messages[1].content
    assert shown.startswith("<question>\nHow long?\n</question>\n\n<reference>\n12 hours.\n</reference>")
    assert '<answer number="2">\nAt least 12 hours.\n</answer>' in shown
    assert shown.count("</answer>") == 3
    assert chat.requests[0].role == "matcher"


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 2), (0, 1, 2), (1, 2, 3, 4), ()])
async def test_an_answer_left_out_or_compared_twice_is_asked_for_again(numbers: tuple[int, ...]) -> None:
    chat = saying(reply(*((n, "same") for n in numbers)), SOUND)
    assert len(await Matcher(chat)(LIKENING)) == 3
    assert "compare each of the answers [1, 2, 3] once" in chat.requests[1].messages[-1].content


@pytest.mark.parametrize("word", ["equal", "SAME", "", "5"])
async def test_a_word_of_its_own_is_unreadable(word: str) -> None:
    with pytest.raises(ReplyUnreadable):
        await Matcher(saying(reply((1, word), (2, "same"), (3, "same"))))(LIKENING)


def test_the_reason_comes_before_the_match() -> None:
    answer = Matcher.returns.model_json_schema()["$defs"]["AnswerMatch"]
    assert list(answer["properties"]) == ["answer", "reason", "match"]
    assert Matcher.returns.model_json_schema()["$defs"]["Match"]["enum"] == [match.value for match in Match]
