"""The reader: every file ends as a document or as one line, and no child outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from bookwright.errors import BookwrightError, DocumentError
from bookwright.knowledge.document import Document, text_sha256
from bookwright.knowledge.exchange import ParseLimits
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.sources import SourceFile, list_files

ENGLISH = "The committee met in the spring and found that the harbour was in need of much repair before the winter. " * 2
GERMAN = "Der Ausschuss trat im Frühjahr zusammen und stellte fest, dass der Hafen vor dem Winter dringend repariert werden müsse. " * 2
# Markdown of so many items takes its parser far longer than any limit here.
SLOW = "- a b c\n" * 200_000


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, str | bytes]], list[SourceFile]]:
    def fill(contents: dict[str, str | bytes]) -> list[SourceFile]:
        for name, content in contents.items():
            (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return list_files([tmp_path])

    return fill


def parsers() -> list[psutil.Process]:
    """The parser processes of this process; other children are none of our concern."""
    return [child for child in psutil.Process().children() if "bookwright.knowledge.parse_worker" in child.cmdline()]


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    yield
    assert parsers() == []


Folder = Callable[[dict[str, str | bytes]], list[SourceFile]]


def test_files_become_documents_in_order(
    folder: Folder, make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes], make_epub: Callable[..., bytes]
) -> None:
    files = folder(
        {
            "a.md": f"---\nlicense: MIT\n---\n# Harbour\n\n{ENGLISH}",
            "b.txt": GERMAN.encode("latin-1"),
            "c.html": f"<html><title>Page</title><p>{ENGLISH}",
            "d.docx": make_docx([("Heading 1", "Word"), ("Normal", ENGLISH)]),
            "e.epub": make_epub([f"<p>{ENGLISH}</p>"], title="Book"),
            "f.pdf": make_pdf([[(0, 11, 72, 700 - 13 * line, ENGLISH[:80]) for line in range(6)]], title="The Paper"),
        }
    )
    files[0] = replace(files[0], path=files[0].path.rename(files[0].path.with_name(os.fsdecode(b"gr\xf6\xdfer.md"))))
    found = list(read_documents(files))
    assert [file for file, _ in found] == files
    documents = [document for _, document in found if isinstance(document, Document)]
    assert [(document.path, document.title, document.language) for document in documents] == [
        ("a.md", "Harbour", "en"),
        ("b.txt", "b.txt", "de"),
        ("c.html", "Page", "en"),
        ("d.docx", "Word", "en"),
        ("e.epub", "Book", "en"),
        ("f.pdf", "The Paper", "en"),
    ]
    assert documents[0].licence == "MIT"
    assert all(document.id == text_sha256(document.text) for document in documents)


def test_a_licence_that_is_given_goes_before_that_of_the_file(folder: Folder) -> None:
    [(_, document)] = read_documents(folder({"a.md": f"---\nlicense: MIT\n---\n{ENGLISH}"}), licence="CC-BY-4.0", workers=1)
    assert isinstance(document, Document)
    assert document.licence == "CC-BY-4.0"


def test_files_that_cannot_be_read_have_their_line_and_the_others_go_on(folder: Folder) -> None:
    contents = {
        "a.pdf": "<html><p>x",
        "b.md": "Too few words.",
        "c.txt": b"",
        "d.pdf": b"%PDF-1.7 broken",
        "e.md": ENGLISH,
        "f.md": ENGLISH,
    }
    files = folder(contents)
    files[4].path.unlink()
    found = {
        file.name: str(outcome) if isinstance(outcome, DocumentError) else "read" for file, outcome in read_documents(files, workers=1)
    }
    assert found == {
        "a.pdf": "a.pdf: is named .pdf but holds HTML; rename it to .html",
        "b.md": "b.md: holds only 3 words; nothing can be asked of so little",
        "c.txt": "c.txt: is empty (0 bytes)",
        "d.pdf": "d.pdf: is damaged; get it again, or print it to a new PDF",
        "e.md": "e.md: cannot be opened (No such file or directory); check its permissions",
        "f.md": "read",
    }


def test_no_files_need_no_child() -> None:
    assert list(read_documents([])) == []


def test_a_file_that_takes_too_long_or_says_too_much_is_given_up(folder: Folder) -> None:
    files = folder({"a.md": SLOW, "b.txt": ENGLISH * 60, "c.txt": "word\n\n" * 1_100 + ENGLISH, "d.md": ENGLISH})
    limits = ParseLimits(seconds=0.5, text_mb=0.01)
    reasons = [getattr(outcome, "reason", "read") for _, outcome in read_documents(files[:1], limits=ParseLimits(seconds=0.5))]
    reasons += [
        getattr(outcome, "reason", "read") for _, outcome in read_documents(files[1:], limits=limits.model_copy(update={"seconds": 20}))
    ]
    assert reasons == ["takes longer than 0.5 s to read", "holds more than 0.01 MB of text", "falls into more than 1,000 pieces", "read"]


def test_a_parser_that_dies_costs_one_file_and_is_replaced(folder: Folder) -> None:
    files = folder({"a.md": ENGLISH, "b.md": SLOW, "c.md": ENGLISH})
    reading = read_documents(files, workers=1)
    assert isinstance(next(reading)[1], Document)
    [child] = parsers()
    child.send_signal(signal.SIGSEGV)
    _, outcome = next(reading)
    assert isinstance(outcome, DocumentError)
    assert str(outcome).startswith("b.md: made its parser crash; it is damaged, or needs more than")
    assert isinstance(next(reading)[1], Document)
    reading.close()


def test_children_are_gone_when_the_reading_is_given_up(folder: Folder) -> None:
    reading = read_documents(folder({"a.md": ENGLISH, "b.md": SLOW, "c.md": SLOW}), workers=2)
    next(reading)
    assert len(parsers()) == 2
    reading.close()
    assert parsers() == []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_children_are_gone_when_the_parent_is_stopped(folder: Folder, tmp_path: Path, end: signal.Signals) -> None:
    folder({"a.md": ENGLISH, "b.md": SLOW, "c.md": SLOW})
    program = (
        "import pathlib, sys\n"
        "from bookwright.knowledge.reader import read_documents\n"
        "from bookwright.knowledge.sources import list_files\n"
        "for file, _ in read_documents(list_files([pathlib.Path(sys.argv[1])])):\n"
        "    print(file.name, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "a.md\n"
        children = psutil.Process(parent.pid).children()
        assert len(children) == 2
        parent.send_signal(end)
        parent.communicate(timeout=60)
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == []


def test_a_parser_that_does_not_start_is_no_fault_of_the_file(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(BookwrightError, match="the parser process does not start"):
        list(read_documents(folder({"a.md": ENGLISH})))


def test_a_child_has_no_secret_of_the_users(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    reading = read_documents(folder({"a.md": ENGLISH, "b.md": ENGLISH}), workers=1)
    next(reading)
    [child] = parsers()
    assert "canary" not in str(child.environ())
    reading.close()


def test_the_one_who_asks_may_take_longer_than_the_limit(folder: Folder) -> None:
    big = {f"{letter}.txt": ENGLISH * 2_000 for letter in "abc"}
    outcomes = []
    for _, outcome in read_documents(folder(big), limits=ParseLimits(seconds=1.5)):
        outcomes.append(type(outcome))
        time.sleep(2 if len(outcomes) == 1 else 0)
    assert outcomes == [Document] * 3
