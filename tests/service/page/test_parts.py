"""The parts of the page."""

import pytest

from bookwright.service.page.parts import share, table


@pytest.mark.parametrize(("value", "told"), [(None, "–"), (0.0, "0.00"), (0.8667, "0.87"), (0.999, "0.99"), (1.0, "1.00")])
def test_only_a_whole_share_reads_as_one(value: float | None, told: str) -> None:
    assert share(value) == told


def test_a_table_escapes_its_cells_and_sets_numbers_apart() -> None:
    made = table(("<fault>", "n"), [("a & b", "3")])
    assert '<th scope="col">&lt;fault&gt;</th><th scope="col" class="number">n</th>' in made
    assert '<td>a &amp; b</td><td class="number">3</td>' in made
