"""What a self-test found, as tables."""

from rich.table import Table

from bookwright.curation.selftest import Alarms, Catch, Report, Stage

FAULT_COLUMNS = ("fault", "planted", "caught", *Stage, "held out")


def fault_rows(found: Report) -> list[tuple[str, ...]]:
    """A row for each fault: how many were planted, how many caught, by each stage alone, and of the ways held out."""
    rows = []
    for row in found.faults:
        alone = (_share(row.all.by[stage], row.all.planted - row.all.unread[stage]) for stage in Stage)
        rows.append((str(row.fault), str(row.all.planted), _of(row.all), *alone, _of(row.held_out, counted=True)))
    return rows


def alarm_rows(alarms: Alarms) -> list[tuple[str, str]]:
    """How many untouched records any stage objected to, how many each, and for which reasons."""
    rows = [("any stage", f"{alarms.any} ({alarms.rate:.1%})")]
    for stage in Stage:
        unread = f", {alarms.unread[stage]} not answered" if alarms.unread[stage] else ""
        rows.append((stage, f"{_share(alarms.by[stage], alarms.records - alarms.unread[stage])}{unread}"))
    return rows + [(f"  {reason}", str(count)) for reason, count in alarms.reasons.items()]


def faults_table(found: Report, asked: str) -> Table:
    """The faults, for a terminal."""
    table = Table(title=f"Planted faults; critic and judge: {asked}; seed {found.seed}")
    for name in FAULT_COLUMNS:
        table.add_column(name, justify="left" if name == "fault" else "right")
    for row in fault_rows(found):
        table.add_row(*row)
    return table


def alarms_table(alarms: Alarms) -> Table:
    """The untouched records that a stage objected to, and why, for a terminal."""
    table = Table(title=f"False alarms on {alarms.records} untouched records", show_header=False)
    for row in alarm_rows(alarms):
        table.add_row(*row)
    return table


def _of(catch: Catch, *, counted: bool = False) -> str:
    if not catch.planted:
        return "none"
    return f"{catch.rate:.0%}" + (f" of {catch.planted}" if counted else "")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"
