"""What a dry run says, against what the run then asks."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from bookwright.agents.chat import Reply
from bookwright.agents.pace import Pace, PaceSettings
from bookwright.agents.tokens import tokens
from bookwright.errors import RunStopped
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.library import Library
from bookwright.service.budget import Budget, Purse
from bookwright.service.estimate import FEWEST, Estimate, estimate, known_from, together
from bookwright.service.estimate_told import dry_run
from bookwright.service.intake import take_in
from bookwright.service.ledger import Ledger
from bookwright.service.ledger_reader import ledger_of
from bookwright.service.prices import Rate
from bookwright.service.progress import short, spending
from bookwright.service.settings import RunSettings
from bookwright.service.work import in_work_order
from tests.endpoint.client import Endpoint
from tests.service.conftest import Silent, finished_run, model_settings

RATE = Rate(input=Decimal(2), output=Decimal(10), source="a test")
TABLE = '[models."scripted"]\ninput = 2\noutput = 10\n'


def estimated(settings: RunSettings, folder: Path) -> Estimate:
    with Library.open(folder, settings.library) as library, ledger_of(settings.out) as ledger:
        take_in(settings.sources, library, None, Silent())
        return asyncio.run(estimate(settings, library, in_work_order(library.passages()), ledger, Silent()))


def test_two_samples_tell_the_stages_and_nobody_is_asked(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint, qa=QASettings(drafts=2, evolve=1.0))
    found = estimated(settings, tmp_path / "library")
    assert endpoint.served()["asked"] == 0
    assert not (tmp_path / "run").exists()
    assert found.sizes == (2, 8)
    small, large = found.stages
    assert [stage.role for stage in large] == ["writer", "evolver", "critic", "reviser", "judge"]
    calls = {stage.role: stage.calls for stage in large}
    assert calls["writer"] == 8
    assert 8 < calls["evolver"] <= 16
    assert calls["judge"] == calls["evolver"]
    assert 8 < calls["critic"] <= 8 + calls["reviser"]
    assert small[0].calls == 8
    assert all(stage.read > 300 * stage.calls for stage in large)
    assert found.low < 1 < found.high


def test_the_estimate_is_of_the_size_of_the_run_and_closer_once_answers_are_there(
    subjects: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint)
    guessed = estimated(settings, tmp_path / "library")
    paid = finished_run(settings).cost.paid
    known = estimated(settings, tmp_path / "library")
    assert 0.5 < guessed.total().calls / paid.calls < 2
    assert known.total().calls == paid.calls
    assert (known.total().read, known.total().written) == (paid.input_tokens, paid.output_tokens)
    assert known.known.answers == paid.calls
    assert known.ratio is not None
    assert known.known.a_second


async def test_the_share_revised_is_of_the_drafts_read_and_not_of_the_critic_s_calls(ledger: Ledger) -> None:
    """Forty drafts of ten passages: one call reads the four of a passage, and each of the ten that are revised is read once more."""
    for role, calls in {"writer": 10, "critic": 20, "reviser": 10, "judge": 40}.items():
        await asyncio.gather(*(ledger.keep_answer(f"{role} {number}", "m", Reply(text=""), role) for number in range(calls)))
    assert known_from(ledger.reader, ["m"]).revised == 10 / (40 + 10)


async def test_few_verdicts_tell_no_share_revised(ledger: Ledger) -> None:
    for number in range(FEWEST - 1):
        await ledger.keep_answer(f"judge {number}", "m", Reply(text=""), "judge")
    assert known_from(ledger.reader, ["m"]).revised is None


def cells(settings: RunSettings) -> str:
    tables = dry_run(settings, Silent())
    return "\n".join(str(cell) for table in tables for column in table.columns for cell in column.cells)


def test_money_is_told_where_a_price_is_known(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint)
    without = cells(settings)
    assert "no price known" in without
    assert "not known before the first answers" in without
    (tmp_path / "prices.toml").write_text(TABLE, encoding="utf-8")
    told = cells(settings.model_copy(update={"prices": tmp_path / "prices.toml"}))
    assert "no price known" not in told
    assert "USD" in told
    assert "prices.toml" in told
    assert "20% of those read revised (assumed)" in told
    assert endpoint.served()["asked"] == 0


def test_a_budget_is_told_how_far_it_reaches_before_anything_is_asked(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint)
    half = round(estimated(settings, tmp_path / "library").total().calls / 2)
    told = cells(settings.model_copy(update={"budget": Budget.parse(f"{half} calls")}))
    assert f"0 of {half} calls spent so far; it reaches for about 4 passages more of the 8 left, at most 8 records" in told
    assert "it reaches to the end" in cells(settings.model_copy(update={"budget": Budget.parse("5k calls")}))


def test_of_a_stopped_run_it_tells_what_is_left_to_pay(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    """Nothing that is paid is told again: what is left is what the same command asks in the end."""
    settings = model_settings(subjects, tmp_path / "run", endpoint, pace=PaceSettings(cap=1))
    with pytest.raises(RunStopped):
        finished_run(settings.model_copy(update={"budget": Budget.parse("20 calls")}))
    left = estimated(settings, tmp_path / "library")
    assert 0 < left.undone < 8
    assert "passages of 8, about" in cells(settings)
    paid = finished_run(settings).cost.paid
    assert 0.5 < together(left.left).calls / (paid.calls - 20) < 2


def test_of_a_finished_run_nothing_is_left_to_pay(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint)
    finished_run(settings)
    told = cells(settings.model_copy(update={"budget": Budget.parse("1k calls")}))
    assert "0 passages of 8, about 0 calls, 0 tokens" in told
    assert "it reaches to the end of the run" in told


def test_without_a_model_the_plan_is_plain(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    told = cells(model_settings(subjects, tmp_path / "run", endpoint, model=None))
    assert "no model" in told
    assert "8 of 8 passages" in told


@pytest.mark.parametrize(("text", "about"), [("a" * 400, 100), ("書" * 15, 10), ("", 0)])
def test_tokens_are_guessed_by_script(text: str, about: int) -> None:
    assert tokens(text) == about


@pytest.mark.parametrize(("number", "words"), [(950, "950"), (12_340, "12.3k"), (200_000, "200k"), (4_500_000, "4.5M")])
def test_large_numbers_are_short(number: int, words: str) -> None:
    assert short(number) == words


@pytest.mark.parametrize(
    ("budget", "rate", "words"),
    [
        (None, None, "50k tokens, 0 of 4 calls under way"),
        ("500 calls", None, "1 of 500 calls, 0 of 4 calls under way"),
        ("200k tokens", RATE, "50k of 200k tokens, 0 of 4 calls under way"),
        (None, RATE, "0.18 of about 0.72 USD, 0 of 4 calls under way"),
        ("5 USD", RATE, "0.18 of about 0.72 USD (at most 5), 0 of 4 calls under way"),
    ],
)
def test_the_live_view_shows_what_is_spent_in_the_unit_that_counts(budget: str | None, rate: Rate | None, words: str) -> None:
    purse = Purse(Budget.parse(budget) if budget else None, rate)
    purse.draw()
    purse.pay("m", "writer", Reply(text="", input_tokens=40_000, output_tokens=10_000))
    assert spending(purse, Pace(PaceSettings(cap=4)), 10, 40) == words
