"""Which principle is drawn: fixed by row and step, all of them over many rows, another lot for comparing than for revising."""

from collections import Counter

from bookwright.agents.principles.principle import DEFAULT_PRINCIPLES, Principles
from bookwright.curation.principles.draw import principle_for_comparison, principle_for_step

PRINCIPLES = Principles.load(DEFAULT_PRINCIPLES).principle


def steps(row: str) -> list[str]:
    return [principle_for_step(row, step, PRINCIPLES).name for step in range(1, 5)]


def test_the_draw_for_a_row_is_the_same_on_every_machine_and_for_ever() -> None:
    assert steps("bread") == ["teaches", "does the task", "plain", "teaches"]


def test_rows_and_steps_have_lots_of_their_own() -> None:
    assert len({tuple(steps(f"row {number}")) for number in range(50)}) > 40


def test_every_principle_comes_up() -> None:
    drawn = Counter(name for number in range(200) for name in steps(f"row {number}"))
    assert set(drawn) == {principle.name for principle in PRINCIPLES}
    assert max(drawn.values()) < 2 * min(drawn.values())


def test_comparing_draws_anew() -> None:
    compared = [principle_for_comparison(f"row {number}", 1, PRINCIPLES).name for number in range(50)]
    assert compared != [principle_for_step(f"row {number}", 1, PRINCIPLES).name for number in range(50)]
