"""The length of a rewrite: 10 to 20 words more in depth, about as long in breadth."""

import pytest

from bookwright.agents.evolve.items import Growth, Operator
from bookwright.curation.evolve.growth import growth_fault

PARENT = "one two three"


def grown(words: int) -> str:
    return " ".join(["word"] * (3 + words))


@pytest.mark.parametrize(("added", "fits"), [(9, False), (10, True), (20, True), (21, False), (-1, False)])
@pytest.mark.parametrize("operator", [operator for operator in Operator if operator is not Operator.BROADEN])
def test_a_rewrite_in_depth_adds_ten_to_twenty_words(operator: Operator, added: int, fits: bool) -> None:
    assert (growth_fault(PARENT, grown(added), operator, Growth()) is None) is fits


@pytest.mark.parametrize(("added", "fits"), [(-2, True), (0, True), (20, True), (21, False)])
def test_one_in_breadth_is_about_as_long(added: int, fits: bool) -> None:
    assert (growth_fault(PARENT, grown(added), Operator.BROADEN, Growth()) is None) is fits


def test_the_bounds_are_a_setting_and_the_fault_names_them() -> None:
    growth = Growth(least=1, most=5)
    assert growth_fault(PARENT, grown(5), Operator.DEEPEN, growth) is None
    assert growth_fault(PARENT, grown(6), Operator.DEEPEN, growth) == "it adds 6 words to the task, not 1 to 5"


def test_words_without_spaces_are_counted_too() -> None:
    assert growth_fault("川", "川" * 31, Operator.DEEPEN, Growth()) is None
