"""What a run may spend, and what it has spent."""

import re
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Literal

from bookwright.agents.chat import Reply
from bookwright.errors import InputError, RunStopped
from bookwright.knowledge.document import Frozen
from bookwright.service.ledger_reader import LIVE, Account
from bookwright.service.prices import Rate

WRITTEN = re.compile(r"(?P<sign>\$)?\s*(?P<amount>\d+(?:\.\d+)?)\s*(?P<scale>[kM])?\s*(?P<unit>calls?|tokens?|[A-Z]{3})?")
SCALES = {"k": 1_000, "M": 1_000_000}


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
            raise InputError(f"--budget {text}: nothing could be asked; leave the option out for rules, or give more")
        return cls(amount=amount, unit=unit if unit.isupper() else unit.rstrip("s") + "s")

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"


class Purse:
    """The one place that says whether another call may be made. It is closed when the budget is spent, or by `close`."""

    def __init__(self, budget: Budget | None, rate: Rate | None, accounts: Sequence[Account] = ()) -> None:
        if budget and budget.unit not in {"calls", "tokens"} and (rate is None or rate.currency != budget.unit):
            known = f"the price known is in {rate.currency}" if rate else "no price is known for the model"
            raise InputError(f"--budget {budget}: {known}; give one with --prices FILE, or a budget in tokens or calls")
        self.budget, self.rate = budget, rate
        self.calls = sum(account.calls for account in accounts)
        self.tokens = sum(account.input_tokens + account.output_tokens for account in accounts)
        self.money = sum((rate.cost(account) for account in accounts), Decimal(0)) if rate else None
        self.earlier_money = self.money
        self._closed: Literal["", "budget", "interrupted"] = ""

    def draw(self) -> None:
        """Takes leave for one call. RunStopped when there is none."""
        if not self._closed and self.budget and self._spent() >= self.budget.amount:
            self._closed = "budget"
        if self._closed:
            raise RunStopped(self._closed, self._words())
        self.calls += 1

    def allow(self, wanted: int) -> int:
        """Takes leave for so many calls at once, or for as many of them as the budget allows; asks nobody to stop."""
        if self._closed:
            return 0
        left = ceil(self.budget.amount - self._spent()) if self.budget else wanted
        calls = min(wanted, max(0, left)) if self.budget is None or self.budget.unit == "calls" else wanted * (left > 0)
        self.calls += calls
        return calls

    def pay(self, model: str, role: str, reply: Reply, lane: str = LIVE) -> None:
        """Puts an answer on the account."""
        self.tokens += reply.input_tokens + reply.output_tokens
        if self.rate and self.money is not None:
            account = Account(role=role, model=model, lane=lane, calls=1, **reply.model_dump(exclude={"text", "finish_reason"}))
            self.money += self.rate.cost(account)

    def close(self) -> None:
        """Lets no further call begin, because the user wants to stop."""
        self._closed = self._closed or "interrupted"

    @property
    def is_closed(self) -> bool:
        """Whether the run is coming to its end before its work is done."""
        return bool(self._closed)

    @property
    def is_spent(self) -> bool:
        """Whether it is the budget that ends the run."""
        return self._closed == "budget"

    def _spent(self) -> Decimal:
        if self.budget and self.budget.unit == "calls":
            return Decimal(self.calls)
        return Decimal(self.tokens) if self.budget and self.budget.unit == "tokens" else self.money or Decimal(0)

    def _words(self) -> str:
        if self._closed == "interrupted":
            return "stopped; all that was paid for is kept, give the same command again to go on"
        return f"the budget of {self.budget} is spent; all that was paid for is kept, give the same command with a larger --budget to go on"
