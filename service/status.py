"""Where a run stands, read from its directory: of a run at work, a stopped, killed or finished one. Nothing is written or locked."""

import time
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from bookwright.agents.chat import Usage
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.lock import Holder, holder_of
from bookwright.service.directory import read_state
from bookwright.service.ledger_reader import FailedRequest, LedgerReader, ledger_of
from bookwright.service.prices import Rate
from bookwright.service.summary import Cost

WINDOW = 60.0
LATEST_TERMS = "SELECT terms FROM outcomes ORDER BY rowid DESC LIMIT 1"
DONE = """
SELECT count(*), coalesce(sum(json_array_length(outcome, '$.records')), 0), coalesce(sum(json_array_length(outcome, '$.records') > 0), 0)
FROM outcomes WHERE terms = ?
"""
REASONS = """
SELECT json_extract(reject.value, '$.reason') AS reason, count(*) FROM outcomes, json_each(outcomes.outcome, '$.rejects') AS reject
WHERE terms = ? GROUP BY reason ORDER BY count(*) DESC, reason
"""
LATELY = "SELECT count(*), min(at) FROM answers WHERE at >= ?"

OUT = """
SELECT id, count(batched.key), at FROM batches LEFT JOIN batched USING (file) WHERE NOT collected GROUP BY file ORDER BY at, file
"""

Standing = Literal["running", "stopped", "killed", "finished", "new"]


class Yield(Frozen):
    """How far the work has come, in passages or, for a book, in sections; `kept` of those done came to records. While a run is at work the
    records still hold what repeats an earlier one."""

    done: int
    total: int
    records: int
    rejects: dict[str, int]
    kept: int | None = None


class Speed(Frozen):
    """Answers within the last minute, and the seconds until the end at that rate (None where it cannot be told)."""

    answers: int
    seconds: float
    left: float | None


class Sent(Frozen):
    """A batch whose answers are not collected yet, and how many it owes. Without an `id` it was just being submitted."""

    id: str
    requests: int
    at: float


class Status(Frozen):
    """All that `run status` says. `since` is when the process at work took the run, else when the last go began.

    `models` is None where it is not known yet; `stopped_by` is the cause of a RunStopped.
    """

    run: Path
    kind: str
    status: Standing
    pid: int | None
    host: str | None
    since: datetime | None
    command: str | None
    models: tuple[str, ...] | None
    stopped_by: str | None
    work: Yield
    cost: Cost
    speed: Speed | None
    failures: tuple[FailedRequest, ...]
    batches: tuple[Sent, ...]

    @property
    def paid(self) -> Usage:
        """Answers and tokens in all."""
        return self.cost.paid


def read_status(run: Path) -> Status:
    """Reads where the run in that directory stands. RunError where none is."""
    state = read_state(run)
    holder = holder_of(run)
    alive = holder is not None and holder.is_alive
    standing = _standing(str(state.get("status")), holder, alive=alive)
    go = holder.work if holder else {}
    with ledger_of(run) as ledger:
        cost = Cost(accounts=tuple(ledger.accounts()) if ledger else (), rate=_rate(state), others=_others(state))
        failed = tuple(ledger.failures()) if ledger else ()
        work = _work_of(go, ledger) if go else _work(state, ledger, standing)
        batches = tuple(ledger.items(Sent, OUT)) if ledger else ()
        speed = _speed(ledger, holder, work, cost.paid.calls) if ledger and holder and standing == "running" else None
    return Status(
        run=run,
        kind=state.get("kind", "qa"),
        status=standing,
        pid=holder.pid if holder and alive else None,
        host=holder.host if holder and alive else None,
        since=holder.since if holder and alive else state.get("started"),
        command=holder.command if holder else state.get("command"),
        models=go.get("models", state.get("models")),
        stopped_by=state.get("stopped_by") if standing == "stopped" else None,
        work=work,
        cost=cost,
        speed=speed,
        failures=failed,
        batches=batches,
    )


def _standing(written: str, holder: Holder | None, *, alive: bool) -> Standing:
    """What holds: an owner that lives is at work whatever run.json says, one that does not was killed, and a run without one rests."""
    if holder:
        return "running" if alive else "killed"
    known: dict[str, Standing] = {"finished": "finished", "stopped": "stopped", "new": "new"}
    return known.get(written, "killed")


def _work_of(go: dict[str, Any], ledger: LedgerReader | None) -> Yield:
    """The counts of the go that its holder tells of; none until it knows its passages."""
    if ledger is None or "terms" not in go:
        return Yield(done=0, total=0, records=0, rejects={})
    return _counted(ledger, str(go["terms"]), int(go["total"]))


def _counted(ledger: LedgerReader, terms: str, total: int) -> Yield:
    ((done, records, kept),) = ledger.rows(DONE, terms)
    return Yield(done=min(done, total), total=total, records=records, rejects=dict(ledger.rows(REASONS, terms)), kept=kept)


def _work(state: dict[str, Any], ledger: LedgerReader | None, standing: Standing) -> Yield:
    """The counts of run.json where a go came to its end, else those of the ledger under the terms used last."""
    counts: dict[str, int] = state.get("counts", {})
    limit = state.get("settings", {}).get("limit")
    total = counts.get("planned", counts.get("passages", 0) - counts.get("too_short", 0))
    total = total if limit is None else min(limit, total)
    terms = ledger.rows(LATEST_TERMS) if ledger and standing in {"running", "killed"} else []
    if ledger is None or not terms:
        rejects = state.get("rejected", {})
        return Yield(
            done=counts.get("worked", 0), total=total, records=counts.get("records", 0), rejects=rejects, kept=counts.get("sections")
        )
    return _counted(ledger, terms[0][0], total)


def _speed(ledger: LedgerReader, holder: Holder, work: Yield, calls: int) -> Speed:
    now = time.time()
    ((answers, first),) = ledger.rows(LATELY, max(now - WINDOW, holder.since.timestamp()))
    seconds = now - first if answers else WINDOW
    rest = (work.total - work.done) * calls / work.done if work.done else None
    left = rest * seconds / answers if rest is not None and answers and seconds > 0 else None
    return Speed(answers=answers, seconds=round(seconds, 1), left=None if left is None else round(left, 1))


def _rate(state: dict[str, Any]) -> Rate | None:
    prices = state.get("cost", {}).get("prices")
    return Rate(**prices) if prices else None


def _others(state: dict[str, Any]) -> tuple[Rate, ...]:
    return tuple(Rate(**row) for row in state.get("cost", {}).get("other_prices", ()))
