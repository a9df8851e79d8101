"""What a run may spend, and what it has spent."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Literal

from bookwright.agents.chat import Reply, Request
from bookwright.agents.failures import DECLINED, CallFailed, FailureKind
from bookwright.errors import InputError, RunStopped
from bookwright.knowledge.document import Frozen
from bookwright.service.forecast import Forecast
from bookwright.service.ledger_reader import BATCH, LIVE, Account
from bookwright.service.prices import Rate, Rates

WRITTEN = re.compile(r"(?P<sign>\$)?\s*(?P<amount>\d+(?:\.\d+)?)\s*(?P<scale>[kM])?\s*(?P<unit>calls?|tokens?|[A-Z]{3})?")
SCALES = {"k": 1_000, "M": 1_000_000}
NOTHING = Decimal(0)


class Budget(Frozen):
    """The most that a run directory may cost, over all goes at it. `unit` is "calls", "tokens" or a currency's code."""

    amount: Decimal
    unit: str

    @classmethod
    def parse(cls, text: str) -> "Budget":
        """Reads "500 calls", "200k tokens", "$5" or "5 USD". InputError for anything else."""
        found = WRITTEN.fullmatch(text.strip())
        if not found or bool(found["sign"]) == bool(found["unit"]):
            raise InputError(f'--budget {text}: give calls, tokens or money, such as "500 calls", "200k tokens" or "5 USD"')
        unit = "USD" if found["sign"] else found["unit"]
        amount = Decimal(found["amount"]) * SCALES.get(found["scale"] or "", 1)
        if not amount:
            raise InputError(f"--budget {text}: no model could be asked; leave out --model for rules, or give more")
        return cls(amount=amount, unit=unit if unit.isupper() else unit.rstrip("s") + "s")

    @property
    def in_money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit.isupper()

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"


class _Stopped(RunStopped):
    """Its words are those of the moment at which they are read: calls that were under way when it was raised are still paid for."""

    def __init__(self, cause: str, words: Callable[[], str]) -> None:
        super().__init__(cause, words())
        self._words = words

    def __str__(self) -> str:
        return self._words()


class Purse:
    """The one place that says whether another call may be made. It is closed when the budget is spent, or by `close`.

    A call sets aside what it is likely to cost until its answer comes, and one that does not fit beside those under way waits for them: so
    calls at once go beyond a budget in tokens or money by no more than the error of these guesses. `rate` is that of the model that plays
    the roles, `others` are the rates of the `judges`, models by name, and of those that have answered in the run before.
    """

    def __init__(
        self,
        budget: Budget | None,
        rate: Rate | None,
        accounts: Sequence[Account] = (),
        others: Sequence[Rate] = (),
        judges: Sequence[str] = (),
    ) -> None:
        self.budget, self.rate = budget, rate
        self.rates = Rates.of(rate, others)
        if budget and budget.in_money:
            self._check_prices(budget, accounts, judges)
        self.calls = sum(account.calls for account in accounts)
        self.tokens = sum(account.input_tokens + account.output_tokens for account in accounts)
        self.money = self.rates.money(accounts)
        self._forecast = Forecast(accounts)
        self._set_aside, self._unheard = NOTHING, NOTHING
        self._closed: Literal["", "budget", "interrupted"] = ""
        self._turn, self._settled = asyncio.Lock(), asyncio.Event()

    def draw(self, likely: Decimal = NOTHING) -> None:
        """Takes leave for one call that is likely to cost so much of the budget. RunStopped when there is none."""
        if self._closed or (self.budget and not self._fits(likely)):
            self.refuse()
        self.calls += 1

    def refuse(self) -> None:
        """Lets no further call begin and raises RunStopped: because of the budget, unless the user wanted to stop before."""
        self._closed = self._closed or "budget"
        raise _Stopped(self._closed, self._words)

    @asynccontextmanager
    async def call(self, model: str, request: Request) -> AsyncIterator[Callable[[Reply], None]]:
        """Takes leave for a call inside the block, which pays with the answer. RunStopped when there is none.

        What a call without a whole answer was likely to cost stays set aside for this go, unless the server declined it or was not reached.
        """
        async with self._turn:
            likely = self._likely(model, request)
            while self._set_aside and not self._closed and not self._fits(likely):
                await self._settled.wait()
                likely = self._likely(model, request)
            self.draw(likely)
            self._set_aside += likely

        def pay(reply: Reply) -> None:
            self.pay(model, request.role, reply)
            if likely:
                self._forecast.correct(request, reply)
                self._unheard += NOTHING if reply.input_tokens + reply.output_tokens else likely

        try:
            yield pay
        except BaseException as error:
            self._unheard += NOTHING if _is_free(error) else likely
            raise
        finally:
            self._set_aside -= likely
            self._wake()

    def allow(self, model: str, fresh: Iterable[Request], out: Iterable[Request] = ()) -> int:
        """Takes leave for the first of these requests, as many as the budget allows beside those that are in a batch; how many."""
        if self._closed:
            return 0
        self._set_aside = sum((self._likely(model, request, BATCH) for request in out), NOTHING)
        calls = 0
        for request in fresh:
            likely = self._likely(model, request, BATCH)
            if not self._fits(likely):
                break
            self._set_aside += likely
            self.calls += 1
            calls += 1
        return calls

    def pay(self, model: str, role: str, reply: Reply, lane: str = LIVE) -> None:
        """Puts an answer on the account."""
        self.tokens += reply.input_tokens + reply.output_tokens
        self._forecast.learn(model, role, reply)
        account = Account(
            role=role,
            model=model,
            lane=lane,
            calls=1,
            input_tokens=reply.input_tokens,
            output_tokens=reply.output_tokens,
            cached_tokens=reply.cached_tokens,
        )
        cost = self.rates.cost(account)
        self.money = None if cost is None or self.money is None else self.money + cost

    def close(self) -> None:
        """Lets no further call begin, because the user wants to stop."""
        self._closed = self._closed or "interrupted"
        self._wake()

    @property
    def is_closed(self) -> bool:
        """Whether the run is coming to its end before its work is done."""
        return bool(self._closed)

    @property
    def is_spent(self) -> bool:
        """Whether it is the budget that ends the run."""
        return self._closed == "budget"

    @property
    def spent(self) -> Decimal:
        """What all goes have spent, in the unit of the budget."""
        if self.budget and self.budget.unit == "calls":
            return Decimal(self.calls)
        return Decimal(self.tokens) if self.budget and self.budget.unit == "tokens" else self.money or NOTHING

    def _wake(self) -> None:
        """Has the call that waits look again."""
        self._settled.set()
        self._settled = asyncio.Event()

    def _check_prices(self, budget: Budget, accounts: Sequence[Account], judges: Sequence[str]) -> None:
        rate = self.rate
        if rate is None or rate.currency != budget.unit:
            known = f"the price known is in {rate.currency}" if rate else "no price is known for the model"
            raise InputError(f"--budget {budget}: {known}; give one with --prices FILE, or a budget in tokens or calls")
        if unknown := [name for name in judges if self.rates.of_model(name) is None]:
            raise InputError(
                f"--budget {budget}: no price in {budget.unit} is known for the judge {unknown[0]}; "
                "give it with --prices FILE, or a budget in tokens or calls"
            )
        if unpriced := self.rates.unpriced(accounts):
            models = ", ".join(unpriced)
            raise InputError(
                f"--budget {budget}: no price in {budget.unit} is known for {models}, which RUN has paid before; "
                "give it with --prices FILE, or a budget in tokens or calls"
            )

    def _likely(self, model: str, request: Request, lane: str = LIVE) -> Decimal:
        """What a request is likely to take from a budget in tokens or money."""
        if self.budget is None or self.budget.unit == "calls":
            return NOTHING
        guess = self._forecast.of(model, request, lane)
        if self.budget.unit == "tokens":
            return Decimal(guess.input_tokens + guess.output_tokens)
        return self.rates.cost(guess) or NOTHING

    def _fits(self, likely: Decimal) -> bool:
        if self.budget is None:
            return True
        taken = self.spent + self._set_aside + self._unheard
        return taken < self.budget.amount and taken + likely <= self.budget.amount

    def _words(self) -> str:
        if self._closed == "interrupted":
            return "stopped; all that was paid for is kept, give the same command again to go on"
        return (
            f"the budget of {self.budget} is spent; {self._paid()}; all that was paid for is kept, "
            "give the same command with a larger --budget to go on"
        )

    def _paid(self) -> str:
        """What was really spent, beside the budget."""
        assert self.budget is not None
        amount = f"{self.spent:.4f}" if self.budget.in_money else f"{self.spent}"
        unheard = f", perhaps {_rounded(self._unheard)} more for calls whose answer was not heard" if self._unheard else ""
        left = "" if self.spent >= self.budget.amount else ", and another call might go beyond it"
        return f"{amount} {self.budget.unit} went to it{unheard}{left}"


def _rounded(amount: Decimal) -> str:
    return f"{amount:.4f}".rstrip("0").rstrip(".")


def _is_free(error: BaseException) -> bool:
    """Whether nothing more will be asked for a call that ended so: it was declined, never reached anybody, or has been paid already."""
    if not isinstance(error, CallFailed):
        return False
    failure = error.failure
    return failure.paid is not None or failure.kind in DECLINED | {FailureKind.CONNECTION, FailureKind.RATE_LIMIT}
