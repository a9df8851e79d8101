"""Prices: the user's table first, then the published ones of the provider at the address, else none."""

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr

from bookwright.errors import InputError
from bookwright.service.configuration import ModelChoice
from bookwright.service.ledger_reader import BATCH, LIVE, Account
from bookwright.service.prices import Rate, other_rates, rate_of

TABLE = """
currency = "EUR"
[models."my-model"]
input = 0.5
output = 2
cached_input = 0.05
batch = 0.5
"""


def choice(name: str, base_url: str | None = None) -> ModelChoice:
    return ModelChoice(name=name, base_url=base_url, key=SecretStr("k"))


def account(lane: str = LIVE) -> Account:
    return Account(role="writer", model="m", lane=lane, calls=1, input_tokens=2_000_000, output_tokens=1_000_000, cached_tokens=1_000_000)


def test_cached_tokens_have_their_own_price_and_the_batch_endpoint_its_share() -> None:
    rate = Rate(input=Decimal(4), output=Decimal(10), cached_input=Decimal(1), batch=Decimal("0.5"), source="test")
    assert rate.cost(account()) == Decimal(15)
    assert rate.cost(account(BATCH)) == Decimal("7.5")


def test_the_users_table_goes_before_published_prices(tmp_path: Path) -> None:
    (table := tmp_path / "prices.toml").write_text(TABLE.replace("my-model", "gpt-4o"), encoding="utf-8")
    rate = rate_of(choice("gpt-4o"), table)
    assert rate == Rate(
        input=Decimal("0.5"),
        output=Decimal(2),
        cached_input=Decimal("0.05"),
        batch=Decimal("0.5"),
        currency="EUR",
        source="prices.toml",
        model="gpt-4o",
    )


def test_a_published_price_says_whose_it_is() -> None:
    rate = rate_of(choice("gpt-4o-mini"), None)
    assert rate
    assert rate.source == "genai-prices: openai/gpt-4o-mini"
    assert rate.currency == "USD"
    assert rate.batch == Decimal("0.5")


@pytest.mark.parametrize(("name", "base_url"), [("gpt-4o", "http://127.0.0.1:8000/v1"), ("nobody-knows-this", None)])
def test_a_price_is_never_guessed(name: str, base_url: str | None) -> None:
    assert rate_of(choice(name, base_url), None) is None


def test_an_earlier_model_is_priced_by_the_table_else_as_the_run_has_kept_it_else_as_published(tmp_path: Path) -> None:
    (table := tmp_path / "prices.toml").write_text(TABLE, encoding="utf-8")
    kept = Rate(input=Decimal(7), output=Decimal(7), source="kept", model="local")
    state = {"cost": {"prices": kept.model_dump(mode="json"), "other_prices": [kept.model_copy(update={"model": "my-model"}).model_dump()]}}
    models = ("my-model", "local", "gpt-4o", "nobody-knows-this", "now")
    accounts = [account().model_copy(update={"model": model}) for model in models]
    found = {rate.model: rate.source for rate in other_rates(accounts, [choice("now")], table, state)}
    assert found == {"my-model": "prices.toml", "local": "kept", "gpt-4o": "genai-prices: openai/gpt-4o"}


def test_a_go_by_rules_knows_what_the_run_has_kept() -> None:
    kept = Rate(input=Decimal(7), output=Decimal(7), source="kept", model="m")
    assert other_rates([account()], [], None, {"cost": {"prices": kept.model_dump(mode="json")}}) == (kept,)
    assert other_rates([account()], [], None, {"status": "new"}) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", r"is no price table .*; docs/runs\.md shows its form"),
        ("models = 3", r"is no price table .*; docs/runs\.md shows its form"),
        ('[models."m"]\ninput = "dear"\noutput = 1', r"""models\."m": input is 'dear'; give a number, such as input = 0\.5"""),
        ('[models."m"]\ninput = 1', r'models\."m" has no output; give the price of a million tokens, such as output = 0\.5'),
        ('[models."m"]\ninput = 1\noutput = 1\nfee = 1', r'models\."m": fee is none of the fields of a price; docs/runs\.md'),
    ],
)
def test_a_bad_table_is_one_line_that_names_the_file_and_what_to_write(tmp_path: Path, text: str, words: str) -> None:
    (table := tmp_path / "prices.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"prices\.toml: {words}") as caught:
        rate_of(choice("m"), table)
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="name a price table"):
        rate_of(choice("m"), tmp_path / "missing.toml")
