"""Which operator an instruction meets (Xu et al. 2023, section 3.2: one of all, at random, at each step)."""

from collections.abc import Collection

from bookwright.agents.evolve.items import InputFormat, Operator
from bookwright.curation.draw import drawn_from


def operator_for(
    row: str, round_number: int, among: Collection[Operator], failed: Collection[Operator], *, grounded: bool
) -> Operator | None:
    """The operator drawn for a row in a round among those that have not failed on the same text; None when all have.

    Material that is made up is in no document, so a grounded row's input is never complicated.
    """
    left = [
        operator
        for operator in Operator
        if operator in among and operator not in failed and not (grounded and operator is Operator.COMPLICATE)
    ]
    return drawn_from(left, "operator", row, round_number) if left else None


def format_for(row: str, round_number: int) -> InputFormat:
    """What kind of material a complicated input of this row and round adds."""
    return drawn_from(list(InputFormat), "format", row, round_number)
