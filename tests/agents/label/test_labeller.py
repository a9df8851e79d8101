"""The labeller's variants, and the orders in which a scheme shows its labels."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.chat import Reply, Request
from bookwright.agents.label.items import Unlabelled
from bookwright.agents.label.labeller import MOST_PROMPTS, Labeller
from bookwright.agents.label.recorded import RecordedLabeller
from bookwright.agents.label.scheme import Scheme
from bookwright.knowledge.evidence import Evidence


class Listening:
    """A chat that keeps what it is asked and says one thing."""

    name = "m"

    def __init__(self, says: str) -> None:
        self.says = says
        self.asked: list[str] = []

    async def ask(self, request: Request) -> Reply:
        self.asked.append("\n".join(message.content for message in request.messages))
        return Reply(text=self.says)


def unlabelled(*labels: str, **more: object) -> Unlabelled:
    scheme = Scheme(asks="What is it?", labels={label: f"it is {label}" for label in labels})
    shown = Evidence(document_id="d", start=4, end=16, quote="A bird sings")
    return Unlabelled(id="t", shown=shown, scheme=scheme, language="en", **more)


@given(st.integers(2, 7))
def test_every_label_stands_as_often_in_every_place(count: int) -> None:
    orders = Scheme(asks="?", labels={str(number): "x" for number in range(count)}).orders
    assert orders[0] == tuple(map(str, range(count)))
    assert len(set(orders)) == len(orders)
    for place in range(count):
        assert len(set(Counter(order[place] for order in orders).values())) == 1


@pytest.mark.parametrize("labels", [("bird", "fish"), ("bird", "fish", "stone")])
async def test_no_two_variants_ask_the_same(labels: tuple[str, ...]) -> None:
    chat = Listening('{"reason": "feathers", "words": "bird", "label": "bird"}')
    labellers = [Labeller(chat, variant) for variant in range(1, MOST_PROMPTS + 1)]
    votes = [await labeller(unlabelled(*labels)) for labeller in labellers]
    assert len(set(chat.asked)) == len({labeller.prompt_sha256 for labeller in labellers}) == MOST_PROMPTS
    assert [vote.by for vote in votes][:2] == ["m", "m with prompt 2"]
    assert len({vote.by for vote in votes}) == MOST_PROMPTS
    assert {(vote.label, vote.words.start if vote.words else None) for vote in votes} == {("bird", 6)}


async def test_a_model_is_shown_neither_the_right_label_nor_what_others_gave() -> None:
    chat = Listening('{"reason": "feathers", "words": "", "label": "bird"}')
    await Labeller(chat)(unlabelled("bird", "fish"))
    await Labeller(chat)(unlabelled("bird", "fish", gold="fish", recorded={"Ann": "fish"}))
    assert chat.asked[0] == chat.asked[1]


async def test_the_data_votes_where_it_has_a_label() -> None:
    vote = await RecordedLabeller("Ann")(unlabelled("bird", "fish", recorded={"Ann": "fish"}))
    assert vote
    assert (vote.by, vote.label) == ("Ann", "fish")
    assert await RecordedLabeller("Ben")(unlabelled("bird", "fish", recorded={"Ann": "fish"})) is None


async def test_a_reason_is_what_a_reader_sees_of_it() -> None:
    chat = Listening('{"reason": " feathers\\u202e\\u200b ", "words": "", "label": "bird"}')
    assert (await Labeller(chat)(unlabelled("bird", "fish"))).reason == "feathers"
