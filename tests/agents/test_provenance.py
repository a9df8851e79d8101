"""Whose code a role is: a change anywhere in a stranger's package is seen, and the project's own counts as its own."""

import importlib
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.extractive import ExtractiveWriter
from bookwright.agents.provenance import package_of, source_sha256, strangers
from bookwright.agents.writer import Writer

ROLE = "from stranger_of_this_test.helper import word\nclass Role:\n    pass\nasync def plain(item: str, *, loud: bool = False) -> str:\n    ...\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stranger's package with a role, a helper and a prompt."""
    folder = tmp_path / "stranger_of_this_test"
    (folder / "inner").mkdir(parents=True)
    for name, text in (("__init__.py", ""), ("role.py", ROLE), ("helper.py", "word = 'a'\n"), ("inner/prompt.md", "Say it.")):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def role() -> Any:
    return importlib.import_module("stranger_of_this_test.role")


@pytest.mark.parametrize("changed", ["role.py", "helper.py", "inner/prompt.md"])
def test_a_change_anywhere_in_a_stranger_s_package_changes_its_hash(package: Path, changed: str) -> None:
    before = strangers([role().Role(), ExtractiveWriter()])
    assert set(before) == {"stranger_of_this_test"}
    assert strangers([role().Role()]) == before
    with (package / changed).open("a", encoding="utf-8") as file:
        file.write("\n# more\n")
    assert strangers([role().Role()]) != before


def test_a_class_an_instance_and_a_function_come_from_their_package(package: Path) -> None:
    found = role()
    roles = (found.Role, found.Role(), found.plain, partial(found.plain, loud=True))
    assert {package_of(one) for one in roles} == {"stranger_of_this_test"}
    assert len({source_sha256(one) for one in roles}) == 1


def test_the_project_s_own_roles_are_no_strangers() -> None:
    assert source_sha256(Writer) == source_sha256(ExtractiveWriter()) == ""
