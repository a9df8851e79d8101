"""A run with a team file: every seat on its own model at its own endpoint, and what a change of the file makes of it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookwright.service.cli import main
from tests.endpoint.client import Endpoint, running
from tests.promises import broken_promises, rows
from tests.service.conftest import Command, write_subjects

GENERAL, DOMAIN = "key-of-the-general-model", "key-of-the-domain-model"


@pytest.fixture(scope="module")
def domain_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with running(tmp_path_factory.mktemp("domain") / "requests.jsonl") as endpoint:
        yield endpoint


@pytest.fixture
def domain(domain_process: Endpoint) -> Endpoint:
    """A second endpoint."""
    domain_process.follow()
    return domain_process


@pytest.fixture
def team(tmp_path: Path, endpoint: Endpoint, domain: Endpoint) -> Path:
    """A domain model writes, a general one judges and plays all other seats."""
    write_subjects(tmp_path, 2)
    file = tmp_path / "team.toml"
    file.write_text(
        f"""[default]
model = "general"
base_url = "{endpoint.url}"
key_env = "GENERAL_KEY"

[seats.writer]
model = "domain"
base_url = "{domain.url}"
key_env = "DOMAIN_KEY"
temperature = 0.3

[seats.judges]
temperature = 0.0

[settings]
rounds = 1
""",
        encoding="utf-8",
    )
    return file


def made(bookwright: Command, *more: str, **keys: str) -> str:
    """Runs qa with the team file; what it said on standard error."""
    keys = {"GENERAL_KEY": GENERAL, "DOMAIN_KEY": DOMAIN} | keys
    done = bookwright("qa", "cache.md", "ledger.md", "--out", "run", "--team", "team.toml", "--per-passage", "2", *more, **keys)
    assert done.returncode == 0, done.stderr
    return done.stderr


def signatures(endpoint: Endpoint) -> set[str]:
    return {line["signature"] for line in endpoint.log() if line["event"] == "asked"}


def signed(key: str) -> set[str]:
    return {hashlib.sha256(f"Bearer {key}".encode()).hexdigest()}


def test_each_seat_asks_its_own_model_at_its_own_endpoint_with_its_own_key(
    bookwright: Command, team: Path, endpoint: Endpoint, domain: Endpoint, tmp_path: Path
) -> None:
    made(bookwright)
    assert broken_promises(tmp_path / "run") == []
    records = rows(tmp_path / "run", "records.jsonl")
    assert {record["lineage"][0]["by"] for record in records} == {"domain"}
    assert {record["verdict"]["by"] for record in records} == {"general"}
    assert set(domain.served()["seats"]) == {"Written"}
    assert "Written" not in endpoint.served()["seats"]
    assert (signatures(endpoint), signatures(domain)) == (signed(GENERAL), signed(DOMAIN))
    told = (tmp_path / "run/run.json").read_text(encoding="utf-8")
    assert GENERAL not in told
    assert DOMAIN not in told
    assert json.loads(told)["team"]["writer"] == "domain"
    assert json.loads(told)["settings"]["qa"]["rounds"] == 1


def test_the_same_command_again_asks_nothing_and_a_changed_file_asks_what_it_changes(
    bookwright: Command, team: Path, endpoint: Endpoint, domain: Endpoint, tmp_path: Path
) -> None:
    made(bookwright)
    before = (tmp_path / "run/records.jsonl").read_bytes()
    endpoint.follow()
    domain.follow()
    made(bookwright)
    assert (endpoint.served()["asked"], domain.served()["asked"]) == (0, 0)
    assert (tmp_path / "run/records.jsonl").read_bytes() == before
    team.write_text(team.read_text(encoding="utf-8").replace("temperature = 0.0", "temperature = 0.5"), encoding="utf-8")
    made(bookwright)
    assert (set(endpoint.served()["seats"]), domain.served()["asked"]) == ({"Judgements"}, 0)


def test_a_rule_based_seat_with_other_settings_is_worked_out_anew(bookwright: Command, tmp_path: Path) -> None:
    write_subjects(tmp_path, 1)
    (tmp_path / "counting.py").write_text(
        "from bookwright.agents.items import Critique, Fault, FaultKind, Submission\n"
        "class Short:\n"
        "    def __init__(self, longest: int = 99) -> None:\n"
        "        self.longest = longest\n"
        "    async def __call__(self, item: Submission) -> Critique:\n"
        "        long = len(item.draft.answer.split()) > self.longest\n"
        "        fault = Fault(kind=FaultKind.LENGTH, quote=item.draft.answer, reason='too long')\n"
        "        return Critique(draft_sha256=item.draft.sha256, by='short', faults=(fault,) if long else ())\n",
        encoding="utf-8",
    )
    counts = []
    for longest in (99, 3):
        (tmp_path / "team.toml").write_text(
            f'[seats.critics]\nrole = "counting:Short"\nsettings = {{ longest = {longest} }}\n', encoding="utf-8"
        )
        done = bookwright("qa", "cache.md", "--out", "run", "--team", "team.toml")
        assert done.returncode == 0, done.stderr
        counts.append(len(rows(tmp_path / "run", "records.jsonl")))
    assert counts[0] > 0
    assert counts[1] == 0


def test_a_role_that_breaks_is_named_with_its_line(bookwright: Command, tmp_path: Path) -> None:
    write_subjects(tmp_path, 1)
    (tmp_path / "faulty.py").write_text(
        "from bookwright.agents.items import Critique, Submission\n"
        "class Faulty:\n"
        "    async def __call__(self, item: Submission) -> Critique:\n"
        "        return {}[item.draft.question[:0]]\n",
        encoding="utf-8",
    )
    (tmp_path / "team.toml").write_text('[seats.critics]\nrole = "faulty:Faulty"\n', encoding="utf-8")
    done = bookwright("qa", "cache.md", "--out", "run", "--team", "team.toml")
    assert done.returncode == 0, done.stderr
    broken = [row for row in rows(tmp_path / "run", "rejects.jsonl") if row["reason"] == "defect:KeyError"]
    assert {row["detail"] for row in broken} == {"KeyError: '' (faulty.py, line 4); see log.jsonl"}
    assert f"{len(broken)} passage{'s' * (len(broken) != 1)} failed in a role: {len(broken)} KeyError; rejects.jsonl names" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[seats.writer]\nmodle = "x"\n', "line 2: seats.writer"),
        ("[seats.writer]\n[seats.author]\n", "line 2: seats.author: is no seat of this team; it has writer, "),
        (
            '# one\n\n[[seats.critics]]\nrole = "rules-critic"\n[[seats.critics]]\nrole = "judge"\n',
            "line 6: seats.critics 2.role: goes from",
        ),
        ('[default]\nkey_env = "sk-0123456789"\n', "line 2: default.key_env: give the NAME of the environment variable"),
        (
            '[default]\nmodel = "m"\n\n[seats.writer]\nmodel = "w"\nkey_env = "NOT_SET"\n',
            "line 6: seats.writer 1.key_env: model w: the variable",
        ),
        ("[settings]\nrounds = 99\n", "line 2: settings.rounds: Input should be less than or equal to 10"),
        ("[settings]\nround = 1\n", "line 2: settings.round: is no setting of this command; it has drafts, "),
        ("[gates]\nlocated = false\n", "line 2: gates.located: located: cannot be switched off"),
        ("[gates]\nluck = false\n", "line 2: gates.luck: luck: is no gate"),
        ('[[stage]]\nplace = "after lunch"\nrole = "translator"\n', "line 2: stage 1.place: give one of 'after writer'"),
        ('[[stage]]\nplace = "after writer"\nrole = "nobody"\n', "line 3: stage 1.role: role nobody: is not installed"),
        ('[[stage]]\nplace = "after accept"\nrole = "rules-critic"\n', "line 3: stage 1.role: takes Submission"),
        (
            '[seats.writer]\nrole = "rules-writer"\nsettings = { loud = true }\n',
            "line 3: seats.writer 1.settings: ExtractiveWriter: settings:",
        ),
        ("[seats\n", "line 1: is no TOML"),
        ('text = "x"\n', "line 1: text: is no field of a team file"),
    ],
)
def test_what_is_wrong_with_a_team_file_is_said_with_its_line(
    tmp_path: Path, text: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_subjects(tmp_path, 1)
    (tmp_path / "team.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOOKWRIGHT_API_KEY", "any")
    with pytest.raises(SystemExit) as end:
        main(["qa", "cache.md", "--out", "run", "--team", "team.toml"])
    told = capsys.readouterr().err
    assert end.value.code == 2
    assert f"bookwright: team.toml: {said}" in told
    assert "0123456789" not in told


def test_one_name_at_two_addresses_is_refused(bookwright: Command, team: Path) -> None:
    team.write_text(team.read_text(encoding="utf-8").replace('"domain"', '"general"'), encoding="utf-8")
    done = bookwright("qa", "cache.md", "--out", "run", "--team", "team.toml", GENERAL_KEY="a", DOMAIN_KEY="b")
    assert (done.returncode, "general is asked at two addresses" in done.stderr) == (2, True)


def test_a_gate_that_is_off_lets_pass_what_it_held_back(bookwright: Command, tmp_path: Path) -> None:
    write_subjects(tmp_path, 1)
    (tmp_path / "shy.py").write_text(
        "from bookwright.agents.extractive import ExtractiveWriter\n"
        "from bookwright.agents.items import Brief, Draft\n"
        "class Shy:\n"
        "    async def __call__(self, item: Brief) -> tuple[Draft, ...]:\n"
        "        drafts = await ExtractiveWriter()(item)\n"
        "        return tuple(draft.model_copy(update={'question': 'Why?'}) for draft in drafts[:1])\n",
        encoding="utf-8",
    )
    for gates, reasons in (("", {"gates:length"}), ("[gates]\nlength = false\n", set())):
        (tmp_path / "team.toml").write_text(f'{gates}[seats.writer]\nrole = "shy:Shy"\n', encoding="utf-8")
        done = bookwright("qa", "cache.md", "--out", "run", "--team", "team.toml")
        assert done.returncode == 0, done.stderr
        assert {row["reason"] for row in rows(tmp_path / "run", "rejects.jsonl")} & {"gates:length"} == reasons


def test_a_recipe_takes_its_labellers_and_stages_from_the_file(
    bookwright: Command, endpoint: Endpoint, domain: Endpoint, tmp_path: Path
) -> None:
    (tmp_path / "scheme.toml").write_text('asks = "What?"\n[labels]\nbird = "feathers"\nfish = "fins"\n', encoding="utf-8")
    (tmp_path / "texts.jsonl").write_text('{"id": "t0", "text": "A bird sings."}\n', encoding="utf-8")
    (tmp_path / "team.toml").write_text(
        f'[default]\nmodel = "m1"\nbase_url = "{endpoint.url}"\n[settings]\nagreement = 0.9\n'
        f'[[seats.labellers]]\n[[seats.labellers]]\nmodel = "m3"\nbase_url = "{domain.url}"\n'
        '[[stage]]\nplace = "after accept"\nrole = "counting:words"\n',
        encoding="utf-8",
    )
    (tmp_path / "counting.py").write_text(
        "from bookwright.agents.stage import Accepted\n"
        "async def words(item: Accepted) -> dict[str, int]:\n"
        "    return {name: len(text.split()) for name, text in item.texts.items()}\n",
        encoding="utf-8",
    )
    done = bookwright("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run", "--team", "team.toml")
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    (record,) = rows(tmp_path / "run", "records.jsonl")
    assert [vote["by"] for vote in record["votes"]] == ["m1", "m3"]
    assert record["extras"] == {"words": {"text": 3, "label": 1, "majority": 1, "gold": 0}}
    assert (endpoint.served()["asked"], domain.served()["asked"]) == (1, 1)


def test_the_model_of_a_stage_plays_that_stage_alone(bookwright: Command, endpoint: Endpoint, tmp_path: Path) -> None:
    write_subjects(tmp_path, 1)
    (tmp_path / "noting.py").write_text(
        "from bookwright.agents.chat import Chat, Message, Request, count\n"
        "from bookwright.agents.stage import Accepted\n"
        "class Noting:\n"
        "    def __init__(self, chat: Chat) -> None:\n"
        "        self.chat = chat\n"
        "    async def __call__(self, item: Accepted) -> dict[str, str]:\n"
        "        schema = {'type': 'object', 'properties': {'note': {'type': 'string'}}}\n"
        "        message = Message(role='user', content='Note.')\n"
        "        reply = await self.chat.ask(Request(messages=(message,), schema_name='Note', reply_schema=schema))\n"
        "        count(reply)\n"
        "        return {'by': self.chat.name}\n",
        encoding="utf-8",
    )
    (tmp_path / "team.toml").write_text(
        f'[[stage]]\nplace = "after accept"\nrole = "noting:Noting"\nmodel = "s"\nbase_url = "{endpoint.url}"\n', encoding="utf-8"
    )
    done = bookwright("qa", "cache.md", "--out", "run", "--team", "team.toml", "--budget", "100 calls")
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    told = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))
    records = rows(tmp_path / "run", "records.jsonl")
    assert set(told["team"].values()) == {"rules"}
    assert {record["extras"]["noting"]["by"] for record in records} == {"s"}
    assert endpoint.served()["asked"] == told["paid"]["calls"] > 0


def test_textbook_takes_its_judges_from_the_file_and_no_stages(bookwright: Command, endpoint: Endpoint, tmp_path: Path) -> None:
    write_subjects(tmp_path, 1)
    (tmp_path / "team.toml").write_text('[[stage]]\nplace = "after accept"\nrole = "translator"\n', encoding="utf-8")
    done = bookwright("textbook", "cache.md", "--out", "run", "--team", "team.toml")
    assert (done.returncode, "line 1: stage: textbook has no places for stages" in done.stderr) == (2, True)
    (tmp_path / "team.toml").write_text('[seats.judges]\nrole = "guide-judge"\n', encoding="utf-8")
    done = bookwright("textbook", "cache.md", "--out", "run", "--team", "team.toml")
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
