"""Roles by name: those that are installed, and those named by module."""

import re
from pathlib import Path

import pytest

from bookwright.agents.items import Brief, Critique, Draft, Submission
from bookwright.agents.judge import Judge
from bookwright.agents.registry import built, find_role, listed_roles
from bookwright.agents.role import PromptRole
from bookwright.agents.signature import seats_for, teams, types_of, wanted
from bookwright.agents.stage import Accepted
from bookwright.agents.writer import Writer
from bookwright.errors import InputError
from tests.agents.conformance.broken import Sound, shout
from tests.agents.conftest import saying


def test_the_project_s_own_roles_are_offered_like_any_other() -> None:
    roles = {role.name: role for role in listed_roles()}
    assert not [role.problem for role in roles.values() if role.problem]
    critic = roles["critic"]
    assert (critic.seats, critic.takes, critic.gives) == (("qa: critics",), "Panel", "tuple[Critique, …]")
    assert critic.distribution.startswith("bookwright ")
    assert Path(critic.file).name == "critic.py"
    assert roles["rules-critic"].seats == ("qa: critics",)


def test_every_role_with_a_prompt_is_offered() -> None:
    agents = Path(__file__).parents[2] / "agents"
    wordings = {agents / "label" / f"labeller_{name}.py" for name in ("words", "exclusion")}
    prompts = {path.with_suffix(".py") for path in agents.rglob("*.md")} - {agents / "comparer.py"} - wordings
    assert {path.resolve() for path in prompts} <= {Path(role.file) for role in listed_roles()}


def test_every_seat_of_every_team_has_a_role_that_fits() -> None:
    seats = {f"{name}: {seat}" for name, team in teams().items() for seat in wanted(team)}
    assert seats - {"flashcards: writer"} <= {seat for role in listed_roles() for seat in role.seats}


def test_a_role_is_found_by_its_name_and_by_its_module() -> None:
    assert find_role("writer") is Writer
    assert find_role("tests.agents.conformance.broken:Sound") is Sound


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody", "role nobody: is not installed; `bookwright roles` lists"),
        ("no.such.module:Role", "cannot be imported: ModuleNotFoundError"),
        ("bookwright.agents.writer:Nobody", "cannot be imported: AttributeError"),
        ("bookwright.agents.chat:_tally", "is neither a class nor a function"),
    ],
)
def test_what_is_no_role_gets_a_line(name: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        find_role(name)


def test_types_come_from_the_prompt_role_s_parameters_or_from_the_annotations() -> None:
    assert types_of(Writer) == (Brief, tuple[Draft, ...])
    assert types_of(Judge)[0] is Submission
    assert types_of(shout) == (Submission, Draft)
    with pytest.raises(InputError, match="does not say what it takes and gives"):
        types_of(lambda item: item)


def test_a_seat_follows_from_the_types() -> None:
    assert seats_for(Submission, Critique) == ("qa: critics",)
    assert seats_for(Accepted, dict) == ("stage: after accept",)
    assert seats_for(Submission, int) == ("stage: after writer", "stage: before judge")
    assert seats_for(int, int) == ()


def test_a_role_is_made_with_its_chat_and_settings() -> None:
    assert isinstance(built(Writer, saying("{}")), PromptRole)
    assert built(shout) is shout
    with pytest.raises(InputError, match="Writer: asks a model; name one"):
        built(Writer)
    with pytest.raises(InputError, match="it takes rubric"):
        built(Judge, saying("{}"), rubrik=None)
