"""Running the command line as a user does: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
def source(tmp_path: Path) -> Path:
    """A folder with one small document."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "sessions.md").write_text(PROSE, encoding="utf-8")
    return folder
