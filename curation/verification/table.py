"""Tables: a figure drawn from one is worked out again from the table's own words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from bookwright.agents.textbook.check import Operation, Proof, TableCheck, Verification
from bookwright.curation.verification.amount import Amount, amounts
from bookwright.knowledge.evidence import Evidence

METHOD = "table"
SHOWN = Context(prec=10)
BETWEEN_CELLS = "|"


class Unusable(Exception):
    """Nothing can be worked out from the table; the words say why."""


@dataclass(frozen=True)
class Table:
    """Headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def verify_table(check: TableCheck, evidence: Sequence[Evidence]) -> Verification:
    """Whether the operation over the cells comes to what it is said to."""
    try:
        if not 0 <= check.evidence < len(evidence):
            raise Unusable(f"there is no evidence {check.evidence}")
        cells = _cells(_table(evidence[check.evidence].quote), check)
        found, expected = _worked_out(cells, check)
    except Unusable as reason:
        return Verification(method=METHOD, proof=Proof.UNCHECKED, detail=str(reason))
    if _is_same(found, expected, check.operation):
        return Verification(method=METHOD, proof=Proof.HOLDS)
    detail = f"the {check.operation} of {check.column} is {_shown(found)}, not {check.equals}"
    return Verification(method=METHOD, proof=Proof.FAILS, detail=detail)


def _table(text: str) -> Table:
    """The table of a text; lines of a rule under the headings are no row."""
    lines = [tuple(cell.strip() for cell in _inner(line).split(BETWEEN_CELLS)) for line in text.splitlines() if BETWEEN_CELLS in line]
    lines = [line for line in lines if not all(set(cell) <= set("-: ") and cell for cell in line)]
    if len(lines) < 2:
        raise Unusable("the evidence is no table with headings and rows")
    headings, *rows = lines
    if odd := next((row for row in rows if len(row) != len(headings)), None):
        raise Unusable(f"the row “{odd[0]}” has {len(odd)} cells where there are {len(headings)} headings")
    return Table(headings, tuple(rows))


def _inner(line: str) -> str:
    """A line without the bars at its edges."""
    line = line.strip()
    return line[1:-1] if line.startswith(BETWEEN_CELLS) and line.endswith(BETWEEN_CELLS) and len(line) > 1 else line


def _cells(table: Table, check: TableCheck) -> list[str]:
    """The cells asked for, in the order in which their rows are named."""
    places = [index for index, heading in enumerate(table.headings) if _folded(heading) == _folded(check.column)]
    if len(places) != 1:
        raise Unusable(f"{len(places) or 'no'} columns are called “{check.column}”")
    found = list(table.rows)
    if check.rows:
        found = []
        for name in dict.fromkeys(map(_folded, check.rows)):
            named = [row for row in table.rows if _folded(row[0]) == name]
            if not named:
                raise Unusable(f"no row begins with “{name}”")
            found += named
    return [row[places[0]] for row in found]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _worked_out(cells: Sequence[str], check: TableCheck) -> tuple[Fraction, Amount]:
    """What the operation comes to, and what it is said to."""
    if check.operation is Operation.COUNT:
        expected = amounts([check.equals])[0]
        if expected is None:
            raise Unusable(f"“{check.equals}” is no number")
        return Fraction(sum(1 for cell in cells if cell)), expected
    found = amounts([*cells, check.equals])
    for cell, amount in zip([*cells, check.equals], found, strict=True):
        if amount is None:
            raise Unusable(f"“{cell}” is no number")
    *values, expected = [amount for amount in found if amount is not None]
    if len({value.unit for value in values}) > 1:
        raise Unusable(f"the cells of {check.column} have different units")
    if expected.unit and values[0].unit and expected.unit != values[0].unit:
        raise Unusable(f"“{check.equals}” has another unit than the cells")
    return _operate(check.operation, [value.value for value in values]), expected


def _operate(operation: Operation, values: Sequence[Fraction]) -> Fraction:
    if operation in WANTED and len(values) != WANTED[operation]:
        raise Unusable(f"a {operation} takes {WANTED[operation]} rows, not {len(values)}")
    return OPERATIONS[operation](values)


WANTED = {Operation.VALUE: 1, Operation.DIFFERENCE: 2}
OPERATIONS: Mapping[Operation, Callable[[Sequence[Fraction]], Fraction]] = {
    Operation.SUM: lambda values: sum(values, Fraction(0)),
    Operation.MEAN: lambda values: sum(values, Fraction(0)) / len(values),
    Operation.MINIMUM: min,
    Operation.MAXIMUM: max,
    Operation.DIFFERENCE: lambda values: values[0] - values[1],
    Operation.VALUE: lambda values: values[0],
}


def _is_same(found: Fraction, expected: Amount, operation: Operation) -> bool:
    """A mean may be rounded to the decimals that are given; a difference may be told without its sign."""
    if operation is Operation.MEAN and expected.decimals:
        return abs(found - expected.value) <= Fraction(1, 2) / Fraction(10) ** expected.decimals
    return expected.value == found or (operation is Operation.DIFFERENCE and expected.value == abs(found))


def _shown(value: Fraction) -> str:
    """A value for people, to ten digits; one of hundreds of digits is no float."""
    return f"{SHOWN.divide(Decimal(value.numerator), Decimal(value.denominator)):g}"
