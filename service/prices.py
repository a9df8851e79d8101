"""What a model's tokens cost: by the user's table, else by the published prices of the provider at that address; never by a guess."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bookwright.agents.completions import OPENAI
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen
from bookwright.service.configuration import ModelChoice
from bookwright.service.ledger_reader import BATCH, Account

MILLION = 1_000_000
OPENAI_BATCH = Decimal("0.5")
FORM = "docs/runs.md shows its form"


class Rate(Frozen):
    """Prices for a million tokens of a model, or of any where none is named.

    `batch` is the share of them that a batch endpoint takes; `source` says whose prices they are.
    """

    input: Decimal
    output: Decimal
    cached_input: Decimal | None = None
    batch: Decimal = Decimal(1)
    currency: str = "USD"
    source: str
    model: str = ""

    def cost(self, account: Account) -> Decimal:
        """The money for what stands on an account."""
        cached = self.input if self.cached_input is None else self.cached_input
        fresh_tokens = account.input_tokens - account.cached_tokens
        whole = fresh_tokens * self.input + account.cached_tokens * cached + account.output_tokens * self.output
        return whole / MILLION * (self.batch if account.lane == BATCH else 1)


class Rates(Frozen):
    """The rates by which a run is reckoned, in one currency: that of the first. Where an account has none, money is not known."""

    rates: tuple[Rate, ...] = ()

    @classmethod
    def of(cls, rate: Rate | None, others: Iterable[Rate] = ()) -> "Rates":
        """The rate of the model that plays the roles, and those of the others: of judges, and of models that answered before."""
        return cls(rates=((rate,) if rate else ()) + tuple(others))

    @property
    def currency(self) -> str | None:
        """The currency of every sum."""
        return self.rates[0].currency if self.rates else None

    def of_model(self, name: str) -> Rate | None:
        """The rate of a model, in the currency of every sum."""
        return next((rate for rate in self.rates if rate.model in {"", name} and rate.currency == self.currency), None)

    def cost(self, account: Account) -> Decimal | None:
        """The money for what stands on an account."""
        rate = self.of_model(account.model)
        return rate.cost(account) if rate else None

    def money(self, accounts: Iterable[Account]) -> Decimal | None:
        """The money for all of them; None when a single one has no rate, for a part of a bill looks like a bill."""
        costs = [self.cost(account) for account in accounts]
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if self.rates and len(known) == len(costs) else None

    def unpriced(self, accounts: Iterable[Account]) -> list[str]:
        """The models that have an account and no rate."""
        return sorted({account.model for account in accounts if self.cost(account) is None})


def rate_of(choice: ModelChoice, table: Path | None) -> Rate | None:
    """The rate of a model; None where neither the table nor the provider's published prices name it. InputError for a bad table."""
    return (_from_table(table, choice.name) if table else None) or _published(choice)


def other_rates(
    accounts: Sequence[Account], choices: Sequence[ModelChoice], table: Path | None, state: Mapping[str, Any]
) -> tuple[Rate, ...]:
    """The rates of all models but the first of those asked now: of the others asked now, as `rate_of`; of those that answered in earlier
    goes, from the table, else as the run's own `state` (run.json) has kept them, else published for the address asked now. What none of
    these names has no rate. InputError for a bad table."""
    cost = state.get("cost") or {}
    rows = (cost.get("prices"), *cost.get("other_prices", ()))
    kept = {rate.model: rate for rate in (Rate(**row) for row in rows if row)}
    beside = [rate_of(choice, table) for choice in choices[1:]]
    models = sorted({account.model for account in accounts} - {choice.name for choice in choices})
    earlier = (
        (_from_table(table, model) if table else None)
        or kept.get(model)
        or (_published(choices[0].model_copy(update={"name": model})) if choices else None)
        for model in models
    )
    return tuple(rate for rate in (*beside, *earlier) if rate)


def _from_table(path: Path, model: str) -> Rate | None:
    """Reads `[models."NAME"]` with input, output and, if they differ, cached_input and batch; `currency` stands at the top."""
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        row = table.get("models", {}).get(model)
        return Rate(**{"currency": table.get("currency", "USD"), **row, "source": str(path.name), "model": model}) if row else None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name a price table with --prices") from None
    except ValidationError as error:
        raise InputError(f"{path}: {_fault(model, error)}") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: is no price table ({error}); {FORM}") from None


def _fault(model: str, error: ValidationError) -> str:
    """What is wrong with a row of the table, in a user's words."""
    fault = error.errors()[0]
    field = ".".join(map(str, fault["loc"]))
    where = f'models."{model}"'
    if fault["type"] == "missing":
        return f"{where} has no {field}; give the price of a million tokens, such as {field} = 0.5"
    if fault["type"] == "extra_forbidden":
        return f"{where}: {field} is none of the fields of a price; {FORM}"
    return f"{where}: {field} is {fault['input']!r}; give a number, such as {field} = 0.5"


def _published(choice: ModelChoice) -> Rate | None:
    """The prices that come with genai-prices, for the provider that the address belongs to; OpenAI's own where no address is given."""
    from genai_prices import Usage, calc_price  # noqa: PLC0415 - a third of a second to import

    try:
        found = calc_price(Usage(input_tokens=1, output_tokens=1), model_ref=choice.name, provider_api_url=choice.base_url or OPENAI)
    except LookupError:
        return None
    prices = {name: _flat(getattr(found.model_price, name, None)) for name in ("input_mtok", "output_mtok", "cache_read_mtok")}
    if prices["input_mtok"] is None or prices["output_mtok"] is None:
        return None
    return Rate(
        input=prices["input_mtok"],
        output=prices["output_mtok"],
        cached_input=prices["cache_read_mtok"],
        batch=OPENAI_BATCH if found.provider.id == "openai" else Decimal(1),
        source=f"genai-prices: {found.provider.id}/{found.model.id}",
        model=choice.name,
    )


def _flat(price: Any) -> Decimal | None:
    """The price of requests below the first size from which a provider takes more, which ours always are."""
    value = getattr(price, "base", price)
    return None if value is None else Decimal(str(value))
