"""What a self-test found, as tables."""

from rich.table import Table

from bookwright.curation.selftest import Alarms, Catch, Report, Stage


def faults_table(found: Report, asked: str) -> Table:
    """A row for each fault: how many were planted, how many caught, by each stage alone, and of the ways held out."""
    table = Table(title=f"Planted faults; critic and judge: {asked}; seed {found.seed}")
    table.add_column("fault")
    for name in ("planted", "caught", *Stage, "held out"):
        table.add_column(name, justify="right")
    for row in found.faults:
        alone = (_share(row.all.by[stage], row.all.planted - row.all.unread[stage]) for stage in Stage)
        table.add_row(row.fault, str(row.all.planted), _of(row.all), *alone, _of(row.held_out, counted=True))
    return table


def alarms_table(alarms: Alarms) -> Table:
    """The untouched records that a stage objected to, and why."""
    table = Table(title=f"False alarms on {alarms.records} untouched records", show_header=False)
    table.add_row("any stage", f"{alarms.any} ({alarms.rate:.1%})")
    for stage in Stage:
        unread = f", {alarms.unread[stage]} not answered" if alarms.unread[stage] else ""
        table.add_row(stage, f"{_share(alarms.by[stage], alarms.records - alarms.unread[stage])}{unread}")
    for reason, count in alarms.reasons.items():
        table.add_row(f"  {reason}", str(count))
    return table


def _of(catch: Catch, *, counted: bool = False) -> str:
    if not catch.planted:
        return "none"
    return f"{catch.rate:.0%}" + (f" of {catch.planted}" if counted else "")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"
