"""Choosing exercises: objectives first, then the kinds that ask why, which and how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.items import Exercise, ExerciseKind
from bookwright.agents.textbook.plan import Bloom
from bookwright.curation.book.choosing import chosen


def exercise(kind: str, objective: str = "a") -> Exercise:
    return Exercise(kind=kind, objective=objective, level=Bloom.APPLY, question="Why?", solution=())


@pytest.mark.parametrize(
    ("exercises", "wanted", "places"),
    [
        ([("recall", "a"), ("recall", "b"), ("recall", "a")], 2, (0, 1)),
        ([("recall", "a"), ("recall", "a"), ("explain", "a")], 1, (2,)),
        ([("recall", "a"), ("explain", "a"), ("compare", "a"), ("apply", "a")], 3, (1, 2, 3)),
        ([("explain", "a"), ("explain", "a"), ("find_error", "a")], 2, (0, 2)),
        ([("explain", "a"), ("recall", "b"), ("apply", "b")], 2, (0, 2)),
        ([("recall", "a")], 4, (0,)),
        ([], 4, ()),
    ],
)
def test_each_one_taken_adds_most(exercises: list[tuple[str, str]], wanted: int, places: tuple[int, ...]) -> None:
    assert chosen([exercise(*one) for one in exercises], wanted) == places


@given(st.lists(st.tuples(st.sampled_from(ExerciseKind), st.sampled_from("abc"))), st.integers(0, 8))
def test_no_objective_is_left_out_for_a_second_exercise_on_another(drawn: list[tuple[str, str]], wanted: int) -> None:
    exercises = [exercise(*one) for one in drawn]
    places = chosen(exercises, wanted)
    assert len(places) == min(wanted, len(exercises))
    assert list(places) == sorted(set(places))
    covered = {exercises[place].objective for place in places}
    assert len(covered) == min(wanted, len({one.objective for one in exercises}))
