"""What a file is, by its name and by its first bytes, which must agree."""

import io
import re
import zipfile
from pathlib import PurePosixPath

from bookwright.errors import DocumentError

KINDS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain",
    ".text": "plain",
    ".rst": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".epub": "epub",
}
NAMES = {"markdown": "Markdown", "plain": "plain text", "html": "HTML", "pdf": "PDF", "docx": "a Word document", "epub": "an EPUB book"}
ENDINGS = {"markdown": ".md", "plain": ".txt", "html": ".html", "pdf": ".pdf", "docx": ".docx", "epub": ".epub"}
FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls or .ppt)"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"%!PS", "PostScript"),
)
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
HEAD = 4096


def kind_by_name(name: str) -> str | None:
    """The kind that a file's ending says: a loader's name, or None."""
    return KINDS.get(PurePosixPath(name).suffix.lower())


def sniff(name: str, data: bytes) -> str:
    """The kind of a file: the name of its loader. DocumentError where it is none, or another than its ending says."""
    ending = PurePosixPath(name).suffix.lower()
    named = KINDS.get(ending)
    if named is None:
        raise DocumentError(name, f"{ending or 'no ending'} is not a type that can be read", f"readable are {' '.join(KINDS)}")
    if not data:
        raise DocumentError(name, "is empty (0 bytes)")
    held = kind_by_content(name, data)
    # Markdown may begin with HTML, and a page may begin without saying that it is one.
    if held == named or {held, named} <= {None, "markdown", "plain"} or (held, named) in (("html", "markdown"), (None, "html")):
        return named
    if held is None:
        raise DocumentError(name, f"is named {ending} but holds {NAMES['plain']}", "rename it to .txt, or get it again if it is damaged")
    raise DocumentError(name, f"is named {ending} but holds {NAMES[held]}", f"rename it to {ENDINGS[held]}")


def kind_by_content(name: str, data: bytes) -> str | None:
    """The kind that the bytes show, None for text of no evident kind; DocumentError for what is no document at all."""
    head = data[:HEAD].removeprefix(MARKS[0])
    # Readers of PDF accept up to a kilobyte before the mark, and some producers write it.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return archive_kind(name, data)
    for mark, what in FOREIGN:
        if head.startswith(mark):
            raise DocumentError(name, f"holds {what}, which cannot be read", "convert it to PDF, DOCX, HTML or text")
    if is_binary(head):
        raise DocumentError(name, "holds binary data, no text", "leave it out")
    plain = head.replace(b"\0", b"").lstrip(b"\xff\xfe") if head.startswith(MARKS[1:]) else head
    return "html" if PAGE.match(plain) else None


def archive_kind(name: str, data: bytes) -> str:
    """The kind of a ZIP archive, by the names inside it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(name, "is a damaged archive", "get it again from where it came from") from error
    if "META-INF/container.xml" in members:
        return "epub"
    if "word/document.xml" in members:
        return "docx"
    raise DocumentError(name, "holds a ZIP archive that is neither DOCX nor EPUB", "unpack it and name the files in it")


def is_binary(head: bytes) -> bool:
    """Whether bytes are no text in any encoding: many controls, or zero bytes that are not those of UTF-16."""
    if head.startswith(MARKS):
        return False
    controls = sum(byte < 32 and byte not in (0, 9, 10, 12, 13, 27) for byte in head)
    zeros = head.count(0)
    even, odd = head[::2].count(0), head[1::2].count(0)
    wide = zeros > 0 and max(even, odd) > 0.4 * (len(head) // 2) and min(even, odd) < 0.05 * len(head)
    return controls > 0.02 * len(head) or (zeros > 0 and not wide)
