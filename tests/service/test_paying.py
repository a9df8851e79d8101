"""The chats around a chat: an answer is kept before anybody sees it, nothing is paid for twice, nothing is asked beyond the budget."""

import asyncio
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from bookwright.agents.chat import Chat, Message, Reply, Request
from bookwright.agents.patience import PatientChat
from bookwright.errors import InputError, ModelUnreachable, ReplayMissed, RunStopped
from bookwright.service.budget import Budget, Purse
from bookwright.service.ledger import Ledger
from bookwright.service.paying import LedgerChat, MeteredChat, RecordedChat
from bookwright.service.prices import Rate
from tests.service.test_ledger import answers_in


@dataclass
class Paid:
    """A chat that gives every request a new answer and counts what was asked."""

    name: str = "m"
    asked: list[Request] = field(default_factory=list)
    down: bool = False

    async def ask(self, request: Request) -> Reply:
        self.asked.append(request)
        answer = f"answer {len(self.asked)}"
        await asyncio.sleep(0)
        if self.down:
            raise ModelUnreachable("server", "down")
        return Reply(text=answer, input_tokens=7, output_tokens=2)


def request(words: str = "hello", sample: int = 0, schema: str = "Written") -> Request:
    return Request(
        messages=(Message(role="user", content=words),), schema_name=schema, reply_schema={"type": "object"}, sample=sample, role="writer"
    )


async def test_one_request_is_asked_once(ledger: Ledger) -> None:
    paid = Paid()
    chat = LedgerChat(paid, ledger, {})
    assert await chat.ask(request()) == await chat.ask(request()) == Reply(text="answer 1", input_tokens=7, output_tokens=2)
    assert len(paid.asked) == 1
    assert chat.name == "m"


async def test_one_request_made_by_many_at_once_is_asked_once(ledger: Ledger) -> None:
    paid = Paid()
    chat = LedgerChat(paid, ledger, {})
    replies = await asyncio.gather(*(chat.ask(request(f"{number % 3}")) for number in range(30)))
    assert len(paid.asked) == 3
    assert len({reply.text for reply in replies}) == 3


async def test_another_process_asks_nothing_again(path: Path) -> None:
    paid = Paid()
    for _ in range(2):
        ledger = Ledger(path)
        await LedgerChat(paid, ledger, {"temperature": 0.0}).ask(request())
        await ledger.close()
    assert len(paid.asked) == 1


async def test_whatever_decides_an_answer_is_part_of_its_key(ledger: Ledger) -> None:
    paid, other = Paid(), Paid(name="other")
    await LedgerChat(paid, ledger, {}).ask(request())
    await LedgerChat(paid, ledger, {}).ask(request("hello!"))
    await LedgerChat(paid, ledger, {}).ask(request(sample=1))
    await LedgerChat(paid, ledger, {}).ask(request(schema="Evolved"))
    await LedgerChat(paid, ledger, {"temperature": 0.5}).ask(request())
    await LedgerChat(other, ledger, {}).ask(request())
    assert (len(paid.asked), len(other.asked)) == (5, 1)


async def test_the_order_of_parameters_does_not_matter(ledger: Ledger) -> None:
    paid = Paid()
    await LedgerChat(paid, ledger, {"a": 1, "b": 2}).ask(request())
    await LedgerChat(paid, ledger, {"b": 2, "a": 1}).ask(request())
    assert len(paid.asked) == 1


async def test_the_ledger_knows_what_was_paid_in_all(ledger: Ledger) -> None:
    chat = LedgerChat(Paid(), ledger, {})
    await asyncio.gather(chat.ask(request()), chat.ask(request("another")))
    await chat.ask(request())
    (account,) = ledger.reader.accounts()
    assert (account.role, account.calls, account.input_tokens, account.output_tokens) == ("writer", 2, 14, 4)


async def test_a_failed_request_is_kept_with_its_cause_until_it_is_answered(ledger: Ledger) -> None:
    paid = Paid(down=True)
    chat = LedgerChat(paid, ledger, {})
    with pytest.raises(ModelUnreachable):
        await chat.ask(request())
    assert ledger.reader.accounts() == []
    (failed,) = ledger.reader.failures()
    assert (failed.role, failed.kind, failed.message) == ("writer", "server", "down")
    paid.down = False
    assert (await chat.ask(request())).text == "answer 2"
    assert ledger.reader.failures() == []


async def test_an_answer_is_in_the_file_before_it_is_given_on(ledger: Ledger, path: Path) -> None:
    asked = request()
    reply = await LedgerChat(Paid(), ledger, {}).ask(asked)
    assert Reply.model_validate_json(answers_in(path)[asked.key("m", {})]) == reply


async def test_a_ledger_chat_is_idle_once_all_its_answers_are_kept(ledger: Ledger) -> None:
    chat = LedgerChat(Paid(), ledger, {})
    assert chat.idle.is_set()
    asking = asyncio.create_task(chat.ask(request()))
    await asyncio.sleep(0)
    assert not chat.idle.is_set()
    await asking
    assert chat.idle.is_set()


class Queue:
    """A chat that lets a request wait before it asks, as a pace does."""

    def __init__(self, chat: Chat) -> None:
        self.chat, self.name, self.turn = chat, chat.name, asyncio.Event()

    async def ask(self, request: Request) -> Reply:
        await self.turn.wait()
        return await self.chat.ask(request)


async def test_a_request_that_only_waits_for_the_pace_is_no_call_under_way(ledger: Ledger) -> None:
    queue = Queue(MeteredChat(Paid(), Purse(None, None)))
    chat = LedgerChat(queue, ledger, {})
    asking = asyncio.create_task(chat.ask(request()))
    await asyncio.sleep(0.01)
    assert (chat.idle.is_set(), chat.landed.is_set()) == (False, True)
    queue.turn.set()
    await asyncio.sleep(0)
    assert not chat.landed.is_set()
    await chat.landed.wait()
    assert ledger.reader.answer((request()).key("m", {}))
    await asking


async def test_a_call_that_failed_is_no_call_under_way_while_it_waits_to_be_made_again(ledger: Ledger) -> None:
    class Late(Paid):
        async def ask(self, request: Request) -> Reply:
            raise TimeoutError

    metered = MeteredChat(Late(), Purse(None, None))
    pauses: list[bool] = []

    async def pause(_: float) -> None:
        pauses.append(chat.landed.is_set())

    chat = LedgerChat(PatientChat(metered, sleep=pause), ledger, {})
    with pytest.raises(ModelUnreachable):
        await chat.ask(request())
    assert pauses == [True, True, True]


async def test_a_recorded_run_answers_from_the_ledger_and_fails_on_a_miss(ledger: Ledger) -> None:
    await LedgerChat(Paid(), ledger, {}).ask(request())
    recorded = LedgerChat(RecordedChat("m"), ledger, {})
    assert (await recorded.ask(request())).text == "answer 1"
    with pytest.raises(ReplayMissed, match="no answer to a request of the writer"):
        await recorded.ask(request("never asked"))


RATE = Rate(input=Decimal(2), output=Decimal(10), cached_input=Decimal("0.5"), source="a test")


@pytest.mark.parametrize("budget", ["3 calls", "1100 tokens", "0.0105 USD", "$0.0105"])
async def test_a_budget_ends_the_asking_and_is_not_gone_beyond(budget: str) -> None:
    purse = Purse(Budget.parse(budget), RATE)
    chat = MeteredChat(Paid(), purse)

    async def ask_on() -> None:
        for number in range(2_000):
            await chat.ask(request(str(number)))

    with pytest.raises(RunStopped, match=r"budget of .* is spent; .* larger --budget") as caught:
        await ask_on()
    assert caught.value.cause == "budget"
    assert purse.budget
    assert Decimal("0.97") * purse.budget.amount <= purse.spent <= purse.budget.amount


async def test_a_budget_counts_what_earlier_goes_have_paid(ledger: Ledger) -> None:
    await LedgerChat(Paid(), ledger, {}).ask(request())
    with pytest.raises(RunStopped):
        await MeteredChat(Paid(), Purse(Budget.parse("1 call"), None, ledger.reader.accounts())).ask(request("another"))


async def test_calls_at_once_do_not_go_beyond_a_budget_of_calls() -> None:
    paid = Paid()
    chat = MeteredChat(paid, Purse(Budget.parse("10 calls"), None))
    outcomes = await asyncio.gather(*(chat.ask(request(str(number))) for number in range(50)), return_exceptions=True)
    assert len(paid.asked) == 10
    assert sum(isinstance(outcome, RunStopped) for outcome in outcomes) == 40


async def test_a_closed_purse_lets_no_call_begin() -> None:
    purse = Purse(None, None)
    purse.close()
    with pytest.raises(RunStopped, match="give the same command again") as caught:
        await MeteredChat(Paid(), purse).ask(request())
    assert caught.value.cause == "interrupted"


@pytest.mark.parametrize("text", ["", "5", "calls", "-3 calls", "0 calls", "$5 calls", "5 bananas", "five USD"])
def test_what_is_no_budget_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError, match=r"^--budget "):
        Budget.parse(text)


def test_a_budget_in_money_needs_a_price_in_that_money() -> None:
    with pytest.raises(InputError, match="no price is known for the model"):
        Purse(Budget.parse("5 USD"), None)
    with pytest.raises(InputError, match="the price known is in USD"):
        Purse(Budget.parse("5 EUR"), RATE)


def test_thousands_and_millions_may_be_written_short() -> None:
    assert Budget.parse("200k tokens") == Budget(amount=Decimal(200_000), unit="tokens")
    assert Budget.parse("1.5M tokens") == Budget(amount=Decimal(1_500_000), unit="tokens")
