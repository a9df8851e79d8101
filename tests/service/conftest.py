"""Running the command line as a user does: in a process of its own."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from pydantic import SecretStr

from bookwright.agents.patience import Patience
from bookwright.graphs.settings import QASettings
from bookwright.service.cli import main
from bookwright.service.configuration import ModelChoice
from bookwright.service.ledger import Ledger
from bookwright.service.run import run_qa
from bookwright.service.settings import RunSettings
from bookwright.service.summary import Summary
from tests.endpoint.client import Endpoint

Command = Callable[..., "subprocess.CompletedProcess[str]"]

PROSE = """# Sessions

A session is a bounded period of time in which a subscriber is known to the verifier. A session secret is a value
that both ends of a session share. The verifier must end the session after 12 hours
because long sessions raise the risk of theft.

## Cookies

A session cookie is a small file that carries the session secret.
Cookies must be marked as secure because they would otherwise travel in the clear.
The browser deletes the cookie when the session ends.
"""
SUBJECTS = ("cache", "ledger", "socket", "parser", "broker", "router", "kernel", "scheduler")


@pytest.fixture
def bookwright(tmp_path: Path) -> Command:
    """Runs `bookwright ARGUMENTS` in an empty directory, with an empty home and no keys."""
    home = tmp_path / "home"
    home.mkdir()
    clean = {"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "200"}

    def run(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "bookwright.service", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=clean | environment,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `bookwright ARGUMENTS` as the fixture of that name does, but within this process, which spares the time to start one."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("BOOKWRIGHT_", "OPENAI_", "OTEL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        out, err, code = io.StringIO(), io.StringIO(), 0
        with monkeypatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
            for name, value in environment.items():
                patched.setenv(name, value)
            try:
                main([str(argument) for argument in arguments])
            except SystemExit as end:
                code = int(end.code or 0)
        return subprocess.CompletedProcess(list(map(str, arguments)), code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with one small document."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "sessions.md").write_text(PROSE, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made_by_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run by rules on one small document, made once."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "source").mkdir()
    (folder / "source" / "sessions.md").write_text(PROSE, encoding="utf-8")
    finished_run(RunSettings(sources=(str(folder / "source"),), out=folder / "run"))
    return folder / "run"


@pytest.fixture
def rules_run(made_by_rules: Path, tmp_path: Path) -> Path:
    """A copy of that run, where the command looks for RUN when it is called `run`."""
    return Path(shutil.copytree(made_by_rules, tmp_path / "run"))


@pytest.fixture
def subjects(tmp_path: Path) -> Path:
    """A folder with eight small documents on eight subjects, one passage each."""
    folder = tmp_path / "eight"
    folder.mkdir()
    return write_subjects(folder, 8)


def write_subjects(folder: Path, count: int) -> Path:
    """Fills a folder with documents of one passage, each on another subject."""
    for number, subject in enumerate(SUBJECTS[:count]):
        text = PROSE.replace("ession", f"ession {subject}").replace("12", str(10 + number))
        (folder / f"{subject}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a ledger is to be."""
    return tmp_path / "ledger.db"


@pytest.fixture
async def ledger(path: Path) -> AsyncIterator[Ledger]:
    """An empty ledger."""
    ledger = Ledger(path)
    yield ledger
    await ledger.close()


class Silent:
    """Progress that tells nobody and keeps the notes and what was said of each step."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.words: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Nothing is open."""

    def stage(self, name: str, total: int) -> None:
        self.words.append(name)

    def step(self, words: str = "") -> None:
        self.words.append(words)

    def note(self, line: str) -> None:
        self.notes.append(line)


def model_settings(source: Path, out: Path, endpoint: Endpoint, key: str = "any", **more: Any) -> RunSettings:
    """What `bookwright qa` makes of its options, for a run in this process."""
    choice = ModelChoice(name="scripted", base_url=endpoint.url, key=SecretStr(key))
    patience = Patience(attempts=2, pause=0.01)
    return RunSettings(**{"sources": (str(source),), "out": out, "model": choice, "patience": patience, "qa": QASettings(drafts=2)} | more)


def finished_run(settings: RunSettings) -> Summary:
    """Runs in this process."""
    return run_qa(settings, Silent())
