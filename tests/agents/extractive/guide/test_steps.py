"""Which lists of a guide are numbered as steps."""

import pytest

from bookwright.agents.extractive.guide.layout import laid_out
from bookwright.agents.extractive.guide.parts import Pages, parts
from bookwright.agents.extractive.guide.source import planned, setting_in
from bookwright.agents.extractive.guide.unit import units
from bookwright.agents.textbook.items import PartKind
from tests.agents.extractive.guide.conftest import brief_of

LEAD = {
    "steps": "To clean the mill, take the following steps:",
    "order": "To open the sluice of a mill, millers go to the wheel:",
    "plain": "A miller of the guild keeps the following rules:",
}
OPEN = "- Lift the bar.\n- Turn the wheel to the left.\n- Drop the bar again.\n"
FORBID = "- Do not light a fire in the mill.\n- Do not leave the wheel alone.\n"
THINGS = "- Millers shall sweep the floor.\n- Keepers shall oil the hinges.\n"


@pytest.mark.parametrize(
    ("lead", "items", "kind"),
    [
        ("steps", OPEN, PartKind.PROCEDURE),
        ("order", OPEN, PartKind.PROCEDURE),
        ("plain", OPEN, PartKind.LIST),
        ("steps", FORBID, PartKind.LIST),
        ("steps", THINGS, PartKind.LIST),
    ],
)
def test_only_orders_that_are_announced_are_steps(lead: str, items: str, kind: PartKind) -> None:
    brief = brief_of(f"# Mill\n\n{LEAD[lead]}\n\n{items}")
    stretches = laid_out(planned(brief))
    told = parts(units(stretches, setting_in(brief)), stretches, "Mill", Pages())
    assert [part.kind for part in told if part.claims and not part.claims[0].text.endswith(":")] == [kind]
