"""Seeds in both forms, and rows that are none."""

from typing import Any

import pytest

from bookwright.agents.instruct.seed import seed_of
from bookwright.errors import InputError
from bookwright.knowledge.dataset import Example
from bookwright.knowledge.evidence import Evidence


def row(**fields: Any) -> Example:
    """A row of a data file."""
    return Example(id="r1", fields=fields, shown=Evidence(document_id="d", start=0, end=1, quote="x"), spans={})


def test_a_row_of_seed_tasks_shows_its_first_instance() -> None:
    instances = [{"input": "a", "output": "b"}, {"input": "c", "output": "d"}]
    task = seed_of(row(instruction=" Do it. ", instances=instances, is_classification=True), "en").task
    assert (task.id, task.instruction, task.input, task.output, task.classification) == ("r1", "Do it.", "a", "b", True)


@pytest.mark.parametrize(("said", "known"), [("true", True), ("No", False), ("", None), (None, None), (False, False)])
def test_a_plain_row_may_say_whether_it_is_a_classification(said: Any, known: bool | None) -> None:
    task = seed_of(row(instruction="Do it.", input="", output="done", is_classification=said), "en").task
    assert (task.input, task.output, task.classification, task.generation) == ("", "done", known, 0)


def test_a_record_of_an_earlier_run_keeps_its_generation() -> None:
    assert seed_of(row(instruction="Do it.", input="", output="done", generation=2, classification=False), "en").task.generation == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "x"}, "r1: has no instruction; give each row a field named instruction"),
        ({"instruction": "  "}, "has no instruction"),
        ({"instruction": "Do it.", "instances": "x"}, "instances: are no list of objects"),
        ({"instruction": "Do it.", "instances": ["x"]}, "instances: are no list of objects"),
    ],
)
def test_a_row_that_is_no_seed_is_named(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        seed_of(row(**fields), "en")
