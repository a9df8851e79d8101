"""Team files: what they leave open, and what they come to."""

from pathlib import Path

import pytest

from bookwright.agents.extractive import ExtractiveCritic, ExtractiveWriter
from bookwright.agents.items import FaultKind
from bookwright.agents.judge import Judge
from bookwright.agents.panel import OneByOne
from bookwright.agents.seating import stages_from, team_from, terms_of_team
from bookwright.agents.stage import Place
from bookwright.agents.team import model_team, rules_team
from bookwright.agents.teamfile import Asked, TeamFile
from bookwright.errors import InputError
from tests.agents.conftest import saying

RUBRIC = '[clarity]\nasks = "Is it clear?"\nminimum = 3\nscores = ["a", "b", "c", "d", "e"]\n'


def loaded(tmp_path: Path, text: str) -> TeamFile:
    (tmp_path / "team.toml").write_text(text, encoding="utf-8")
    (tmp_path / "house.toml").write_text(RUBRIC, encoding="utf-8")
    return TeamFile.load(tmp_path / "team.toml")


def test_a_seat_has_from_the_default_what_it_does_not_name() -> None:
    default = Asked(model="m", base_url="http://a/v1", key_env="A", temperature=0.5)
    assert Asked().over(default) == default
    assert Asked(temperature=0.0).over(default).label == "m@0"
    other = Asked(model="n").over(default)
    assert (other.base_url, other.key_env, other.temperature) == ("http://a/v1", "A", None)


def test_a_key_goes_to_no_other_address_than_its_own() -> None:
    default = Asked(model="m", base_url="http://a/v1", key_env="A")
    assert Asked(model="n", base_url="http://b/v1").over(default).key_env is None
    assert Asked(model="n", base_url="http://a/v1").over(default).key_env == "A"


def test_the_first_model_plays_the_seats_that_name_none(tmp_path: Path) -> None:
    assert loaded(tmp_path, '[seats.critics]\nrole = "critic"\n').first_model is None
    file = loaded(tmp_path, '[seats.critics]\nmodel = "c"\n[seats.writer]\nmodel = "w"\n')
    assert file.first_model == Asked(model="c")


def test_the_model_of_a_stage_plays_no_seat(tmp_path: Path) -> None:
    assert loaded(tmp_path, '[[stage]]\nplace = "after accept"\nrole = "translator"\nmodel = "s"\n').first_model is None


def test_the_seats_that_are_named_are_filled_and_the_others_stay(tmp_path: Path) -> None:
    main, critic, warm = saying("{}"), saying("{}"), saying("{}")
    critic.name, warm.name = "c", "m"
    file = loaded(
        tmp_path,
        'rubric = "house.toml"\n[[seats.critics]]\n[[seats.critics]]\nmodel = "c"\n[[seats.critics]]\nrole = "rules-critic"\n'
        '[seats.judges]\nmodel = "m"\ntemperature = 1.0\n',
    )
    before = model_team(main)
    team = team_from(file, before, {"c": critic, "m@1": warm}, main)
    assert [team.writer, team.reviser, team.evolver] == [before.writer, before.reviser, before.evolver]
    assert [getattr(one, "chat", None) for one in team.critics] == [main, critic, None]
    last, (judge,) = team.critics[2], team.judges
    assert isinstance(last, OneByOne)
    assert isinstance(last.critic, ExtractiveCritic)
    assert isinstance(judge, Judge)
    assert (judge.chat, list(judge.rubric.criteria)) == (warm, ["clarity"])


def test_a_rubric_that_nobody_judges_by_gets_a_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 2: rubric: nobody of this team judges by a rubric"):
        team_from(loaded(tmp_path, '\nrubric = "house.toml"\n'), rules_team(), {})


def test_rules_need_no_chat_and_a_model_without_one_gets_a_line(tmp_path: Path) -> None:
    assert isinstance(team_from(loaded(tmp_path, '[seats.writer]\nrole = "rules-writer"\n'), rules_team(), {}).writer, ExtractiveWriter)
    with pytest.raises(InputError, match=r"line 1: seats.writer 1: asks the model w, for which there is no chat"):
        team_from(loaded(tmp_path, '[seats.writer]\nrole = "writer"\nmodel = "w"\n'), rules_team(), {})
    with pytest.raises(InputError, match=r"line 1: seats.answerers 1: names no role, and nobody sits there otherwise"):
        team_from(loaded(tmp_path, '[seats.answerers]\nmodel = "w"\n'), rules_team(), {})


def test_stages_come_in_the_order_of_the_file_and_each_name_once(tmp_path: Path) -> None:
    one = '[[stage]]\nplace = "before judge"\nrole = "tests.agents.conformance.broken:shout"\nsettings = { mark = "?" }\n'
    (stage,) = stages_from(loaded(tmp_path, one), {})
    assert (stage.place, stage.name) == (Place.BEFORE_JUDGE, "shout")
    with pytest.raises(InputError, match=r"line 7: stage 2.role: there is a stage named shout already"):
        team_from(loaded(tmp_path, one + one), rules_team(), {})


def test_terms_change_with_all_that_decides_an_outcome_and_with_no_key(tmp_path: Path) -> None:
    def terms(text: str) -> str:
        return str(terms_of_team(loaded(tmp_path, text)))

    plain = '[seats.critics]\nrole = "rules-critic"\n'
    assert terms(plain) == terms(plain + "# a note\n")
    assert terms(plain + 'key_env = "A"\n') == terms(plain + 'key_env = "B"\n')
    different = [plain, plain + "temperature = 0.1\n", plain + "[gates]\necho = false\n", plain + "[settings]\nrounds = 1\n"]
    different += ['rubric = "house.toml"\n' + plain, plain + '[[seats.judges]]\nrole = "rules-judge"\n']
    assert len({terms(text) for text in different}) == len(different)


def test_terms_change_with_the_code_of_a_role(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    module = tmp_path / "role_of_these_terms.py"
    seen = []
    for kind in (FaultKind.ECHO, FaultKind.LENGTH):
        module.write_text(
            "from bookwright.agents.items import Critique, Submission\n"
            "async def critic(item: Submission) -> Critique:\n"
            f"    '''Would find {kind}.'''\n"
            "    return Critique(draft_sha256=item.draft.sha256, by='it')\n",
            encoding="utf-8",
        )
        seen.append(str(terms_of_team(loaded(tmp_path, '[seats.critics]\nrole = "role_of_these_terms:critic"\n'))))
    assert seen[0] != seen[1]
