"""Choosing exercises: of more than are wanted, those that cover most objectives and kinds."""

from collections.abc import Sequence

from bookwright.agents.textbook.items import Exercise, ExerciseKind

LEADING = frozenset({ExerciseKind.EXPLAIN, ExerciseKind.COMPARE, ExerciseKind.APPLY, ExerciseKind.FIND_ERROR})
"""Kinds of which a section has one where it can: they ask why, which of two, how much, and where the error is."""


def chosen(exercises: Sequence[Exercise], wanted: int) -> tuple[int, ...]:
    """The places of at most so many, in their order: one after the other is taken that trains an objective which those taken do not, is of
    a leading kind that they are not, of another kind, or more than recall; else the earliest."""
    left = list(range(len(exercises)))
    taken: list[int] = []
    while left and len(taken) < wanted:
        had = [exercises[place] for place in taken]
        worth = [_worth(exercises[place], had) for place in left]
        taken.append(left.pop(worth.index(max(worth))))
    return tuple(sorted(taken))


def _worth(one: Exercise, had: Sequence[Exercise]) -> tuple[bool, bool, bool, bool]:
    """What an exercise adds to those that there are."""
    is_new = all(one.kind is not other.kind for other in had)
    trains_more = all(one.objective != other.objective for other in had)
    return trains_more, is_new and one.kind in LEADING, is_new, one.kind is not ExerciseKind.RECALL
