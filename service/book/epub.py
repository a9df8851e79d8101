"""The book as EPUB 3 (W3C, EPUB 3.3): a zip of XHTML pages, made of the same templates as the HTML file.

It is written with the standard library: of the libraries for it, the one that is kept up has a licence that rules it out.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from bookwright import __version__
from bookwright.curation.book.book import Book
from bookwright.knowledge.document import Document, text_sha256
from bookwright.service.book.binding import bound
from bookwright.service.book.html import matter_of
from bookwright.service.book.template import rendered, told
from bookwright.service.book.view import BookView, ChapterView, Citation
from bookwright.service.words import counted

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name: the same book has the same bytes whenever it is written
MODIFIED = "1980-01-01T00:00:00Z"
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class Page:
    """A file of the EPUB: a chapter, the passages that a chapter is the first to cite, or what `name` says."""

    name: str
    title: str
    chapter: ChapterView | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def file(self) -> str:
        """Its name beside the others."""
        return f"{self.name}.xhtml"

    @property
    def exercises(self) -> bool:
        """Whether it has solutions to show."""
        return self.chapter is not None and any(section.exercises for section in self.chapter.sections)

    @property
    def anchors(self) -> list[str]:
        """What other pages can lead to."""
        found = [citation.anchor for citation in self.citations]
        for section in self.chapter.sections if self.chapter else ():
            found.append(section.anchor)
            for exercise in section.exercises:
                found += [exercise.anchor, exercise.solution_anchor]
        return found


def epub_of(book: Book, documents: Mapping[str, Document]) -> bytes:
    """The file's bytes, the same for the same book. InputError where a document that is cited is missing or is another text."""
    view = bound(book, documents)
    pages = _pages(view)
    places = {anchor: page.file for page in pages for anchor in page.anchors} | {entry.anchor: "glossary.xhtml" for entry in view.glossary}
    given = {
        "view": view,
        "pages": pages,
        "at": lambda anchor: f"{places[anchor]}#{anchor}",
        "unfolding": False,
        "xml": True,
        "version": __version__,
        "counted": counted,
    }
    texts = {page.file: rendered("page.xhtml.j2", page=page, **given) for page in pages}
    identifier = uuid5(NAMESPACE_URL, text_sha256("".join(texts.values()))).urn
    package = rendered("package.opf.j2", identifier=identifier, modified=MODIFIED, **given)
    return _zipped({"package.opf": package, "book.css": told("epub.css")} | texts)


def _pages(view: BookView) -> list[Page]:
    """The pages in reading order, the contents after the title page."""
    titles = dict(matter_of(view))
    titles.pop("passages", None)
    chapters = [Page(chapter.anchor, f"{chapter.number} {chapter.title}", chapter=chapter) for chapter in view.chapters]
    cited = [
        Page(f"passages-{number}", f"Cited passages: {title}", citations=citations)
        for number, title in [*((chapter.number, f"chapter {chapter.number}") for chapter in view.chapters), (0, "glossary")]
        if (citations := view.cited_first_in(number))
    ]
    gathered = [Page(name, title) for name, title in titles.items()]
    return [Page("title", view.book.title.strip() or "Untitled"), Page("nav", "Contents"), *chapters, *gathered, *cited]


def _zipped(texts: Mapping[str, str]) -> bytes:
    """The container: its type first and not compressed, as the standard asks for."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(_entry("mimetype", zipfile.ZIP_STORED), "application/epub+zip")
        container.writestr(_entry("META-INF/container.xml"), CONTAINER)
        for name, text in texts.items():
            container.writestr(_entry(f"book/{name}"), text)
    return file.getvalue()


def _entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = compression
    entry.create_system = 3  # Unix, wherever it is written
    return entry
