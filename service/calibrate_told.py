"""What a calibration found, as tables."""

from collections.abc import Iterable

from rich.table import Table

from bookwright.curation.jury import Calibration, Jury, Share


def judges_table(jury: Jury) -> Table:
    """What each judge is worth by the reviews, and what the jury makes of it."""
    table = Table(title="Judges against people, with 95 % intervals")
    table.add_column("judge")
    for name in ("n", "decided", "right", "accepted rightly", "rejected rightly"):
        table.add_column(name, justify="right")
    table.add_column("in the jury")
    for calibration in jury.calibrations:
        decided = calibration.decided
        table.add_row(calibration.judge, str(decided.of), str(decided.hits), *_rates(calibration), _place(calibration, jury))
    return table


def rules_table(jury: Jury, baselines: Iterable[Calibration]) -> Table:
    """How well the jury does beside rules that need no reviews."""
    table = Table(title="The jury, each item by weights learnt without it, beside rules that learn nothing")
    table.add_column("who decides")
    for name in ("decided", "right", "accepted rightly", "rejected rightly"):
        table.add_column(name, justify="right")
    table.add_row("jury", _coverage(jury.decided), _rate(jury.accuracy), "", "")
    for rule in baselines:
        table.add_row(rule.judge, _coverage(rule.decided), *_rates(rule))
    return table


def _rates(calibration: Calibration) -> tuple[str, ...]:
    return tuple(map(_rate, (calibration.accuracy, calibration.accepted_rightly, calibration.rejected_rightly)))


def _rate(share: Share | None) -> str:
    """ "90 % (76-96) of 40"; a dash of nothing."""
    if not share or not share.of:
        return "-"
    return f"{share.value:.0%} ({100 * share.low:.0f}-{100 * share.high:.0f}) of {share.of}"


def _coverage(share: Share) -> str:
    return f"{share.value:.0%} of {share.of}"


def _place(calibration: Calibration, jury: Jury) -> str:
    """What the jury makes of a judge."""
    judge = calibration.judge
    if weight := jury.weights.get(judge):
        return f"above chance: weight {weight:.2f}" + (", leads" if jury.led_by == judge else "")
    if judge in jury.weights:
        return "above chance, but adds nothing"
    if jury.doubts.get(judge):
        return "below chance: no vote, its agreement is doubt"
    if calibration.above_chance:
        return "above chance by its own interval, not among so many judges: left out"
    return "not above chance: left out"
