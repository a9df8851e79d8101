"""The files of a book on disk, each whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path

from bookwright.curation.book.book import Book
from bookwright.errors import RunError
from bookwright.knowledge.document import Document
from bookwright.service.book.epub import epub_of
from bookwright.service.book.html import html_of
from bookwright.service.book.markdown import markdown_of

PAGES = "chapter-*.md"


def write_book(folder: Path, book: Book, documents: Mapping[str, Document]) -> tuple[Path, ...]:
    """Writes book.html, book.epub, book.md with its chapters, and whole.md, the same bytes for the same book, and says where. Chapters of
    an earlier, longer book are taken out.

    InputError where a document that is cited is missing or is another text; RunError where the folder cannot be written.
    """
    texts = {"book.html": html_of(book, documents)} | markdown_of(book, documents)
    contents = {name: text.encode("utf-8") for name, text in texts.items()} | {"book.epub": epub_of(book, documents)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            _write(folder / name, content)
        for old in folder.glob(PAGES):
            if old.name not in contents:
                old.unlink()
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror}; make room, then give the same command again") from None
    return tuple(folder / name for name in contents)


def _write(path: Path, content: bytes) -> None:
    """A file takes its name when all of it is on disk."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
