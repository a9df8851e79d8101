"""Which principle is drawn (Bai et al. 2022: one at random for each step, section 3.1, and for each comparison, section 4.1)."""

from collections.abc import Sequence

from bookwright.agents.principles.principle import Principle
from bookwright.curation.draw import drawn_from


def principle_for_step(row: str, step: int, principles: Sequence[Principle]) -> Principle:
    """The principle by which a row's response is criticised and revised in a step, from 1."""
    return drawn_from(principles, "step", row, step)


def principle_for_comparison(row: str, number: int, principles: Sequence[Principle]) -> Principle:
    """The principle by which a row's first and last responses are compared, comparisons being numbered from 1."""
    return drawn_from(principles, "comparison", row, number)
