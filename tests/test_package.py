"""The package as a whole: importing it does nothing, its rooms are named in full, its files stay small, its errors form one tree."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from bookwright import errors

ROOT = Path(__file__).parents[1]
ROOMS = ("agents", "curation", "graphs", "knowledge", "service")
LONGEST_FILE = 300
HEAVY = ("openai", "chromadb", "langchain", "langchain_core", "langchain_openai", "langgraph", "sklearn", "httpx")


def python(code: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_importing_bookwright_opens_no_client_and_sets_up_no_logging() -> None:
    done = python(
        "import sys, logging, os; before = dict(os.environ); import bookwright;"
        f"print([name for name in {HEAVY} if name in sys.modules], logging.getLogger().handlers, dict(os.environ) == before)"
    )
    assert done.stderr == ""
    assert done.stdout == "[] [] True\n"


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_opens_no_client_and_sets_up_no_logging(room: str) -> None:
    done = python(
        f"import sys, logging; import bookwright.{room};"
        f"print([name for name in {HEAVY} if name in sys.modules], logging.getLogger().handlers)"
    )
    assert done.stderr == ""
    assert done.stdout == "[] []\n"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_refuses_its_bare_name_with_advice(room: str) -> None:
    done = python(f"import {room}")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"ImportError: import bookwright.{room}, not {room}"


def test_the_version_is_told() -> None:
    assert python("import bookwright; print(bookwright.__version__)").stdout.count(".") == 2


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for room in ROOMS for path in files_of(room)}
    assert lengths
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_file_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT)) for room in ROOMS for path in files_of(room) if not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


def test_every_error_is_a_bookwright_error() -> None:
    tree = {
        errors.InputError: errors.BookwrightError,
        errors.DocumentError: errors.InputError,
        errors.RunError: errors.InputError,
        errors.ReplayMissed: errors.RunError,
        errors.LibraryLocked: errors.BookwrightError,
        errors.RequestRefused: errors.BookwrightError,
        errors.ServerStopping: errors.RequestRefused,
        errors.RunStopped: errors.BookwrightError,
        errors.ModelError: errors.BookwrightError,
        errors.ModelUnreachable: errors.ModelError,
        errors.ModelRefused: errors.ModelError,
        errors.ReplyUnreadable: errors.ModelError,
    }
    assert {error: error.__bases__ for error in tree} == {error: (base,) for error, base in tree.items()}
    defined = {value for value in vars(errors).values() if isinstance(value, type)}
    assert defined == {errors.BookwrightError, *tree}


def test_a_document_error_survives_the_way_from_another_process() -> None:
    error = errors.DocumentError("a/b.pdf", "encrypted", "give it without a password")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_model_error_survives_the_way_from_another_process() -> None:
    error = errors.ModelRefused("quota", "no credit left")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.kind) == (errors.ModelRefused, "no credit left", "quota")


def files_of(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))
