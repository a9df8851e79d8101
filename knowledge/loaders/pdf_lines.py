"""The lines of a PDF page: their text, and where and how large they stand."""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

from bookwright.knowledge.loaders.characters import fold, superscript

HYPHEN = "\ufffe"
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
PAGE_NUMBER = re.compile(r"[\W_]*(?:page|seite|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?[\W_]*", re.IGNORECASE)
LEADERS = re.compile(r"(?:\.[ ]?){5,}\s*(?:\d+|[ivxlc]+)?\s*$")
MARK = re.compile(r"(\w*[^\W\d_]|[.,;:!?)\"”’])(\d{1,3}(?:,\s?\d{1,3})*)(?![\w])[ ]?(?=[.,;:)]|)")
# What share of a page's height its running header and footer may take.
HEAD, FOOT = 0.15, 0.12
MARGIN_LINES = 4


@dataclass(frozen=True)
class Line:
    """One line of text, distances in points from the page's lower left corner.

    A word broken by a hyphen makes one line of two, with U+FFFE where it was broken: then `left` and `top` are those of the first,
    `right` and `bottom` those of the second.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    mono: bool = False


@dataclass(frozen=True)
class PageLines:
    """A page's lines in reading order, its number from 1 and its height."""

    number: int
    height: float
    lines: tuple[Line, ...]


def page_lines(page: PdfPage, number: int) -> PageLines:
    """The lines of a page in the order in which the file draws them, which is the reading order in all but careless files."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        found, start = [], 0
        for raw in text.split("\n"):
            line = line_of(textpage, raw, start, number)
            if line:
                found.append(line)
            start += len(raw) + 1
        return PageLines(number, page.get_height(), tuple(found))
    finally:
        textpage.close()


def line_of(textpage: PdfTextPage, raw: str, start: int, page: int) -> Line | None:
    """The line whose raw text begins at an index of the page's text; None where it shows nothing."""
    if not raw.strip():
        return None
    first = start + len(raw) - len(raw.lstrip())
    last = max(first, start + len(raw.rstrip(f"{HYPHEN} \t\r")) - 1)
    # The indexes of the text and of the characters differ where a character has no text.
    indexes = [pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, index) for index in (first, (first + last) // 2, last)]
    boxes = [box for index in indexes if index >= 0 and (box := box_of(textpage, index))] or [(0.0, 0.0, 0.0, 0.0)]
    looks = [look_of(textpage, index) for index in indexes]
    size = max(Counter(round(look[0], 1) for look in looks).most_common(), key=lambda counted: (counted[1], counted[0]))[0]
    text = tidy(without_marks(textpage, raw, start, size))
    if not text:
        return None
    return Line(
        text=text,
        page=page,
        left=boxes[0][0],
        right=boxes[-1][1],
        bottom=min(box[2] for box in boxes),
        top=max(box[3] for box in boxes),
        size=size,
        bold=all(look[1] for look in looks),
        mono=all(look[2] for look in looks),
    )


def tidy(raw: str) -> str:
    """The text of a line: white space folded, ligatures spelt out, unseen characters gone but for the mark of a broken word."""
    return HYPHEN.join(fold(part) for part in raw.split(HYPHEN)).translate(LIGATURES)


def without_marks(textpage: PdfTextPage, raw: str, start: int, size: float) -> str:
    """The raw text of a line without its footnote marks: small raised numbers behind a word. Behind a short word they are powers: m²."""
    pieces, end = [], 0
    for mark in MARK.finditer(raw):
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, start + mark.start(2))
        before = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, start + mark.start(2) - 1)
        if is_raised(textpage, index, before, size):
            power = re.fullmatch(r"\w{1,2}", mark.group(1)) is not None
            pieces += [raw[end : mark.start(2)], superscript(mark.group(2)) if power else ""]
            end = mark.end(2) if power else mark.end()
    return "".join([*pieces, raw[end:]])


def is_raised(textpage: PdfTextPage, index: int, before: int, size: float) -> bool:
    """Whether a character is smaller than its line and stands above the foot of the one before it."""
    if look_of(textpage, index)[0] > 0.85 * size:
        return False
    box, neighbour = box_of(textpage, index), box_of(textpage, before)
    return box is not None and neighbour is not None and box[2] > neighbour[2] + 0.15 * size


def box_of(textpage: PdfTextPage, index: int) -> tuple[float, float, float, float] | None:
    """A character's left, right, bottom and top."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
        return None
    return box.left, box.right, box.bottom, box.top


def look_of(textpage: PdfTextPage, index: int) -> tuple[float, bool, bool]:
    """A character's size on the page, and whether its font is bold and whether it is of one width."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(textpage, index, matrix):
        scale = max(abs(matrix.d), abs(matrix.b)) or 1.0
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(textpage, index, buffer, 128, flags)
    font = buffer.value.decode("utf-8", "replace").lower()
    bold = pdfium.FPDFText_GetFontWeight(textpage, index) >= 600 or any(word in font for word in ("bold", "black", "heavy"))
    mono = any(word in font for word in ("mono", "courier", "consol", "menlo", "typewriter", "cmtt"))
    return pdfium.FPDFText_GetFontSize(textpage, index) * scale, bold, mono


def without_margins(pages: Sequence[PageLines]) -> list[PageLines]:
    """The pages without running headers and footers, page numbers and the dotted lines of a table of contents."""
    shared: Counter[str] = Counter()
    for page in pages:
        shared.update({shape(line.text) for line in outer(page)})
    least = max(3, len(pages) // 10)
    cleaned = []
    for page in pages:
        edge = set(outer(page))
        kept = tuple(
            line
            for line in page.lines
            if not LEADERS.search(line.text)
            and not (line in edge and (shared[shape(line.text)] >= least or PAGE_NUMBER.fullmatch(line.text)))
        )
        cleaned.append(PageLines(page.number, page.height, kept))
    return cleaned


def outer(page: PageLines) -> list[Line]:
    """The lines that may belong to the margin: the highest and the lowest few, as far as they stand near the edge."""
    ordered = sorted(page.lines, key=lambda line: -line.top)
    top = [line for line in ordered[:MARGIN_LINES] if line.bottom > page.height * (1 - HEAD)]
    return top + [line for line in ordered[-MARGIN_LINES:] if line.top < page.height * FOOT]


def shape(text: str) -> str:
    """A text with its numbers alike, so that the same footer on two pages is the same."""
    return re.sub(r"\d+", "#", text.casefold())
