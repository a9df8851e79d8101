"""What a run came to, for people and for run.json."""

import platform
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bookwright import __version__
from bookwright.agents.chat import Usage
from bookwright.knowledge.document import Document, Frozen
from bookwright.knowledge.lock import command_line
from bookwright.service.directory import FORMAT
from bookwright.service.ledger_reader import Account, FailedRequest
from bookwright.service.prices import Rate, Rates
from bookwright.service.settings import EngineSettings

PACKAGES = ("langgraph", "langchain-openai", "langchain-core", "chromadb", "pydantic", "sentencex")


class Cost(Frozen):
    """What the ledger's answers have cost over all goes. `rate` is that of the model that plays the roles, `others` are those of judges and
    of models that answered before; each says whose prices they are. Where one of these models has none, money is not known."""

    accounts: tuple[Account, ...] = ()
    rate: Rate | None = None
    others: tuple[Rate, ...] = ()

    @property
    def rates(self) -> Rates:
        """The rate of every account."""
        return Rates.of(self.rate, self.others)

    @property
    def paid(self) -> Usage:
        """Calls and tokens in all."""
        names = Usage.model_fields
        return Usage(**{name: sum(getattr(account, name) for account in self.accounts) for name in names})

    @property
    def money(self) -> Decimal | None:
        """The money in all."""
        return self.rates.money(self.accounts)

    def in_words(self) -> str:
        """ "0.4213 USD", or for which model no price is known."""
        if self.money is not None:
            return f"{self.money:.4f} {self.rates.currency}"
        unpriced = self.rates.unpriced(self.accounts)
        return f"no price known for {', '.join(unpriced)}" if self.rates.rates and unpriced else "no price known"

    def as_json(self, accepted: int) -> dict[str, Any]:
        """By role and lane, in all, and for one accepted record."""
        rates, money, paid = self.rates, self.money, self.paid
        return {
            "currency": rates.currency,
            "prices": self.rate.model_dump(mode="json") if self.rate else None,
            "other_prices": [rate.model_dump(mode="json") for rate in self.others],
            "money": _amount(money),
            "roles": [account.model_dump() | {"money": _amount(rates.cost(account))} for account in self.accounts],
            "per_accepted_record": {
                "calls": round(paid.calls / accepted, 3),
                "tokens": round((paid.input_tokens + paid.output_tokens) / accepted, 1),
                "money": _amount(money / accepted if money is not None else None),
            }
            if accepted
            else None,
        }


class Summary(Frozen):
    """What a run came to. `short` says why fewer records were accepted than were wanted; `examples` are a few questions with answers.

    `usage` is the cost of these records and rejects, `cost` that of every answer in the ledger, over all goes; `failures` are the
    requests that are still without an answer.
    """

    out: Path
    status: str
    counts: dict[str, int]
    reasons: dict[str, int]
    skipped: tuple[tuple[str, str], ...]
    makers: dict[str, str]
    usage: Usage
    cost: Cost
    failures: tuple[FailedRequest, ...]
    seconds: dict[str, float]
    short: str = ""
    examples: tuple[tuple[str, str], ...] = ()


def broken_in(reasons: dict[str, int], one: str) -> str:
    """ "2 passages failed in a role: …" where roles broke, `one` being the word for an item; empty where none did."""
    causes = {reason.removeprefix("defect:"): count for reason, count in reasons.items() if reason.startswith("defect:")}
    number = sum(causes.values())
    told = ", ".join(f"{count} {cause}" for cause, count in causes.items())
    return f"{number} {one}{'s' * (number != 1)} failed in a role: {told}; rejects.jsonl names the file and the line" if number else ""


def shortfall(wanted: int | None, records: int, done: str, reasons: dict[str, int]) -> str:
    """Why fewer records came than were wanted, after what was `done`; empty if they came."""
    if wanted is None or records >= wanted:
        return ""
    lost = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1]))
    return f"{records} of {wanted} records: {done}; lost: {lost or 'none'}"


def state_of(summary: Summary, settings: EngineSettings, started: datetime, documents: Iterable[Document]) -> dict[str, Any]:
    """The content of run.json."""
    return {
        "format": FORMAT,
        "kind": settings.kind,
        "bookwright": __version__,
        "status": summary.status,
        "started": started.isoformat(timespec="seconds"),
        "command": command_line(),
        "settings": settings.model_dump(mode="json", exclude={"out"} if settings.team else {"out", "team"}),
        "team": summary.makers,
        "models": sorted(set(summary.makers.values()) - {"rules"}),
        "counts": summary.counts,
        "rejected": summary.reasons,
        "shortfall": summary.short,
        "usage": summary.usage.model_dump(),
        "paid": summary.cost.paid.model_dump(),
        "cost": summary.cost.as_json(summary.counts["records"]),
        "failed_requests": [failure.model_dump() for failure in summary.failures],
        "seconds": summary.seconds,
        "documents": [{"sha256": d.id} | d.model_dump(mode="json", include=DOCUMENT_FIELDS) for d in documents],
        "skipped": [{"path": path, "reason": reason} for path, reason in summary.skipped],
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    }


DOCUMENT_FIELDS = {"id", "path", "title", "language", "licence", "media_type"}


def _amount(money: Decimal | None) -> float | None:
    return None if money is None else round(float(money), 8)
