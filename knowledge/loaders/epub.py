"""EPUB: the pages of the spine in order, each through the HTML walk."""

import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from lxml import etree

from bookwright.errors import DocumentError
from bookwright.knowledge.document import Block, Parsed
from bookwright.knowledge.loaders.archive import damaged, open_archive
from bookwright.knowledge.loaders.characters import fold
from bookwright.knowledge.loaders.html import blocks, text_of, tree, words

PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
# Fonts are obfuscated by these in books that are free to read; everything else under this heading is rights management.
FONT_METHODS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})


def load(data: bytes) -> Parsed:
    """The blocks of a book; title, licence and language are those of its package file."""
    archive = open_archive(data)
    try:
        return read_book(archive)
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        EOFError,
        NotImplementedError,
        UnicodeError,
        RuntimeError,
    ) as error:
        raise damaged() from error


def read_book(archive: zipfile.ZipFile) -> Parsed:
    """The book in an open archive."""
    refuse_protected(archive)
    package_path = next((found.get("full-path") for found in xml(archive, "META-INF/container.xml").iter("{*}rootfile")), None)
    if not package_path:
        raise damaged()
    package = xml(archive, package_path)
    found: list[Block] = []
    for page in spine(package, posixpath.dirname(package_path)):
        root = tree(text_of(archive.read(page))) if page in archive.NameToInfo else None
        found.extend(blocks(root) if root is not None else ())
    return Parsed(
        media_type="application/epub+zip",
        blocks=tuple(found),
        title=stated(package, "title"),
        licence=stated(package, "rights"),
        language=(stated(package, "language") or "")[:2].lower() or None,
    )


def refuse_protected(archive: zipfile.ZipFile) -> None:
    """DocumentError where the book's pages are encrypted."""
    if "META-INF/encryption.xml" not in archive.NameToInfo:
        return
    methods = {method.get("Algorithm") for method in xml(archive, "META-INF/encryption.xml").iter("{*}EncryptionMethod")}
    if methods - FONT_METHODS or "META-INF/rights.xml" in archive.NameToInfo:
        raise DocumentError("document", "is protected by rights management (DRM)", "use a copy without protection")


def spine(package: etree._Element, folder: str) -> list[str]:
    """The paths of a book's pages inside the archive, in reading order, without its table of contents."""
    items = {item.get("id"): item for item in package.iter("{*}item")}
    pages = []
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and item.get("media-type") in PAGES and "nav" not in (item.get("properties") or "").split():
            pages.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))))
    return pages


def stated(package: etree._Element, field: str) -> str | None:
    """What the package file says under a Dublin Core name."""
    return next((text for found in package.iter(f"{{http://purl.org/dc/elements/1.1/}}{field}") if (text := fold(words(found)))), None)


def xml(archive: zipfile.ZipFile, path: str) -> etree._Element:
    """An XML member of the archive, read without entities or network."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(archive.read(path), parser)
