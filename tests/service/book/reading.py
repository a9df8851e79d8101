"""The forms of a book as their readers find them."""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree, html

XHTML = "{http://www.w3.org/1999/xhtml}"


class Page:
    """An HTML file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = html.document_fromstring(source)
        self.ids = self.tree.xpath("//@id")

    def words(self, path: str) -> str:
        """The text of the one element at an XPath, a space between what stands in different elements."""
        (found,) = self.tree.xpath(path)
        return " ".join(" ".join(found.itertext()).split())

    def marked(self, anchor: str) -> str:
        """The words marked at an anchor."""
        (found,) = self.tree.xpath(f"//*[@id='{anchor}']//mark")
        return str(found.text_content())


class Epub:
    """An EPUB, every page of it parsed as XML."""

    def __init__(self, data: bytes) -> None:
        self.container = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.container.namelist()
        self.pages = {name: etree.fromstring(self.container.read(name)) for name in self.names if name.endswith((".xhtml", ".opf", ".xml"))}

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Every link as the page that it is on, the file that it leads to, and the anchor there."""
        for name, tree in self.pages.items():
            for target in tree.xpath("//@href | //@src"):
                file, _, anchor = str(target).partition("#")
                yield name, posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name, anchor

    def ids(self, name: str) -> list[str]:
        """The ids of a page."""
        return [str(found) for found in self.pages[name].xpath("//@id")]

    def words(self, name: str) -> str:
        """The text of a page."""
        return " ".join("".join(self.pages[name].itertext()).split())
