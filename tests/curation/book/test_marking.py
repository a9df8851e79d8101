"""How a solution is made sure of."""

from typing import Any

import pytest

from bookwright.agents.textbook.check import Proof, Verification
from bookwright.agents.textbook.items import ExerciseKind, Mark, Solved
from bookwright.curation.book.marking import plainly, verification_of
from tests.curation.book.drafts import bridge, carried, exercise

HOLDS = Verification(method="math", proof=Proof.HOLDS)
UNCHECKED = Verification(method="math", proof=Proof.UNCHECKED, detail="too large")
SAME = Mark(same=True, reason="both say so")


@pytest.mark.parametrize(
    ("answer", "solved", "same"),
    [
        ("42 answers", Solved(answer="42 Answers."), True),
        ("1.5 s", Solved(answer="15 s"), None),
        ("-4", Solved(answer="4"), None),
        ("It reads first.", Solved(answer="The ledger is read first."), None),
        ("42", Solved(answer="", answerable=False), False),
    ],
)
def test_what_can_be_told_without_a_reader(answer: str, solved: Solved, same: bool | None) -> None:
    mark = plainly(exercise("How many?", carried(1), answer=answer).exercise, solved)
    assert (mark.same if mark else None) is same


def test_what_is_left_open_is_open_to_the_solver_too_and_else_a_reader_compares() -> None:
    unsaid = exercise("Which can you not decide?", carried(0), kind=ExerciseKind.UNANSWERABLE).exercise
    mark = plainly(unsaid, Solved(answer="", answerable=False))
    assert mark
    assert mark.same
    assert plainly(unsaid, Solved(answer="How heavy it is.")) is None


@pytest.mark.parametrize(
    ("checked", "mark", "method", "proof"),
    [
        (HOLDS, SAME, "math", Proof.HOLDS),
        (UNCHECKED, SAME, "solver", Proof.HOLDS),
        (UNCHECKED, None, "math", Proof.UNCHECKED),
        (None, SAME, "solver", Proof.HOLDS),
        (None, None, "source", Proof.HOLDS),
    ],
)
def test_the_best_that_was_done_is_named(checked: Any, mark: Any, method: str, proof: Proof) -> None:
    found = verification_of(exercise("Why?", carried(0)).exercise, checked, mark)
    assert (found.method, found.proof) == (method, proof)


def test_where_nothing_was_done_it_says_so() -> None:
    found = verification_of(exercise("Why?", carried(0), bridge("So it is.")).exercise, None, None)
    assert (found.method, found.proof) == ("none", Proof.UNCHECKED)
