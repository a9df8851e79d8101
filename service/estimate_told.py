"""What `--dry-run` says: what a run would read and work on and, with a model, what it would ask and cost."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from bookwright.agents.tokens import CHARACTERS_A_TOKEN, WIDE_CHARACTERS_A_TOKEN
from bookwright.errors import InputError
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings
from bookwright.service.budget import Purse
from bookwright.service.directory import read_state
from bookwright.service.estimate import (
    AT_ONCE,
    SECONDS_A_CALL,
    Estimate,
    Stage,
    estimate,
    money,
    together,
)
from bookwright.service.intake import take_in
from bookwright.service.ledger_reader import ledger_of
from bookwright.service.prices import Rates, other_rates, rate_of
from bookwright.service.progress import Progress, short
from bookwright.service.settings import RunSettings
from bookwright.service.status_told import lasting
from bookwright.service.words import counted
from bookwright.service.work import in_work_order


def dry_run(settings: RunSettings, progress: Progress) -> list[Table]:
    """Reads the sources into a library that is thrown away and says what a run would come to. No model is asked, nothing is written.

    InputError for a team file: what its roles would ask is not known here.
    """
    if settings.team:
        raise InputError("--dry-run: tells what one model and its judges would ask, not a team; leave --team out")
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), _offline(settings.library)) as library:
        intake = take_in(settings.sources, library, settings.licence, progress)
        everything = library.passages()
        passages = in_work_order(everything)[: settings.limit]
        words = sum(passage.prose_words for passage in passages)
        table = Table(title="A run would", show_header=False)
        table.add_row("read", f"{len(intake.documents)} documents ({len(intake.skipped)} skipped)")
        table.add_row("work on", f"{len(passages)} of {len(everything)} passages, {words} words of prose")
        wanted = f", {settings.count} records" if settings.count else ""
        table.add_row("want", f"{len(passages) * settings.qa.drafts} drafts at most{wanted}")
        if settings.model is None or not passages:
            table.add_row("ask", "no model")
            return [table]
        with ledger_of(settings.out) as ledger:
            found = asyncio.run(estimate(settings, library, passages, ledger, progress))
            accounts = ledger.accounts() if ledger else []
    state = read_state(settings.out) if accounts else {}
    others = other_rates(accounts, settings.choices, settings.prices, state)
    purse = Purse(settings.budget, rate_of(settings.model, settings.prices), accounts, others, settings.judges)
    for choice in settings.choices:
        its = together([stage for stage in found.stages[-1] if stage.model == choice.name])
        table.add_row("ask", f"{choice.name} about {round(its.calls)} times, {short(round(its.read + its.written))} tokens")
    return [table, by_stage(found, purse.rates), _in_words(found, purse.rates, settings), *_to_pay(found, purse, settings)]


def by_stage(found: Estimate, rates: Rates) -> Table:
    """Calls, tokens and money of each stage, as the smaller and as the larger sample tells them."""
    table = Table(title=f"The whole run, as {' / '.join(map(str, found.sizes))} of its passages tell")
    table.add_column("stage")
    for name in ("calls", "tokens read", "tokens written", rates.currency or "money"):
        table.add_column(name, justify="right")
    rows = [*zip(*found.stages, strict=True)]
    (writer, *_), *_ = rows
    for row in rows:
        name = row[0].role + (f" by {row[0].model}" if row[0].model != writer.model else "")
        table.add_row(name, *_cells([[stage] for stage in row], rates), end_section=row is rows[-1])
    table.add_row("all", *_cells(found.stages, rates))
    return table


def _cells(samples: Sequence[Sequence[Stage]], rates: Rates) -> list[str]:
    """Calls, tokens and money of some stages, as each sample tells them."""
    whole = [together(stages) for stages in samples]
    counted = [" / ".join(short(round(getattr(stage, name))) for stage in whole) for name in ("calls", "read", "written")]
    costs = [money(stages, rates) for stages in samples]
    return [*counted, "no price known" if None in costs else " / ".join(f"{cost:.2f}" for cost in costs)]


def _in_words(found: Estimate, rates: Rates, settings: RunSettings) -> Table:
    """The range, the time, and what all of it rests on."""
    table = Table(title="What to think of it", show_header=False)
    total, known = found.total(), found.known
    cost = money(found.stages[-1], rates)
    whole = total.read + total.written if cost is None else cost
    low, high = whole * found.low, whole * found.high
    in_money = f"{low:.2f} to {high:.2f} {rates.currency}"
    table.add_row("range", f"{short(round(low))} to {short(round(high))} tokens" if cost is None else in_money)
    sources = (rate.source for choice in settings.choices if (rate := rates.of_model(choice.name)))
    if told := "; ".join(dict.fromkeys(sources)):
        table.add_row("prices", told)
    table.add_row("time", _time(found))
    table.add_row("tokens", _measure(found))
    source = "as in this run so far" if known.revised is not None else "assumed"
    table.add_row("shares", f"{settings.qa.evolve:.0%} of the drafts evolved (set); {found.revised:.0%} of those read revised ({source})")
    table.add_row("left out", "replies asked for again, failed calls, prefix caching" + ("; an end at the count" if settings.count else ""))
    if known.answers:
        table.add_row("held", f"{counted(known.answers, 'answer')} of RUN; what is wanted of them again costs nothing")
    return table


def _to_pay(found: Estimate, purse: Purse, settings: RunSettings) -> list[Table]:
    """What is left to pay of a run that was begun, and how far the budget reaches; nothing for a new run without a budget."""
    table = Table(title="What is left to pay", show_header=False)
    left, cost, budget = together(found.left), money(found.left, purse.rates), purse.budget
    if found.known.answers:
        paid = "" if cost is None else f", {cost:.2f} {purse.rates.currency}"
        table.add_row("left", f"{counted(found.undone, 'passage')} of {found.passages}, about {_amounts(left)}{paid}")
    if budget:
        whole = {"calls": left.calls, "tokens": left.read + left.written}.get(budget.unit, cost or 0.0)
        room = max(0.0, float(budget.amount - purse.spent))
        share = min(1.0, room / whole) if whole else 1.0
        spent = f"{purse.spent:.4f}" if budget.in_money else f"{purse.spent}"
        table.add_row("budget", f"{spent} of {budget} spent so far; {_reach(found, share, settings)}")
    return [table] if table.rows else []


def _reach(found: Estimate, share: float, settings: RunSettings) -> str:
    """How far a budget reaches that pays for a share of what is left."""
    if share == 1.0:
        return "it reaches to the end of the run"
    passages = round(found.undone * share)
    at_most = f"at most {counted(passages * settings.qa.drafts, 'record')}, as many as drafts"
    records = at_most if found.records is None else f"about {counted(round(passages * found.records), 'record')}"
    return f"it reaches for about {counted(passages, 'passage')} more of the {found.undone} left, {records}"


def _amounts(stage: Stage) -> str:
    return f"{counted(round(stage.calls), 'call')}, {short(round(stage.read + stage.written))} tokens"


def _time(found: Estimate) -> str:
    if found.known.a_second:
        return f"about {lasting(found.seconds)}, at the {found.known.a_second:.1f} answers a second of this run so far"
    at = f"at {SECONDS_A_CALL:g} s a call and {AT_ONCE} at once (or as limited) about {lasting(found.seconds)}"
    return f"not known before the first answers; {at}"


def _measure(found: Estimate) -> str:
    guess = f"{CHARACTERS_A_TOKEN:g} characters a token ({WIDE_CHARACTERS_A_TOKEN:g} in scripts such as Chinese)"
    read = f"read: {guess}" + (f", times {found.ratio:.2f} as in this run's own answers" if found.ratio else "")
    written = "written: the mean of this run's own answers" if found.known.written else "written: the length of stand-in replies"
    return f"{read}; {written}"


def _offline(settings: LibrarySettings) -> LibrarySettings:
    """Without embeddings that would have to be asked for."""
    return settings.model_copy(update={"embeddings": "fitted"}) if settings.embeddings.startswith("openai:") else settings
