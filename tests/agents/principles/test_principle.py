"""A principles file: what is read, and what is wrong with one that cannot be used."""

from pathlib import Path

import pytest

from bookwright.agents.principles.principle import DEFAULT_PRINCIPLES, Principles
from bookwright.errors import InputError

ONE = '[[principle]]\nname = "true"\ncritique = "Name what is false."\nrevision = "Correct it."\n'


def test_principles_come_in_the_order_of_their_file(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(ONE + ONE.replace("true", "plain"), encoding="utf-8")
    assert [principle.name for principle in Principles.load(path).principle] == ["true", "plain"]


def test_those_that_come_with_it_can_be_used_and_speak_of_grounding_help_and_harm() -> None:
    names = [principle.name for principle in Principles.load(DEFAULT_PRINCIPLES).principle]
    assert {"grounded", "does the task", "harmless"} <= set(names)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "principle: Field required"),
        ("principle = []", "principle: Tuple should have at least 1 item"),
        ('[[principle]]\nname = "x"', "principle.1.critique: Field required"),
        (ONE.replace("Correct it.", " "), "principle.1.revision: String should have at least 1 character"),
        (ONE + "weight = 2", "principle.1.weight: Extra inputs"),
        (ONE + ONE, 'two principles are named "true"'),
        ("[[", "is no TOML file"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"p\.toml: ") as caught:
        Principles.load(path)
    assert said in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name a principles file"):
        Principles.load(tmp_path / "none.toml")
