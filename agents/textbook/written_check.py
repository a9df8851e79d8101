"""A check as a model writes it."""

from typing import Literal

from bookwright.agents.reading import in_one_line
from bookwright.agents.textbook.check import Check, CodeCheck, MathCheck, Operation, TableCheck
from bookwright.agents.textbook.excerpt import excerpt
from bookwright.agents.written import Locating, Quote
from bookwright.knowledge.document import Frozen


class WorkedOut(Frozen):
    """Arithmetic or algebra: an expression and what it is equal to; `rounding` is to how many decimals, null where it is exact."""

    kind: Literal["math"]
    expression: str
    equals: str
    rounding: int | None


class Program(Frozen):
    """A whole program in Python, and what it prints."""

    kind: Literal["code"]
    source: str
    prints: str


class Recomputed(Frozen):
    """Something worked out from one column of a table of the passages; no rows stands for all of them."""

    kind: Literal["table"]
    table: Quote
    column: str
    rows: list[str]
    operation: Operation
    equals: str


WrittenCheck = WorkedOut | Program | Recomputed


def check_of(written: WrittenCheck | None, locating: Locating) -> Check | None:
    """The check, its table among the evidence. A table that is not found leaves no check, and its quote unlocated."""
    match written:
        case WorkedOut():
            return MathCheck(expression=written.expression, equals=written.equals, rounding=written.rounding)
        case Program():
            return CodeCheck(source=written.source, prints=written.prints)
        case Recomputed():
            table = excerpt(written.table, locating)
            if table is None:
                return None
            return TableCheck(
                evidence=locating.index(table),
                column=in_one_line(written.column),
                rows=tuple(written.rows),
                operation=written.operation,
                equals=written.equals,
            )
    return None
