"""Books made in this process, of a folder with two documents on different things."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bookwright.agents.patience import Patience
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.service.configuration import ModelChoice
from bookwright.service.summary import Summary
from bookwright.service.textbook.run import run_textbook
from bookwright.service.textbook.settings import BookSettings
from tests.endpoint.client import Endpoint
from tests.service.conftest import PROSE, Silent

LOCKS = """# Locks

A lock is a device that keeps a door shut until its own key is turned in it. A padlock is a lock that can be carried about.
The locksmith must replace a lock after 10 years because worn pins open to other keys. A key that is lost has to be reported within 2 days.

## Keys

A master key is a key that opens every lock of a building. Master keys are kept in a safe because a copy of one opens all doors.
The porter counts the keys every evening, writes their number into a book and signs for it.
"""

Made = Callable[..., Summary]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with a document on sessions and one on locks."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "locks.md").write_text(LOCKS, encoding="utf-8")
    (folder / "sessions.md").write_text(PROSE, encoding="utf-8")
    return folder


@pytest.fixture
def guide(shelf: Path, tmp_path: Path) -> Made:
    """Makes, or goes on with, a study guide in `run`."""

    def make(out: str = "run", **settings: Any) -> Summary:
        book = TextbookSettings(**settings)
        return run_textbook(BookSettings(sources=(str(shelf),), out=tmp_path / out, textbook=book), Silent())

    return make


def book_settings(shelf: Path, out: Path, endpoint: Endpoint, **more: Any) -> BookSettings:
    """What `bookwright textbook` makes of its options, for a book by a model."""
    choice = ModelChoice(name="scripted", base_url=endpoint.url, key=SecretStr("any"))
    patience = Patience(attempts=2, pause=0.01)
    return BookSettings(**{"sources": (str(shelf),), "out": out, "model": choice, "patience": patience} | more)
