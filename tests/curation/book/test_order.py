"""The order of a plan: what is wrong with it in plain sentences, and which sections can be written together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.plan import Objective
from bookwright.curation.book.order import cycle, problems, waves
from tests.curation.book.conftest import plan, planned

HELD = {"p"}


def test_a_sound_plan_has_no_problem() -> None:
    assert problems(plan(planned("1.1"), planned("1.2", ("1.1",))), HELD) == []


def test_a_circle_is_named_once_and_in_full() -> None:
    found = problems(plan(planned("2.1", ("3.2",)), planned("3.2", ("2.1",))), HELD)
    assert len(found) == 1
    assert "2.1 → 3.2 → 2.1" in found[0] or "3.2 → 2.1 → 3.2" in found[0]


def test_a_section_that_takes_itself_for_read_is_a_circle() -> None:
    assert cycle([planned("1.1", ("1.1",))]) == "1.1 → 1.1"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (plan(planned("1.1", ("9.9",))), "section 1.1: its prerequisite 9.9 is no section of the plan"),
        (plan(planned("1.1", ("1.2",)), planned("1.2")), "section 1.1: its prerequisite 1.2 comes later in the book"),
        (plan(planned("1.1", passages=("gone",))), "section 1.1: the library holds no passage gone"),
        (plan(planned("1.1").model_copy(update={"passages": ()})), "section 1.1: names no passage to rest on"),
        (plan(planned("1.1").model_copy(update={"objectives": ()})), "section 1.1: has no objective"),
        (plan(planned("1.1").model_copy(update={"id": " "})), "a section has no id"),
        (plan(planned("1.1"), planned("1.1").model_copy(update={"objectives": planned("1.2").objectives})), "section 1.1: 2 sections"),
        (
            plan(planned("1.1"), planned("1.2").model_copy(update={"objectives": planned("1.1").objectives})),
            "section 1.2: the objective id 1.1-a is taken by section 1.1",
        ),
        (
            plan(planned("1.1").model_copy(update={"objectives": (Objective(id="", bloom="apply", text="Use it."),)})),
            "section 1.1: an objective has no id",
        ),
    ],
)
def test_each_problem_names_the_section_and_what_to_do(made: object, words: str) -> None:
    (line,) = [line for line in problems(made, HELD) if line.startswith(words)]  # type: ignore[arg-type]
    assert ";" in line
    assert "\n" not in line


def test_waves_hold_what_can_be_written_at_the_same_time() -> None:
    made = plan(planned("1.1"), planned("1.2", ("1.1",)), planned("2.1"), planned("2.2", ("1.2", "2.1")))
    assert [[section.id for section in wave] for wave in waves(made)] == [["1.1", "2.1"], ["1.2"], ["2.2"]]


def test_a_circle_has_no_waves() -> None:
    with pytest.raises(ValueError, match=r"1\.1 → "):
        waves(plan(planned("1.1", ("1.2",)), planned("1.2", ("1.1",))))


@given(st.lists(st.lists(st.integers(0, 20), max_size=3), min_size=1, max_size=12))
def test_every_section_stands_in_one_wave_behind_all_its_prerequisites(links: list[list[int]]) -> None:
    made = plan(*(planned(str(number), tuple(str(link % number) for link in own if number)) for number, own in enumerate(links)))
    level = {section.id: number for number, wave in enumerate(waves(made)) for section in wave}
    assert sorted(level) == sorted(section.id for section in made.sections)
    assert all(level[name] < level[section.id] for section in made.sections for name in section.prerequisites)
    assert problems(made, HELD) == []
