"""Commands of other packages: listed without being imported, run like the project's own, and never in the place of one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOUD = """import sys
sys.stderr.write("imported\\n")
import typer


def greet(name: str) -> None:
    \"\"\"Greet NAME.\"\"\"
    typer.echo(f"hello {name}")


def qa() -> None:
    typer.echo("not the real one")
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder in which a package is installed that offers three commands, one of which cannot be imported."""
    (tmp_path / "loud.py").write_text(LOUD, encoding="utf-8")
    info = tmp_path / "loud-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n", encoding="utf-8")
    points = "[bookwright.recipes]\ngreet = loud:greet\nqa = loud:qa\nlost = nowhere:lost\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    return tmp_path


def bookwright(site: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    paths = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(site))))
    command = [sys.executable, "-m", "bookwright.service", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths}, timeout=120, check=False)


def test_they_are_listed_without_being_imported(site: Path) -> None:
    done = bookwright(site, "--help")
    assert "greet" in done.stdout
    assert "A recipe of loud 1.0." in done.stdout
    assert "imported" not in done.stderr


def test_they_run_with_their_own_options_and_help(site: Path) -> None:
    assert bookwright(site, "greet", "you").stdout == "hello you\n"
    assert "Greet NAME." in bookwright(site, "greet", "--help").stdout


def test_none_takes_the_place_of_an_own_command(site: Path) -> None:
    assert "Make question-and-answer records" in bookwright(site, "qa", "--help").stdout


def test_one_that_cannot_be_imported_gets_a_line(site: Path) -> None:
    done = bookwright(site, "lost")
    assert (done.returncode, done.stderr) == (
        2,
        "bookwright: lost (nowhere:lost): cannot be imported: ModuleNotFoundError: No module named 'nowhere'\n",
    )
