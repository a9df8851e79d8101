"""The order in which sections can be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.plan import Bloom, Objective, Plan, PlannedChapter, PlannedSection
from bookwright.agents.textbook.specification import Specification
from bookwright.curation.book.order import waves
from bookwright.errors import InputError


def plan(*prerequisites: tuple[int, ...]) -> Plan:
    """A chapter whose n-th section takes those for known."""
    sections = tuple(
        PlannedSection(
            id=f"1.{number}",
            title=f"Section {number}",
            objectives=(Objective(id=f"1.{number}-a", bloom=Bloom.APPLY, text="do it"),),
            prerequisites=tuple(f"1.{before}" for before in before_it),
            passages=("p",),
        )
        for number, before_it in enumerate(prerequisites, 1)
    )
    return Plan(title="A book", specification=Specification(), chapters=(PlannedChapter(title="One", sections=sections),))


@given(st.lists(st.sets(st.integers(1, 8)), min_size=1, max_size=8))
def test_every_section_is_written_once_and_after_what_it_needs(drawn: list[set[int]]) -> None:
    made = plan(*(tuple(before for before in sorted(some) if before < number) for number, some in enumerate(drawn, 1)))
    found = waves(made)
    assert sorted(name for wave in found for name in wave) == sorted(section.id for section in made.sections)
    for number, wave in enumerate(found):
        earlier = {name for before in found[:number] for name in before}
        assert all(set(section.prerequisites) <= earlier for section in made.sections if section.id in wave)
        assert list(wave) == [section.id for section in made.sections if section.id in wave]


@pytest.mark.parametrize(
    ("made", "line"), [(plan((2,), (1,)), "in a circle"), (plan((1,)), "in a circle"), (plan((7,)), '"1.7" is no section')]
)
def test_a_plan_that_has_no_order_is_refused(made: Plan, line: str) -> None:
    with pytest.raises(InputError, match=line):
        waves(made)
