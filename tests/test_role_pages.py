"""The pages on roles and teams keep their word: their files are written, their commands run, and what they say comes out."""

import os
import re
import subprocess
import sys
from pathlib import Path

from bookwright.agents.teamfile import TeamFile

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "add-a-role.md").read_text(encoding="utf-8")
TEAMS = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8")
FILE = re.compile(r"\*\*`([\w.]+)`\*\*\n\n```\w+\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n\$ bookwright (.*?)\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def ran(arguments: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "BOOKWRIGHT_"))}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_who_follows_the_guide_has_two_working_roles(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    files = FILE.findall(GUIDE)
    assert [name for name, _ in files] == ["modest.py", "team.toml", "keywords.py", "keywords.md"]
    for name, text in files:
        (tmp_path / name).write_text(text, encoding="utf-8")
    steps = CONSOLE.findall(GUIDE)
    assert len(steps) == 3
    for command, said in steps:
        done = ran(["-P", "-m", "bookwright.service", *command.split()], tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert not [line for line in said.splitlines() if line not in done.stdout]


def test_no_role_of_the_guide_is_longer_than_25_lines() -> None:
    roles = [text for name, text in FILE.findall(GUIDE) if name.endswith(".py")]
    assert [len(text.splitlines()) <= 25 for text in roles] == [True, True]


def test_the_example_without_its_fence_fails_as_the_guide_says(tmp_path: Path) -> None:
    files = dict(FILE.findall(GUIDE))
    (tmp_path / "keywords.py").write_text(files["keywords.py"].replace("fenced(", "str("), encoding="utf-8")
    (tmp_path / "keywords.md").write_text(files["keywords.md"], encoding="utf-8")
    done = ran(["-m", "bookwright.service", "check-role", "keywords:Keywords"], tmp_path)
    assert done.returncode == 1
    assert "FAILED  an order in the document: words of the document stand outside any fence" in done.stdout
    assert "FAILED  hidden characters: the page holds characters that nobody sees: U+" in done.stdout


def test_the_team_file_of_the_page_is_one(tmp_path: Path) -> None:
    ((name, text),) = FILE.findall(TEAMS)
    (tmp_path / name).write_text(text, encoding="utf-8")
    file = TeamFile.load(tmp_path / name)
    assert [one.role for one in file.seats["critics"]] == [None, "rules-critic"]


def test_the_python_of_the_page_runs(tmp_path: Path) -> None:
    (tmp_path / "critics.toml").write_text('[seats.critics]\nrole = "rules-critic"\n', encoding="utf-8")
    said = []
    for example in PYTHON.findall(TEAMS):
        done = ran(["-c", example], tmp_path)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert "'critic': 'rules'" in said[0]
    assert "'count'" in said[1]
