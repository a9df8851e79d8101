"""What a self-test found, as tables."""

from rich.table import Table

from bookwright.curation.selftest import Alarms, Catch, Report, Stage

UNTOUCHED = "untouched"
REWORDED = "reworded"
WORTH = {
    UNTOUCHED: "Records that these same stages accepted, when the run was made. So the gates can object to none of them; a model's critic "
    "and judge are asked afresh, and this is how often they do not stand by it.",
    REWORDED: "The same statements in other words, which no stage has chosen: what the gates object to here are false alarms. A rule-based "
    "judge takes a source's own words alone, and objects to others by design.",
}
"""What the figures on sound drafts are worth, by what was done to these."""


def fault_columns(found: Report) -> tuple[str, ...]:
    """The heads of `fault_rows`; what was not answered has a column where there is any."""
    columns = ("fault", "planted", "caught", *map(str, Stage), "held out")
    return (*columns, "not answered") if _any_unread(found) else columns


def fault_rows(found: Report) -> list[tuple[str, ...]]:
    """A row for each fault: how many were planted, how many caught, by each stage alone of those that it can be counted on, and of the
    ways held out; where any stage gave no answer, how often."""
    rows = []
    for row in found.faults:
        alone = (_share(row.all.by[stage], row.all.planted - row.all.unread[stage]) for stage in Stage)
        cells = (str(row.fault), str(row.all.planted), _of(row.all), *alone, _of(row.held_out, counted=True))
        rows.append((*cells, _unread(row.all)) if _any_unread(found) else cells)
    return rows


def alarm_rows(alarms: Alarms) -> list[tuple[str, str]]:
    """How many sound drafts any stage objected to, how many each, and for which reasons."""
    rows = [("any stage", "none" if alarms.rate is None else f"{alarms.any} ({alarms.rate:.1%})")]
    for stage in Stage:
        unread = f", {alarms.unread[stage]} not answered" if alarms.unread[stage] else ""
        rows.append((stage, f"{_share(alarms.by[stage], alarms.records - alarms.unread[stage])}{unread}"))
    return rows + [(f"  {reason}", str(count)) for reason, count in alarms.reasons.items()]


def faults_table(found: Report, asked: str) -> Table:
    """The faults, for a terminal."""
    table = Table(title=f"Planted faults; critic and judge: {asked}; seed {found.seed}")
    for name in fault_columns(found):
        table.add_column(name, justify="left" if name == "fault" else "right")
    for row in fault_rows(found):
        table.add_row(*row)
    return table


def alarms_table(alarms: Alarms, kind: str) -> Table:
    """The sound drafts of a kind that a stage objected to, why, and what that is worth, for a terminal."""
    table = Table(title=f"False alarms on {alarms.records} {kind} records", caption=WORTH[kind], show_header=False, min_width=60)
    for row in alarm_rows(alarms):
        table.add_row(*row)
    return table


def _any_unread(found: Report) -> bool:
    return any(sum(row.all.unread.values()) for row in found.faults)


def _unread(catch: Catch) -> str:
    return ", ".join(f"{stage} {count}" for stage, count in catch.unread.items() if count)


def _of(catch: Catch, *, counted: bool = False) -> str:
    if catch.rate is None:
        return "none"
    return f"{catch.rate:.0%}" + (f" of {catch.planted}" if counted else "")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"
