"""EPUB: the pages of the spine in order."""

from collections.abc import Callable

import pytest

from bookwright.errors import DocumentError
from bookwright.knowledge.loaders import epub

Make = Callable[..., bytes]
PROTECTED = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'


def test_pages_come_in_the_order_of_the_spine(make_epub: Make) -> None:
    parsed = epub.load(
        make_epub(["<h1>One</h1><p>Text&nbsp;a.</p>", "<h1>Two</h1><p>Text <a id='x'/>b.</p>"], title="My Book", rights="CC BY 4.0")
    )
    assert [(block.kind.value, block.text) for block in parsed.blocks] == [
        ("heading", "One"),
        ("paragraph", "Text a."),
        ("heading", "Two"),
        ("paragraph", "Text b."),
    ]
    assert (parsed.title, parsed.licence, parsed.language) == ("My Book", "CC BY 4.0", "en")


def test_a_protected_book_says_so(make_epub: Make) -> None:
    locked = PROTECTED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(DocumentError, match="protected by rights management"):
        epub.load(make_epub(["<p>x</p>"], members={"META-INF/encryption.xml": locked}))


def test_a_book_with_obfuscated_fonts_is_free_to_read(make_epub: Make) -> None:
    fonts = PROTECTED.format("http://www.idpf.org/2008/embedding")
    assert epub.load(make_epub(["<p>x</p>"], members={"META-INF/encryption.xml": fonts})).blocks[0].text == "x"


def test_a_page_that_is_not_there_is_passed_over(make_epub: Make) -> None:
    data = make_epub(["<p>x</p>"])
    assert epub.load(data.replace(b"OEBPS/text/p0.xhtml", b"OEBPS/text/p1.xhtml")).blocks == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_a_broken_file_says_so(data: bytes) -> None:
    with pytest.raises(DocumentError, match="is damaged"):
        epub.load(data)
