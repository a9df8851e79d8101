"""A team: who sits where, and from which prompt."""

from dataclasses import replace
from pathlib import Path

import pytest

from bookwright.agents.judge import DEFAULT_RUBRIC
from bookwright.agents.rubric import Rubric
from bookwright.agents.team import model_team
from bookwright.errors import InputError
from tests.agents.conftest import Scripted


def test_one_model_plays_every_role_and_nobody_answers_unless_asked_to() -> None:
    chat = Scripted([])
    assert set(model_team(chat).seats()) == {"writer", "reviser", "evolver", "critic", "judge"}
    team = model_team(chat, answering=True)
    assert list(team.seats())[-2:] == ["answerer", "matcher"]
    assert set(team.prompts()) == set(team.seats())
    assert set(team.makers().values()) == {"scripted"}


def test_judges_of_several_models_take_the_place_of_the_one() -> None:
    team = model_team(Scripted([]), judges=[Scripted([], name="a"), Scripted([], name="b")])
    assert [role for role, name in team.makers().items() if name != "scripted"] == ["judge", "judge 2"]
    assert [team.makers()["judge"], team.makers()["judge 2"]] == ["a", "b"]


def test_another_rubric_is_another_prompt_of_the_judge_alone(tmp_path: Path) -> None:
    (mine := tmp_path / "mine.toml").write_text(DEFAULT_RUBRIC.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before, after = model_team(Scripted([])).prompts(), model_team(Scripted([]), rubric=Rubric.load(mine)).prompts()
    assert {seat for seat in before if before[seat] != after[seat]} == {"judge"}


def test_answerers_need_somebody_who_compares() -> None:
    with pytest.raises(InputError, match="seat a matcher too"):
        replace(model_team(Scripted([]), answering=True), matcher=None)
