"""Whose code a role is: a change anywhere in a stranger's package is seen, and the project's own counts as its own."""

import importlib
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.extractive import ExtractiveWriter
from bookwright.agents.provenance import package_of, source_sha256, strangers
from bookwright.agents.writer import Writer

ROLE = "class Role:\n    pass\n\n\nasync def plain(item: str, *, loud: bool = False) -> str:\n    return item\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stranger's package with a role, a helper and a prompt."""
    folder = tmp_path / f"stranger_of_{tmp_path.name}"
    (folder / "inner").mkdir(parents=True)
    for name, text in (("__init__.py", ""), ("role.py", ROLE), ("helper.py", "word = 'a'\n"), ("inner/prompt.md", "Say it.")):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def roles_of(package: Path) -> Any:
    """The module with its roles."""
    return importlib.import_module(f"{package.name}.role")


@pytest.mark.parametrize("changed", ["role.py", "helper.py", "inner/prompt.md"])
def test_a_change_anywhere_in_a_stranger_s_package_changes_its_hash(package: Path, changed: str) -> None:
    role = roles_of(package).Role()
    before = strangers([role, ExtractiveWriter()])
    assert set(before) == {package.name}
    assert strangers([role]) == before
    with (package / changed).open("a", encoding="utf-8") as file:
        file.write("\n# more\n")
    assert strangers([role]) != before


def test_a_class_an_instance_and_a_function_come_from_their_package(package: Path) -> None:
    found = roles_of(package)
    roles = (found.Role, found.Role(), found.plain, partial(found.plain, loud=True))
    assert {package_of(one) for one in roles} == {package.name}
    assert len({source_sha256(one) for one in roles}) == 1


def test_the_project_s_own_roles_are_no_strangers() -> None:
    assert source_sha256(Writer) == source_sha256(ExtractiveWriter()) == ""
