"""Which instances of a task are kept."""

from typing import NamedTuple

import pytest

from bookwright.curation.instruct.instances import sifted


class One(NamedTuple):
    """An instance."""

    input: str
    output: str


def causes(*instances: tuple[str, str]) -> list[str | None]:
    """Why each is dropped; None where it is kept."""
    return [found and found.cause for found in sifted([One(*one) for one in instances])]


@pytest.mark.parametrize(
    ("one", "cause"),
    [
        (("2 + 2", "4"), None),
        (("", "a poem"), None),
        (("same", " same "), "echo"),
        (("2 + 2", " "), "empty"),
        (("", ""), "empty"),
        (("List:", "a, b"), "colon"),
        (("a, b", "The list is: "), "colon"),
        (("列出", "如下："), "colon"),
    ],
)
def test_an_instance_is_dropped_for_this_or_kept(one: tuple[str, str], cause: str | None) -> None:
    assert causes(one) == [cause]


def test_of_two_that_are_the_same_the_first_is_kept() -> None:
    assert causes(("a", "x"), ("b", "x"), ("a ", "x")) == [None, None, "repeated"]


def test_one_input_with_two_outputs_takes_the_whole_task_along() -> None:
    assert causes(("a", "x"), ("b", ""), ("c", "z"), ("a", "y")) == ["ambiguous", "empty", "ambiguous", "ambiguous"]


def test_without_an_input_two_outputs_are_two_answers() -> None:
    assert causes(("", "x"), ("", "y"), ("", "y")) == [None, None, "repeated"]


def test_an_instance_that_is_dropped_contradicts_none() -> None:
    assert causes(("a", "x"), ("a", ""), ("a", "so:")) == [None, "empty", "colon"]
