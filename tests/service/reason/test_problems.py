"""From a row of data to a problem: which field is the question, which the right answer, and where recorded solutions stand."""

import json
from pathlib import Path

import pytest

from bookwright.agents.reason.items import Problem
from bookwright.errors import InputError
from bookwright.knowledge.dataset import read_dataset
from bookwright.service.reason.problems import problem_of


def posed(tmp_path: Path, recorded: tuple[str, ...] | None = None, **row: object) -> Problem:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    data = read_dataset(path)
    found = problem_of(data.examples[0], "en", recorded)
    for piece in (*found.evidence, *(one.shown for one in found.recorded)):
        assert data.document.text[piece.start : piece.end] == piece.quote
    return found


@pytest.mark.parametrize(
    ("row", "question", "reference"),
    [
        ({"question": "2 + 3?", "answer": "5"}, "2 + 3?", "5"),
        ({"question": "2 + 3?", "answer": "2 + 3 = <<2+3=5>>5\n#### 5"}, "2 + 3?", "5"),
        ({"problem": "2 + 3?", "solution": r"It is $\boxed{5}$."}, "2 + 3?", "5"),
        ({"prompt": "2 + 3?", "ground_truth": 5}, "2 + 3?", "5"),
        ({"problem": "2 + 3?", "solution": r"It is $\boxed{6}$.", "answer": "5"}, "2 + 3?", "5"),
    ],
)
def test_question_and_answer_are_found_by_their_names(tmp_path: Path, row: dict[str, object], question: str, reference: str) -> None:
    found = posed(tmp_path, **row)
    assert (found.question, found.reference, len(found.evidence), found.recorded) == (question, reference, 2, ())


def test_a_task_with_tests_wants_a_program(tmp_path: Path) -> None:
    row = {
        "text": "Add two.",
        "code": "def add(a, b):\n    return a + b",
        "test_list": ["assert add(1, 2) == 3"],
        "test_setup_code": "import math",
    }
    found = posed(tmp_path, **row)
    assert (found.question, found.reference, found.tests, found.setup) == (
        "Add two.",
        row["code"],
        ("assert add(1, 2) == 3",),
        "import math",
    )


def test_a_test_that_is_a_function_is_called(tmp_path: Path) -> None:
    found = posed(tmp_path, prompt="def add(a, b):", test="def check(f):\n    assert f(1, 2) == 3", entry_point="add")
    assert found.tests[-1] == "check(add)"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"6b": {"is_correct": True, "solution": "2 + 3 = 5\nA: 5"}}, [("6b", "2 + 3 = 5", "5")]),
        ({"solutions": ["Easy.\nA: 5", {"completion": "Hard.\nA: 6"}]}, [("solutions", "Easy.", "5"), ("solutions", "Hard.", "6")]),
        ({"solution": r"\boxed{5}"}, [("solution", r"\boxed{5}", "5")]),
        ({"note": "A: 5", "tags": ["sum"]}, []),
    ],
)
def test_recorded_solutions_are_found(tmp_path: Path, row: dict[str, object], told: list[tuple[str, str, str]]) -> None:
    found = posed(tmp_path, (), question="2 + 3?", answer="5", **row)
    assert [(one.by, one.reasoning, one.answer) for one in found.recorded] == told


def test_recorded_solutions_are_read_from_the_fields_named_alone(tmp_path: Path) -> None:
    found = posed(tmp_path, ("mine",), question="2 + 3?", answer="5", mine="So.\n#### 5", solutions=["A: 6"])
    assert [(one.by, one.reasoning, one.answer) for one in found.recorded] == [("mine", "So.", "5")]


@pytest.mark.parametrize(
    ("recorded", "row", "generation"), [(None, {}, 1), (None, {"generation": 1}, 2), ((), {}, 1), ((), {"generation": 3}, 3)]
)
def test_the_generation_counts_on_from_that_of_the_row(
    tmp_path: Path, recorded: tuple[str, ...] | None, row: dict[str, object], generation: int
) -> None:
    assert posed(tmp_path, recorded, question="2 + 3?", answer="5", **row).generation == generation


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"answer": "5"}, "has no question"),
        ({"question": "2 + 3?"}, "has no right answer"),
        ({"question": ""}, "no question"),
        ({"question": " \n", "answer": "5"}, "no question"),
        ({"question": ["2 + 3?"], "answer": "5"}, "no question"),
        ({"question": "2 + 3?", "answer": " "}, "has no right answer"),
        ({"question": "2 + 3?", "answer": ["5"]}, "has no right answer"),
        ({"question": "2 + 3?", "answer": r"So it is \boxed{}"}, "answer: ends in no answer"),
        ({"question": "Add two.", "test_list": [" "]}, "has no right answer"),
    ],
)
def test_a_row_that_is_no_problem_is_named(tmp_path: Path, row: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=f"rows.jsonl:1: .*{said}"):
        posed(tmp_path, **row)
