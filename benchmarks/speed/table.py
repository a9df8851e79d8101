"""A table of measurements in Markdown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from benchmarks.speed.process import Load, Timed, middle

HEAD = (
    "| job | at once | ms | by | calls | most at once | start s | calls s | wall s | calls/s | steady/s | of ideal | steady of ideal "
    "| to raw | steady to raw | CPU ms a call | valid |"
)
RAW = "raw aiohttp"


@dataclass(frozen=True)
class Measured:
    """The median of several runs of one client at one job."""

    job: str
    load: Load
    by: str
    runs: list[Timed]

    @property
    def group(self) -> tuple[str, Load]:
        """What it may be compared within."""
        return self.job, self.load

    @property
    def ideal(self) -> float:
        """Calls a second if nothing but the latency took time."""
        return self.load.at_once / self.load.latency


def table(measured: list[Measured]) -> Iterator[str]:
    """The lines of the table; every figure is set beside raw aiohttp of the same run."""
    yield HEAD
    yield "|---|" + "---:|" * 2 + "---|" + "---:|" * (HEAD.count("|") - 5)
    for _, group in groupby(measured, key=lambda one: one.group):
        rows = list(group)
        raw = next((middle(one.runs) for one in rows if one.by == RAW), None)
        for one in rows:
            yield "| " + " | ".join(_cells(one, raw).values()) + " |"


def _cells(one: Measured, raw: Timed | None) -> Mapping[str, str]:
    run = middle(one.runs)
    return {
        "job": one.job,
        "at once": f"{one.load.at_once:,}",
        "ms": f"{one.load.latency * 1000:.0f}",
        "by": one.by,
        "calls": f"{run.calls:,.0f}",
        "most": f"{run.most_at_once:,}",
        "start": f"{run.start:.2f}",
        "span": f"{run.span:.2f}",
        "wall": f"{run.wall:.2f}",
        "rate": f"{run.rate:,.0f}",
        "steady": f"{run.steady:,.0f}",
        "share": f"{run.rate / one.ideal:.3f}",
        "steady share": f"{run.steady / one.ideal:.3f}",
        "ratio": f"{run.rate / raw.rate:.3f}" if raw else "",
        "steady ratio": f"{run.steady / raw.steady:.3f}" if raw else "",
        "cpu": f"{run.cpu / run.calls * 1000:.2f}",
        "valid": "" if run.valid is None else str(run.valid),
    }


def verdict(what: str, value: float, wanted: float, *, most: bool = False) -> str:
    """One line that says whether a figure is as wanted."""
    good = value <= wanted if most else value >= wanted
    return f"{'met' if good else 'MISSED'}: {what} {value:.2f}, wanted {'at most' if most else 'at least'} {wanted:.2f}"
