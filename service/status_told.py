"""The commands `run status` and `run failures`: where a run stands, for people and for programs."""

import json
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bookwright.service.directory import PLAN
from bookwright.service.ledger_reader import FailedRequest
from bookwright.service.status import Status, read_status
from bookwright.service.words import counted

BUDGET, REVIEW = "budget", "review"
ITEMS = {"qa": "passages", "textbook": "sections"}
MOST_REASONS = 8


def status(run: Path, *, as_json: bool) -> None:
    """Prints where the run stands. RunError where none is."""
    found = read_status(run)
    console = Console(highlight=False, markup=False)
    if as_json:
        console.out(json.dumps(as_object(found), ensure_ascii=False), highlight=False)
        return
    console.print(table_of(found))
    if words := how_to_go_on(found):
        console.print(words, soft_wrap=True)


def failed(run: Path, *, as_json: bool) -> None:
    """Prints the requests that are without an answer, the latest last. RunError where no run is."""
    found = read_status(run).failures
    console = Console(highlight=False, markup=False)
    if as_json:
        for failure in found:
            console.out(failure.model_dump_json(), highlight=False)
        return
    for failure in found:
        at = datetime.fromtimestamp(failure.at, UTC).isoformat(timespec="seconds")
        console.print(f"{at}  {failure.role}  {failure.kind}  {failure.message}", soft_wrap=True)
    console.print(f"{len(found)} requests are without an answer" + ("; the same command asks them again" if found else ""), soft_wrap=True)


def as_object(found: Status) -> dict[str, Any]:
    """The status as one JSON object."""
    plain = found.model_dump(mode="json", exclude={"cost", "failures"})
    failures = [{"kind": kind, "count": count, "example": example.message} for kind, count, example in by_kind(found.failures)]
    return plain | {
        "paid": found.paid.model_dump(),
        "cost": found.cost.as_json(found.work.records),
        "failures": failures,
        "go_on": found.command if how_to_go_on(found) and found.stopped_by != BUDGET else None,
    }


def by_kind(failures: tuple[FailedRequest, ...]) -> list[tuple[str, int, FailedRequest]]:
    """Each kind of failure, how often it stands, and the latest example; the commonest first."""
    latest = {failure.kind: failure for failure in failures}
    return [(kind, count, latest[kind]) for kind, count in Counter(failure.kind for failure in failures).most_common()]


def table_of(found: Status) -> Table:
    """The status for people."""
    table = Table(title=f"{found.run}: {_standing(found)}", show_header=False)
    work = found.work
    in_book = f", {work.kept} of them in the book" if found.kind == "textbook" and work.kept is not None else ""
    table.add_row(ITEMS[found.kind], f"{work.done} of {work.total} done{in_book}" if work.total else "not read yet")
    again = ", before repetitions are taken out" if found.status in {"running", "killed"} else ""
    table.add_row("records", f"{work.records} accepted{again}")
    for reason, count in sorted(work.rejects.items(), key=lambda pair: -pair[1])[:MOST_REASONS]:
        table.add_row("  rejected", f"{count} {reason}")
    several = len({account.model for account in found.cost.accounts}) > 1
    for account in found.cost.accounts:
        cost = found.cost.rates.cost(account)
        money = "" if cost is None else f", {cost:.4f} {found.cost.rates.currency}"
        name = account.role + ("" if account.lane == "live" else f" ({account.lane})")
        name += f" by {account.model}" if several else ""
        table.add_row(
            f"  {name}", f"{counted(account.calls, 'answer')}, {account.input_tokens} tokens read, {account.output_tokens} written{money}"
        )
    if paid := found.paid.calls:
        tokens = f"{found.paid.input_tokens} tokens read, {found.paid.output_tokens} written"
        table.add_row("paid", f"{counted(paid, 'answer')}, {tokens}, {found.cost.in_words()}")
    elif found.models is not None:
        table.add_row("model", ", ".join(found.models) or "none; the rule-based team works")
    if speed := found.speed:
        end = f"about {lasting(speed.left)} to go" if speed.left is not None else "the end cannot be told yet"
        table.add_row("pace", f"{speed.answers} answers in the last {speed.seconds:.0f} seconds; {end}")
    for batch in found.batches:
        age = lasting(max(0.0, time.time() - batch.at))
        table.add_row("batch", f"{batch.id or 'being submitted'}: {counted(batch.requests, 'request')}, submitted {age} ago")
    for kind, count, example in by_kind(found.failures):
        table.add_row("  unanswered", f"{count} {kind}, such as the {example.role}'s: {example.message}")
    return table


def how_to_go_on(found: Status) -> str:
    """What to do next; nothing for a run at work or one that left nothing undone."""
    command = f": {found.command}" if found.command else ""
    if found.status == "running" or (found.status == "finished" and not found.failures):
        return ""
    if found.status == "finished":
        return f"To ask what is unanswered once more, alone, give the same command again{command}"
    if found.stopped_by == REVIEW:
        return f"The plan is in {found.run / PLAN}; edit it, then give the same command again{command}"
    if found.stopped_by == BUDGET:
        return f"The budget is spent; to go on, give the command with a larger --budget{command}"
    return f"Nothing that was paid for is lost; to go on, give the same command again{command}"


def lasting(seconds: float) -> str:
    """A time in words: "40 seconds", "5 minutes", "3.2 hours"."""
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    minutes = timedelta(seconds=seconds) / timedelta(minutes=1)
    return f"{minutes:.0f} minutes" if minutes < 90 else f"{minutes / 60:.1f} hours"


def _standing(found: Status) -> str:
    if found.status == "running" and found.since:
        return f"running (process {found.pid} on {found.host} since {found.since.isoformat(timespec='seconds')})"
    return {
        "killed": "killed (the process that ran it is gone)",
        "new": "ended before it began to ask",
    }.get(found.status, found.status)
