"""The files of a book on disk."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bookwright.curation.book.book import Book
from bookwright.errors import RunError
from bookwright.knowledge.document import Document
from bookwright.service.book.write import write_book


def test_the_same_book_has_the_same_bytes(tmp_path: Path, book: Book, sources: Mapping[str, Document]) -> None:
    first = write_book(tmp_path / "first", book, sources)
    second = write_book(tmp_path / "second", book, sources)
    assert [path.name for path in first] == ["book.html", "book.md", "chapter-01.md", "chapter-02.md", "whole.md", "book.epub"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(path.name for path in (tmp_path / "first").iterdir()) == sorted(path.name for path in first)


def test_a_shorter_book_leaves_no_chapter_of_the_longer_one(tmp_path: Path, book: Book, sources: Mapping[str, Document]) -> None:
    write_book(tmp_path, book, sources)
    (tmp_path / "notes.md").write_text("a reader's own", encoding="utf-8")
    shorter = {"chapters": book.chapters[:1], "glossary": book.glossary[1:]}
    write_book(tmp_path, book.model_copy(update=shorter), sources)
    assert not (tmp_path / "chapter-02.md").exists()
    assert (tmp_path / "notes.md").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, book: Book, sources: Mapping[str, Document]) -> None:
    (tmp_path / "book").write_text("a file", encoding="utf-8")
    with pytest.raises(RunError, match="book: File exists; make room"):
        write_book(tmp_path / "book", book, sources)
