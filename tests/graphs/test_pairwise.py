"""Pairs judged in both orders at once: a preference that does not survive the exchange is a tie."""

from dataclasses import dataclass

import pytest
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from bookwright.agents.comparer import Comparer
from bookwright.agents.models import chat_of
from bookwright.agents.pair import Comparison, Pair, Preference
from bookwright.errors import ReplyUnreadable
from bookwright.graphs.pairwise import compare, compare_all
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour

PAIR = Pair(task="Where are paid answers kept?", first="Elsewhere.", second="In the ledger, beside the records.")
FIRST, SECOND, TIE = Preference.FIRST, Preference.SECOND, Preference.TIE


@dataclass
class Said:
    """A judge that says one thing of the pair as it stands and another once it is exchanged."""

    straight: Preference
    swapped: Preference
    maker: str = "said"

    async def __call__(self, item: Pair) -> Comparison:
        return Comparison(preference=self.straight if item == PAIR else self.swapped, reason="", by=self.maker)


@pytest.mark.parametrize(
    ("straight", "swapped", "preference"),
    [
        (FIRST, SECOND, FIRST),
        (SECOND, FIRST, SECOND),
        (FIRST, FIRST, TIE),
        (SECOND, SECOND, TIE),
        (TIE, TIE, TIE),
        (FIRST, TIE, TIE),
        (TIE, FIRST, TIE),
    ],
)
async def test_both_orders_must_name_the_same_answer(straight: Preference, swapped: Preference, preference: Preference) -> None:
    ballot = await compare(Said(straight, swapped), PAIR)
    assert ballot.preference is preference
    assert ballot.first_place_won is (straight is swapped is FIRST)
    assert ballot.second_place_won is (straight is swapped is SECOND)


async def test_judges_keep_their_order_and_their_names() -> None:
    ballots = await compare_all([Said(FIRST, SECOND, "a"), Said(FIRST, FIRST, "b")], PAIR)
    assert [(ballot.judge, ballot.preference) for ballot in ballots] == [("a", FIRST), ("b", TIE)]


async def test_a_model_is_asked_in_both_orders_at_once(endpoint: Endpoint) -> None:
    endpoint.follow(latency=0.2)
    async with chat_of(ChatOpenAI(model="m", base_url=endpoint.url, api_key=SecretStr("key"), max_retries=0)) as chat:
        ballot = await compare(Comparer(chat), PAIR)
        turned = await compare(Comparer(chat), PAIR.exchanged)
    assert (ballot.straight, ballot.swapped, ballot.preference, ballot.judge) == (SECOND, FIRST, SECOND, "m")
    assert turned.preference is FIRST
    served = endpoint.served()
    assert (served["asked"], served["most_at_once"], served["seats"]) == (4, 2, {"Preferred": 4})


async def test_a_judge_that_cannot_be_read_in_one_order_gives_no_ballot(endpoint: Endpoint) -> None:
    endpoint.misbehave(Behaviour.PROSE, served=(2, 99))
    async with chat_of(ChatOpenAI(model="m", base_url=endpoint.url, api_key=SecretStr("key"), max_retries=0)) as chat:
        with pytest.raises(ReplyUnreadable):
            await compare(Comparer(chat), PAIR)
