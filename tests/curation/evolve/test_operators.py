"""Which operator an instruction meets: drawn by row and round, never one that failed on the same text."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.evolve.items import InputFormat, Operator
from bookwright.curation.evolve.operators import format_for, operator_for

OPERATORS = st.sets(st.sampled_from(Operator))


@given(st.text(), st.integers(1, 9), OPERATORS, OPERATORS, st.booleans())
def test_the_draw_follows_from_row_and_round_and_leaves_out_what_failed(
    row: str, number: int, among: set[Operator], failed: set[Operator], grounded: bool
) -> None:
    drawn = operator_for(row, number, among, failed, grounded=grounded)
    left = among - failed - ({Operator.COMPLICATE} if grounded else set())
    assert drawn in left if left else drawn is None
    assert operator_for(row, number, sorted(among), sorted(failed), grounded=grounded) is drawn


def test_all_operators_and_formats_come_up_over_many_rows() -> None:
    drawn = Counter(operator_for(f"row {number}", 1, Operator, (), grounded=False) for number in range(600))
    assert set(drawn) == set(Operator)
    assert max(drawn.values()) < 140
    assert {format_for(f"row {number}", 1) for number in range(60)} == set(InputFormat)


def test_another_round_draws_anew() -> None:
    rounds = [[operator_for(f"row {row}", number, Operator, (), grounded=False) for row in range(20)] for number in (1, 2)]
    assert rounds[0] != rounds[1]
