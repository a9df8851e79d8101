"""What may be spent: every account at its own model's price, and no call begun that is likely to go beyond the budget."""

import asyncio
from decimal import Decimal

import pytest

from bookwright.agents.chat import Message, Reply, Request
from bookwright.agents.failures import CallFailed, Failure, FailureKind
from bookwright.agents.tokens import tokens_read
from bookwright.errors import InputError, RunStopped
from bookwright.service.budget import Budget, Purse
from bookwright.service.ledger_reader import LIVE, Account
from bookwright.service.prices import Rate

CHEAP = Rate(input=Decimal("0.01"), output=Decimal("0.01"), source="a test", model="cheap")
DEAR = Rate(input=Decimal(100), output=Decimal(100), source="a test", model="dear")
READ, WROTE = 100, 50
ANSWER = Reply(text="", input_tokens=READ, output_tokens=WROTE)


def account(model: str, calls: int = 1, role: str = "writer") -> Account:
    tokens = {"input_tokens": READ * calls, "output_tokens": WROTE * calls, "cached_tokens": 0}
    return Account(role=role, model=model, lane=LIVE, calls=calls, **tokens)


def request(words: str = "w" * 4 * (READ - 1), role: str = "writer") -> Request:
    """A request that is guessed to be of a hundred tokens."""
    return Request(messages=(Message(role="user", content=words),), schema_name="Written", reply_schema={}, role=role)


async def asked(purse: Purse, reply: Reply = ANSWER, model: str = "m") -> None:
    async with purse.call(model, request()) as pay:
        await asyncio.sleep(0)
        pay(reply)


async def asked_at_once(purse: Purse, calls: int, reply: Reply = ANSWER) -> int:
    """How many of so many calls at once were made."""
    outcomes = await asyncio.gather(*(asked(purse, reply) for _ in range(calls)), return_exceptions=True)
    assert all(isinstance(outcome, RunStopped) for outcome in outcomes if outcome is not None)
    return sum(outcome is None for outcome in outcomes)


def test_the_request_of_these_tests_is_guessed_right() -> None:
    assert READ - 1 <= tokens_read(request()) <= READ


def test_what_an_earlier_model_has_cost_is_counted_at_that_model_s_price() -> None:
    purse = Purse(Budget.parse("5 USD"), CHEAP, [account("dear", 1_000), account("cheap")], others=[DEAR])
    assert purse.money == Decimal("15.0000015")
    with pytest.raises(RunStopped, match=r"budget of 5 USD is spent; 15\.0000 USD went to it"):
        purse.draw()


def test_with_one_model_unpriced_the_money_is_not_known_and_a_budget_in_money_names_the_model() -> None:
    accounts = [account("dear"), account("cheap")]
    assert Purse(None, CHEAP, accounts).money is None
    with pytest.raises(InputError, match="no price in USD is known for dear, which RUN has paid before"):
        Purse(Budget.parse("5 USD"), CHEAP, accounts)
    euros = DEAR.model_copy(update={"currency": "EUR"})
    with pytest.raises(InputError, match="no price in USD is known for dear"):
        Purse(Budget.parse("5 USD"), CHEAP, accounts, others=[euros])


@pytest.mark.parametrize(("budget", "calls"), [("1500 tokens", 10), ("0.15 USD", 10), ("10 calls", 10)])
async def test_calls_at_once_keep_within_the_budget(budget: str, calls: int) -> None:
    rate = DEAR.model_copy(update={"model": "m"})
    purse = Purse(Budget.parse(budget), rate, [account("m", 2)])
    assert await asked_at_once(purse, 90) == calls - 2
    assert purse.tokens == 1_500
    assert purse.is_spent


async def test_before_a_role_has_answered_it_is_taken_to_write_much() -> None:
    purse, most = Purse(Budget.parse("11k tokens"), None), 0
    under_way = 0

    async def one() -> None:
        nonlocal under_way, most
        async with purse.call("m", request()):
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.01)
            under_way -= 1

    await asyncio.gather(*(one() for _ in range(15)), return_exceptions=True)
    assert most == 10


async def test_what_does_not_fit_beside_the_calls_under_way_waits_for_what_they_leave() -> None:
    """One call at a time is likely to fit at first; their answers are smaller, and in the end the budget is used up."""
    purse = Purse(Budget.parse("2k tokens"), None)
    assert await asked_at_once(purse, 90) == 13
    assert purse.tokens == 13 * (READ + WROTE)


async def test_who_waits_for_room_hears_that_the_user_wants_to_stop() -> None:
    purse = Purse(Budget.parse("2k tokens"), None)
    async with purse.call("m", request()) as pay:
        waiting = asyncio.create_task(asked(purse))
        await asyncio.sleep(0)
        purse.close()
        with pytest.raises(RunStopped, match="stopped; all"):
            await asyncio.wait_for(waiting, 1)
        pay(ANSWER)


async def test_a_tokenizer_that_makes_more_of_the_text_is_learnt() -> None:
    """Ten answers say that a prompt takes three times what was guessed; then calls at once are held against that."""
    purse = Purse(Budget.parse("10k tokens"), None)
    threefold = ANSWER.model_copy(update={"input_tokens": 3 * READ})
    for _ in range(10):
        await asked(purse, threefold)
    await asked_at_once(purse, 90, threefold)
    assert 9_600 < purse.tokens <= 10_000


async def test_the_last_words_name_what_was_spent_in_the_end() -> None:
    """They are raised while calls are under way, and read when these are paid for."""
    purse = Purse(Budget.parse("1200 tokens"), None)
    async with purse.call("m", request()) as pay:
        with pytest.raises(RunStopped) as caught:
            purse.draw(Decimal(1_200))
        assert "0 tokens went to it" in str(caught.value)
        pay(ANSWER)
    assert "budget of 1200 tokens is spent; 150 tokens went to it, and another call might go beyond it" in str(caught.value)


async def test_a_call_whose_answer_was_not_heard_may_have_cost_what_it_was_likely_to() -> None:
    purse = Purse(Budget.parse("1500 tokens"), None)
    with pytest.raises(TimeoutError):
        async with purse.call("m", request()):
            raise TimeoutError
    with pytest.raises(RunStopped, match="perhaps 1100 more for calls whose answer was not heard"):
        purse.draw(Decimal(1_000))


@pytest.mark.parametrize("kind", [FailureKind.RATE_LIMIT, FailureKind.BAD_REQUEST, FailureKind.CONNECTION])
async def test_a_call_that_was_declined_or_never_arrived_costs_nothing(kind: FailureKind) -> None:
    purse = Purse(Budget.parse("1500 tokens"), None)
    for _ in range(5):
        with pytest.raises(CallFailed):
            async with purse.call("m", request()):
                raise CallFailed(Failure(kind=kind, message=""))
    await asked(purse)


async def test_an_answer_that_does_not_say_what_it_took_is_held_against_the_budget_as_guessed() -> None:
    purse = Purse(Budget.parse("3k tokens"), None)
    assert await asked_at_once(purse, 5, Reply(text="")) == 2


def test_a_batch_is_cut_to_what_the_budget_is_likely_to_allow_beside_the_requests_that_are_out() -> None:
    purse = Purse(Budget.parse("1500 tokens"), None, [account("m", 2)])
    assert purse.allow("m", [request()] * 90, out=[request()] * 3) == 5
    assert purse.allow("m", [request()] * 90, out=[request()] * 8) == 0
    assert not purse.is_closed


def test_nothing_is_no_budget_and_the_way_to_pay_nothing_is_to_name_no_model() -> None:
    with pytest.raises(InputError, match="leave out --model for rules"):
        Budget.parse("0 calls")
