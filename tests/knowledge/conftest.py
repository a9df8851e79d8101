"""Makers of small real files: PDF by hand-written bytes, DOCX by python-docx, EPUB by zipfile."""

import io
import zipfile
from collections.abc import Callable, Sequence

import docx
import pytest

FONTS = ("Helvetica", "Helvetica-Bold", "Courier")
PdfLine = tuple[int, float, float, float, str]


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """A PDF of pages of lines (font 0 plain, 1 bold or 2 fixed; size; x; y; text), with an outline of (title, page, level) if wanted."""
    return build_pdf


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """A DOCX of (style, text) paragraphs; a list of rows in place of the text is a table."""
    return build_docx


@pytest.fixture
def make_epub() -> Callable[..., bytes]:
    """An EPUB of XHTML bodies in spine order, with further archive members if wanted."""
    return build_epub


def build_pdf(pages: Sequence[Sequence[PdfLine]], outline: Sequence[tuple[str, int, int]] = (), title: str = "") -> bytes:
    objects = ["", "", *(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} >>" for font in FONTS)]
    fonts = " ".join(f"/F{number} {number + 3} 0 R" for number in range(len(FONTS)))
    kids = []
    for page in pages:
        drawn = "\n".join(f"BT /F{font} {size} Tf {x} {y} Td ({escaped(text)}) Tj ET" for font, size, x, y, text in page)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << {fonts} >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(len(objects))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    first = len(objects) + 2
    for number, (entry, page, _) in enumerate(outline):
        following = f"/Next {first + number + 1} 0 R" if number + 1 < len(outline) else ""
        objects.append(f"<< /Title ({escaped(entry)}) /Parent {first - 1} 0 R /Dest [{kids[page]} 0 R /Fit] {following} >>")
    if outline:
        objects.insert(first - 2, f"<< /Type /Outlines /First {first} 0 R /Last {first + len(outline) - 1} 0 R >>")
    objects[0] = "<< /Type /Catalog /Pages 2 0 R" + (f" /Outlines {first - 1} 0 R >>" if outline else " >>")
    if title:
        objects.append(f"<< /Title ({escaped(title)}) >>")
    return written(objects, f"/Info {len(objects)} 0 R" if title else "")


def written(objects: Sequence[str], trailer: str = "") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode("latin-1")
    return bytes(out)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def build_docx(parts: Sequence[tuple[str, str | Sequence[Sequence[str]]]], title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for style, content in parts:
        if isinstance(content, str):
            document.add_paragraph(content, style=style)
            continue
        table = document.add_table(rows=0, cols=len(content[0]))
        for row in content:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def build_epub(bodies: Sequence[str], title: str = "A Book", rights: str = "", members: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(bodies)))
    items = "".join(f'<item id="p{n}" href="text/p{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(bodies)))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata><dc:title>{title}</dc:title><dc:language>en-GB</dc:language><dc:rights>{rights}</dc:rights></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for number, body in enumerate(bodies):
            page = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'
            archive.writestr(f"OEBPS/text/p{number}.xhtml", page)
        for name, text in (members or {}).items():
            archive.writestr(name, text)
    return out.getvalue()
