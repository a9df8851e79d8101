"""What a model's tokens cost: by the user's table, else by the published prices of the provider at that address; never by a guess."""

import tomllib
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


class Rate(Frozen):
    """Prices for a million tokens. `batch` is the share of them that a batch endpoint takes; `source` says whose prices they are."""

    input: Decimal
    output: Decimal
    cached_input: Decimal | None = None
    batch: Decimal = Decimal(1)
    currency: str = "USD"
    source: str

    def cost(self, account: Account) -> Decimal:
        """The money for what stands on an account."""
        cached = self.input if self.cached_input is None else self.cached_input
        fresh_tokens = account.input_tokens - account.cached_tokens
        whole = fresh_tokens * self.input + account.cached_tokens * cached + account.output_tokens * self.output
        return whole / MILLION * (self.batch if account.lane == BATCH else 1)


def rate_of(choice: ModelChoice, table: Path | None) -> Rate | None:
    """The rate of a model; None where neither the table nor the provider's published prices name it. InputError for a bad table."""
    return (_from_table(table, choice.name) if table else None) or _published(choice)


def _from_table(path: Path, model: str) -> Rate | None:
    """Reads `[models."NAME"]` with input, output and, if they differ, cached_input and batch; `currency` stands at the top."""
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        row = table.get("models", {}).get(model)
        return Rate(**{"currency": table.get("currency", "USD"), **row, "source": str(path.name)}) if row else None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name a price table with --prices") from None
    except ValidationError as error:
        fault = error.errors()[0]
        raise InputError(f'{path}: models."{model}".{".".join(map(str, fault["loc"]))}: {fault["msg"]}') from None
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: is no price table ({error}); see the README for its form") from None


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
    )


def _flat(price: Any) -> Decimal | None:
    """The price of requests below the first size from which a provider takes more, which ours always are."""
    value = getattr(price, "base", price)
    return None if value is None else Decimal(str(value))
