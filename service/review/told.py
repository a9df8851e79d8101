"""What reviews say, as tables."""

from collections.abc import Iterable, Iterator, Mapping

from rich.table import Table

from bookwright.agents.items import Decision
from bookwright.curation.review.agreement import Agreement, Ratings, agreement
from bookwright.curation.review.precision import Estimate, Precision


def precision_table(found: Precision) -> Table:
    """The estimated precision of all records, by kind and by source."""
    table = Table(title="Estimated precision: the share of records that people accept, with 95 % intervals (Wilson)")
    table.add_column("of")
    for name in ("precision", "interval", "reviewed", "worth"):
        table.add_column(name, justify="right")
    for one in (*((found.all,) if found.all else ()), *_many(found.kinds), *_many(found.sources)):
        table.add_row(one.name, f"{one.value:.1%}", f"{one.low:.1%} to {one.high:.1%}", str(one.reviewed), f"{one.effective:.1f}")
    return table


def agreement_table(reviewers: Iterable[Agreement], judges: Iterable[Agreement]) -> Table:
    """How far reviewers agree with each other and with each judge."""
    table = Table(title="Agreement, and beyond chance (Cohen's kappa)")
    table.add_column("who")
    for name in ("items", "agree", "kappa"):
        table.add_column(name, justify="right")
    for one in (*reviewers, *judges):
        kappa = "-" if one.kappa is None else f"{one.kappa:.3f}"
        table.add_row(f"{one.first} and {one.second}", str(one.items), f"{one.agreed:.0%}", kappa)
    return table


def judges_agree(reviewers: Ratings, judges: Mapping[str, Mapping[str, Decision]]) -> Iterator[Agreement]:
    """Each reviewer with each judge."""
    for name, decided in sorted(reviewers.items()):
        for judge, said in judges.items():
            if found := agreement(name, decided, f"judge {judge}", said):
                yield found


def _many(estimates: tuple[Estimate, ...]) -> tuple[Estimate, ...]:
    """The estimates, if they are of more than one group: of one they are that of all."""
    return estimates if len(estimates) > 1 else ()
