"""PDF: the text layer of its pages as blocks with page numbers."""

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from bookwright.errors import DocumentError
from bookwright.knowledge.document import Parsed
from bookwright.knowledge.loaders.characters import fold
from bookwright.knowledge.loaders.pdf_blocks import blocks_of
from bookwright.knowledge.loaders.pdf_layout import title_key
from bookwright.knowledge.loaders.pdf_lines import page_lines, without_margins

DEEPEST = 6
MOST_PAGES = 20_000


def load(data: bytes) -> Parsed:
    """The blocks of a PDF; its title is that of its properties. DocumentError where it is locked, broken or holds images alone."""
    document = opened(data)
    try:
        if len(document) > MOST_PAGES:
            raise DocumentError("document", f"has more than {MOST_PAGES} pages", "split it")
        found = [page_lines(document[index], index + 1) for index in range(len(document))]
        if not any(letter.isalnum() for page in found for line in page.lines for letter in line.text):
            raise DocumentError("document", "holds no text, only images of it", "run it through OCR first")
        blocks = blocks_of(without_margins(found), outline_of(document))
        title = fold(document.get_metadata_value("Title"))
    except PdfiumError as error:
        raise DocumentError("document", "is damaged", "get it again, or print it to a new PDF") from error
    finally:
        document.close()
    return Parsed(media_type="application/pdf", blocks=tuple(blocks), title=title if is_title(title) else None)


def opened(data: bytes) -> PdfDocument:
    """The open document."""
    try:
        return pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise DocumentError("document", "is encrypted", "save a copy without a password") from error
        raise DocumentError("document", "is damaged", "get it again, or print it to a new PDF") from error


def outline_of(document: PdfDocument) -> dict[tuple[int, str], int]:
    """The levels, from 1, of the titles in a PDF's outline, by page number and `title_key`."""
    levels: dict[tuple[int, str], int] = {}
    for entry in document.get_toc(max_depth=DEEPEST):
        target = entry.get_dest()
        index = target.get_index() if target else None
        key = title_key(entry.get_title())
        if index is not None and key:
            levels.setdefault((index + 1, key), min(entry.level + 1, DEEPEST))
    return levels


def is_title(title: str) -> bool:
    """Whether the title among a PDF's properties is one, and not the name of the file it was made from."""
    return (
        " " in title and not title.lower().endswith((".doc", ".docx", ".pdf", ".tex", ".indd", ".dvi")) and "untitled" not in title.lower()
    )
