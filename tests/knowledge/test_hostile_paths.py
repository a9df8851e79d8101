"""Thirty paths that lead out of what the user named: none is followed, and nothing is read or written there."""

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bookwright.errors import DocumentError, InputError
from bookwright.knowledge.loaders import epub, html
from bookwright.knowledge.sources import list_files
from tests.knowledge.test_bombs import CONTAINER, zipped

SECRET = "The vault opens with a silver key."
LINKS = {
    "up.md": "../outside/secret.md",
    "further_up.md": "../../{root}/outside/secret.md",
    "roundabout.md": "./folder/../../outside/secret.md",
    "whole.md": "{base}/outside/secret.md",
    "folder_up": "../outside",
    "parent": "..",
    "top": "/",
    "settings.txt": "/etc/passwd",
    "variables.txt": "/proc/self/environ",
    "memory.txt": "/proc/self/mem",
    "root_of_process": "/proc/self/root",
    "zeros.txt": "/dev/zero",
    "chance.txt": "/dev/urandom",
    "input.txt": "/dev/stdin",
    "self.md": "self.md",
    "gone.md": "nothing/at/all.md",
    "first.md": "second_link.md",
    "second_link.md": "../outside/secret.md",
    "hidden.md": "../outside/.hidden.md",
}
NAMED = ["{base}/in\0side", "{base}/inside/pipe.txt", "{base}/inside/socket.txt", "{base}/inside/../nothing", "/dev/zero"]
REFERENCES = [
    "../../outside/secret.xhtml",
    "{base}/outside/secret.xhtml",
    "file://{base}/outside/secret.xhtml",
    "%2e%2e/%2e%2e/outside/secret.xhtml",
    "..\\..\\outside\\secret.xhtml",
    "x/../../../outside/secret.xhtml",
]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder to read, with one document, a pipe and a socket, and one beside it that is nobody's business."""
    for name, text in (("inside/good.md", "A document."), ("inside/folder/more.md", "Another."), ("outside/secret.md", SECRET)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in (".hidden.md", "secret.xhtml"):
        (tmp_path / "outside" / name).write_text(f"<html><body><p>{SECRET}</p></body></html>", encoding="utf-8")
    os.mkfifo(tmp_path / "inside" / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener, pytest.MonkeyPatch.context() as there:
        there.chdir(tmp_path / "inside")  # the path of a socket must be short
        listener.bind("socket.txt")
    return tmp_path


def filled(path: str, base: Path) -> str:
    return path.replace("{base}", str(base)).replace("{root}", base.name)


def test_there_are_thirty() -> None:
    assert len(LINKS) + len(NAMED) + len(REFERENCES) == 30


def test_no_link_is_followed_out_of_the_folder(base: Path) -> None:
    inside = base / "inside"
    for name, target in LINKS.items():
        (inside / name).symlink_to(filled(target, base))
    assert [file.name for file in list_files([inside])] == ["folder/more.md", "good.md"]


@pytest.mark.parametrize("path", NAMED)
def test_what_is_no_file_or_folder_is_refused_by_one_line(path: str, base: Path) -> None:
    with pytest.raises(InputError) as caught:
        list_files([Path(filled(path, base))])
    assert "\n" not in str(caught.value)


def _book(reference: str) -> bytes:
    item = f"<item id='p' href='{reference}' media-type='application/xhtml+xml'/>"
    package = f"<package><manifest>{item}</manifest><spine><itemref idref='p'/></spine></package>"
    return zipped({"META-INF/container.xml": CONTAINER.encode(), "b.opf": package.encode(), "../../outside/evil.xhtml": b"<p>Evil.</p>"})


def _page(reference: str) -> bytes:
    head = f"<!DOCTYPE html [<!ENTITY secret SYSTEM '{reference}'>]>"
    return (
        f"{head}<html><body><p>A page. &secret;</p><iframe src='{reference}'></iframe><object data='{reference}'/></body></html>".encode()
    )


@pytest.mark.parametrize("load", [lambda path: epub.load(_book(path)), lambda path: html.load(_page(path))], ids=["book", "page"])
@pytest.mark.parametrize("reference", REFERENCES)
def test_a_document_can_name_no_file_beside_itself(
    reference: str, load: Callable[[str], object], base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(base / "inside" / "folder")
    before = sorted(base.rglob("*"))
    read: object = None
    with suppress(DocumentError):
        read = load(filled(reference, base))
    assert SECRET not in str(read)
    assert sorted(base.rglob("*")) == before
