"""What a run has cost, when more than one model has answered in it."""

from decimal import Decimal

from bookwright.service.summary import Cost
from tests.service.test_budget import CHEAP, DEAR, account

BOTH = (account("cheap", 10), account("dear", 10))


def test_each_account_is_reckoned_at_its_own_model_s_price() -> None:
    cost = Cost(accounts=BOTH, rate=CHEAP, others=(DEAR,))
    assert cost.money == Decimal("0.15") + Decimal("0.000015")
    told = cost.as_json(accepted=1)
    assert [row["money"] for row in told["roles"]] == [0.000015, 0.15]
    assert told["money"] == 0.150015
    assert [rate["model"] for rate in (told["prices"], *told["other_prices"])] == ["cheap", "dear"]


def test_where_one_model_has_no_price_no_money_is_told_but_that_of_the_accounts_that_have_one() -> None:
    cost = Cost(accounts=BOTH, rate=CHEAP)
    assert cost.money is None
    assert cost.in_words() == "no price known for dear"
    told = cost.as_json(accepted=2)
    assert told["money"] is None
    assert [row["money"] for row in told["roles"]] == [0.000015, None]
    assert told["per_accepted_record"]["money"] is None


def test_a_go_by_rules_keeps_what_models_have_cost() -> None:
    assert Cost(accounts=BOTH, others=(CHEAP, DEAR)).in_words() == "0.1500 USD"
    assert Cost(accounts=BOTH).in_words() == "no price known"
