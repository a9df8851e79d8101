"""What a file is: its name and its content must agree."""

from collections.abc import Callable

import pytest

from bookwright.errors import DocumentError
from bookwright.knowledge.sniff import kind_by_name, sniff

PDF = b"%PDF-1.7\n..."
PAGE = b"<!DOCTYPE html>\n<html><p>x</p></html>"
TEXT = "Nothing but a sentence, größer.".encode()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.md", TEXT, "markdown"),
        ("a.Markdown", b"<html>\n\n# Text", "markdown"),
        ("a.txt", TEXT, "plain"),
        ("a.rst", TEXT, "plain"),
        ("a.txt", "größer".encode("utf-16"), "plain"),
        ("a.txt", "grosser".encode("utf-16-le"), "plain"),
        ("a.txt", "größer".encode("latin-1"), "plain"),
        ("a.HTML", PAGE, "html"),
        ("a.htm", b"<p>Only a part", "html"),
        ("a.xhtml", b'<?xml version="1.0"?>\n<!-- x -->\n<html>', "html"),
        ("a.html", "<html>é".encode("utf-16"), "html"),
        ("a.pdf", PDF, "pdf"),
        ("a.pdf", b"\n\n" + PDF, "pdf"),
    ],
)
def test_a_file_that_is_what_it_says(name: str, data: bytes, kind: str) -> None:
    assert sniff(name, data) == kind


def test_office_documents_and_books_are_told_apart_by_what_they_hold(
    make_docx: Callable[..., bytes], make_epub: Callable[..., bytes]
) -> None:
    word, book = make_docx([("Normal", "x")]), make_epub(["<p>x</p>"])
    assert (sniff("a.docx", word), sniff("a.epub", book)) == ("docx", "epub")
    with pytest.raises(DocumentError, match=r"^a.docx: is named .docx but holds an EPUB book; rename it to .epub$"):
        sniff("a.docx", book)


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.pdf", PAGE, "a.pdf: is named .pdf but holds HTML; rename it to .html"),
        ("a.txt", PAGE, "a.txt: is named .txt but holds HTML; rename it to .html"),
        ("b/a.md", PDF, "b/a.md: is named .md but holds PDF; rename it to .pdf"),
        ("a.docx", TEXT, "a.docx: is named .docx but holds plain text; rename it to .txt, or get it again if it is damaged"),
        ("a.pdf", b"", "a.pdf: is empty (0 bytes)"),
        ("a.txt", bytes(range(256)), "a.txt: holds binary data, no text; leave it out"),
        ("a.txt", b"some\0text" * 9, "a.txt: holds binary data, no text; leave it out"),
        ("a.docx", b"\xd0\xcf\x11\xe0....", "a.docx: holds an old Office document (.doc, .xls or .ppt), which cannot be read"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "a.pdf: holds a PNG image, which cannot be read"),
        ("a.epub", b"PK\x03\x04broken", "a.epub: is a damaged archive; get it again"),
        ("a.xlsx", b"PK\x03\x04", "a.xlsx: .xlsx is not a type that can be read; readable are .md"),
        ("LICENSE", TEXT, "LICENSE: no ending is not a type that can be read"),
    ],
)
def test_any_other_file_has_its_own_reason(name: str, data: bytes, line: str) -> None:
    with pytest.raises(DocumentError) as caught:
        sniff(name, data)
    assert str(caught.value).startswith(line)


def test_an_archive_of_something_else_is_named_as_one() -> None:
    empty = b"PK\x05\x06" + bytes(18)
    with pytest.raises(DocumentError, match=r"holds binary data, no text"):
        sniff("a.docx", empty)


@pytest.mark.parametrize(
    ("name", "kind"), [("x/y.MD", "markdown"), ("LICENSE.txt", "plain"), ("COPYING", None), ("a.tar.gz", None), (".md", None)]
)
def test_a_name_alone_says_the_kind(name: str, kind: str | None) -> None:
    assert kind_by_name(name) == kind
