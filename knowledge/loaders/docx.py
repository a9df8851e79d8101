"""DOCX: paragraphs, lists and tables of a Word document in order, headings by their styles."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from bookwright.knowledge.document import Block, BlockKind, Parsed
from bookwright.knowledge.loaders.archive import damaged, open_archive
from bookwright.knowledge.loaders.characters import fold, lines

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
CODE = re.compile(r"\b(?:code|source|preformatted|verbatim|macro)\b", re.IGNORECASE)
LISTED = re.compile(r"list(?: bullet| number| continue| paragraph)? ?(\d)?", re.IGNORECASE)
BULLET = re.compile(r"[•‣◦▪–*-][ \t]+(?=\S)")
RUN_TEXT = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Text that was struck out in review, and the copy of a text box kept for old programs.
UNSEEN = frozenset({qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})


def load(data: bytes) -> Parsed:
    """The blocks of a Word document; its title is that of its properties."""
    with open_archive(data):
        pass
    try:
        document = docx.Document(io.BytesIO(data))
        found = tuple(joined_code(body_blocks(document)))
        title = fold(document.core_properties.title or "")
    except (KeyError, ValueError, TypeError, AttributeError, LookupError, OSError, EOFError, RuntimeError, zipfile.BadZipFile) as error:
        raise damaged() from error
    except (etree.LxmlError, docx.exceptions.PythonDocxError, zipfile.LargeZipFile) as error:
        raise damaged() from error
    return Parsed(media_type=MEDIA_TYPE, blocks=found, title=title or None)


def body_blocks(document: WordDocument) -> Iterator[Block]:
    """The blocks of the document's body, those inside content controls too; a table of contents is not text."""
    body = document.element.body
    walker = etree.iterwalk(body, events=("start",), tag=(qn("w:p"), qn("w:tbl"), qn("w:sdt")))
    for _, element in walker:
        if element.tag == qn("w:sdt"):
            if any("contents" in (gallery.get(qn("w:val")) or "").lower() for gallery in element.iter(qn("w:docPartGallery"))):
                walker.skip_subtree()
            continue
        walker.skip_subtree()
        if element.tag == qn("w:tbl"):
            yield Block(kind=BlockKind.TABLE, text=table_text(Table(element, document)))
        else:
            yield paragraph_block(Paragraph(element, document._body))


def paragraph_block(paragraph: Paragraph) -> Block:
    """The block that a paragraph is, by its style."""
    style = style_names(paragraph)
    raw = "" if any(name.startswith("toc ") for name in style) else run_text(paragraph._p)
    heading = next((match for name in style if (match := HEADING.fullmatch(name))), None)
    if heading:
        return Block(kind=BlockKind.HEADING, text=fold(raw), level=max(int(heading.group(1)), 1))
    if "title" in style:
        return Block(kind=BlockKind.HEADING, text=fold(raw), level=1)
    if "caption" in style:
        return Block(kind=BlockKind.CAPTION, text=fold(raw))
    if any(CODE.search(name) for name in style):
        return Block(kind=BlockKind.CODE, text=lines(raw))
    depth = list_depth(paragraph, style)
    text = fold(BULLET.sub("", raw.lstrip(), count=1)) if depth else fold(raw)
    return Block(kind=BlockKind.ITEM if depth else BlockKind.PARAGRAPH, text=text, level=depth)


def style_names(paragraph: Paragraph) -> list[str]:
    """The names of a paragraph's style and of those it is based on, in small letters, nearest first."""
    names: list[str] = []
    style = paragraph.style
    # A damaged file may base a style on itself.
    while style is not None and len(names) < 10:
        names.append((style.name or "").lower())
        style = style.base_style
    return names


def list_depth(paragraph: Paragraph, style: list[str]) -> int:
    """How deep in lists a paragraph stands, 0 where it stands in none."""
    numbering = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbering is not None:
        number, level = (numbering.find(qn(tag)) for tag in ("w:numId", "w:ilvl"))
        if number is not None and number.get(qn("w:val")) == "0":
            return 0
        return 1 + int(level.get(qn("w:val"), "0") if level is not None else 0)
    match = next((match for name in style if (match := LISTED.fullmatch(name))), None)
    return int(match.group(1) or 1) if match else 0


def run_text(element: etree._Element) -> str:
    """The text of a paragraph with its links and insertions, without deletions, field codes and footnote marks."""
    pieces: list[str] = []
    walker = etree.iterwalk(element, events=("start",))
    for _, inner in walker:
        if inner.tag in UNSEEN:
            walker.skip_subtree()
        elif inner.tag == qn("w:t"):
            pieces.append(inner.text or "")
        elif inner.tag in RUN_TEXT and inner.getparent().tag == qn("w:r"):
            pieces.append(RUN_TEXT[inner.tag])
    return "".join(pieces)


def table_text(table: Table) -> str:
    """The rows of a table on lines, the cells joined by " | "; a cell that spans columns or rows counts once, where it begins."""
    rows = []
    for row in table._tbl.tr_lst:
        cells = [" ".join(fold(run_text(inner)) for inner in cell.iter(qn("w:p"))) for cell in row.tc_lst if cell.vMerge != "continue"]
        if any(cell.strip() for cell in cells):
            rows.append(" | ".join(fold(cell) for cell in cells))
    return "\n".join(rows)


def joined_code(found: Iterator[Block]) -> Iterator[Block]:
    """The blocks, with code that stands on neighbouring paragraphs as one."""
    held: list[str] = []
    for block in found:
        if block.kind is BlockKind.CODE:
            held.append(block.text)
            continue
        if held:
            yield Block(kind=BlockKind.CODE, text="\n".join(held))
            held.clear()
        if block.text:
            yield block
    if held:
        yield Block(kind=BlockKind.CODE, text="\n".join(held))
