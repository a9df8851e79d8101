"""DOCX: what a Word document shows, by its styles."""

import io
import zipfile
from collections.abc import Callable

import pytest

from bookwright.errors import DocumentError
from bookwright.knowledge.loaders import docx

Make = Callable[..., bytes]


def read(data: bytes) -> list[tuple[str, str, int]]:
    return [(block.kind.value, block.text, block.level) for block in docx.load(data).blocks]


def changed(data: bytes, old: str, new: str) -> bytes:
    """The document with a change in its XML."""
    out = io.BytesIO()
    assert old.encode() in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, content.replace(old.encode(), new.encode()) if member == "word/document.xml" else content)
    return out.getvalue()


def test_parts_come_in_order_with_their_kinds(make_docx: Make) -> None:
    data = make_docx(
        [
            ("Title", "The Report"),
            ("Heading 1", "First"),
            ("Normal", "Some  text\tthere."),
            ("List Bullet", "one"),
            ("List Bullet 2", "inner"),
            ("", [["A", "B"], ["1", "2 x"]]),
            ("Caption", "Table 1: Sizes"),
            ("Heading 2", "Second"),
            ("Normal", "More."),
            ("macro", "a = 1"),
            ("macro", "  b = 2"),
        ]
    )
    assert read(data) == [
        ("heading", "The Report", 1),
        ("heading", "First", 1),
        ("paragraph", "Some text there.", 0),
        ("item", "one", 1),
        ("item", "inner", 2),
        ("table", "A | B\n1 | 2 x", 0),
        ("caption", "Table 1: Sizes", 0),
        ("heading", "Second", 2),
        ("paragraph", "More.", 0),
        ("code", "a = 1\n  b = 2", 0),
    ]


def test_a_numbered_paragraph_is_a_list_item(make_docx: Make) -> None:
    numbering = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>point'
    assert read(changed(make_docx([("Normal", "point")]), "<w:r><w:t>point", numbering)) == [("item", "point", 2)]


def test_deleted_text_is_gone_and_inserted_text_and_links_stay(make_docx: Make) -> None:
    runs = (
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id='1'/></w:r>"
    )
    assert read(changed(make_docx([("Normal", "here")]), "<w:r><w:t>here</w:t></w:r>", runs)) == [("paragraph", "new link", 0)]


def test_text_in_content_controls_stays_and_a_table_of_contents_goes(make_docx: Make) -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    contents = "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
    kept, gone = (f"<w:p><w:pPr/><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("kept", "1 Contents"))
    data = make_docx([("Normal", "kept"), ("Normal", "1 Contents")])
    assert read(changed(changed(data, kept, control.format("", kept)), gone, control.format(contents, gone))) == [("paragraph", "kept", 0)]


def test_the_title_is_that_of_the_properties(make_docx: Make) -> None:
    assert docx.load(make_docx([("Normal", "x")], title="Named")).title == "Named"
    assert docx.load(make_docx([("Normal", "x")])).title is None


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_a_broken_file_says_so(data: bytes) -> None:
    with pytest.raises(DocumentError, match="is damaged"):
        docx.load(data)
