"""book.epub: a container that readers open, with the same links as the page."""

from collections.abc import Mapping

import pytest

from bookwright.curation.book.book import Book
from bookwright.knowledge.document import Document
from bookwright.service.book.citations import cited
from bookwright.service.book.epub import epub_of
from tests.service.book.reading import XHTML, Epub

OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture(scope="module")
def epub(book: Book, sources: Mapping[str, Document]) -> Epub:
    return Epub(epub_of(book, sources))


def test_its_type_stands_first_and_is_not_compressed(epub: Epub) -> None:
    first = epub.container.infolist()[0]
    assert (first.filename, first.compress_type, epub.container.read(first)) == ("mimetype", 0, b"application/epub+zip")


def test_the_package_names_every_file_and_gives_an_order(epub: Epub) -> None:
    package = epub.pages["book/package.opf"]
    hrefs = {f"book/{href}" for href in package.xpath("//opf:item/@href", namespaces=OPF)}
    assert hrefs == set(epub.names) - {"mimetype", "META-INF/container.xml", "book/package.opf"}
    assert set(package.xpath("//opf:itemref/@idref", namespaces=OPF)) < set(package.xpath("//opf:item/@id", namespaces=OPF))
    assert package.xpath("//opf:item[@properties='nav']/@href", namespaces=OPF) == ["nav.xhtml"]


def test_every_link_leads_somewhere_inside(epub: Epub) -> None:
    links = list(epub.links())
    assert len([anchor for _, _, anchor in links if anchor]) > 20
    for page, file, anchor in links:
        if page == "META-INF/container.xml":
            continue
        assert file in epub.names, (page, file)
        assert not anchor or anchor in epub.ids(file), (page, file, anchor)


def test_no_id_stands_twice_in_a_page(epub: Epub) -> None:
    for name in epub.pages:
        assert len(epub.ids(name)) == len(set(epub.ids(name))), name


def test_every_cited_passage_is_there_once_with_its_words_marked(epub: Epub, book: Book) -> None:
    marked = {
        item.get("id"): "".join(item.find(f".//{XHTML}mark").itertext())
        for name, tree in epub.pages.items()
        if "passages" in name
        for item in tree.iter(f"{XHTML}li")
    }
    evidence = dict.fromkeys(evidence for _, evidence in cited(book))
    assert marked == {f"source-{number}": words.quote for number, words in enumerate(evidence, 1)}


def test_solutions_stand_at_the_end_of_their_chapter(epub: Epub) -> None:
    chapter = epub.words("book/chapter-1.xhtml")
    assert chapter.index("Which browser is the safest?") < chapter.index("Solutions 1.1.1")
    assert "Checked by calculation: 5+6 = 11" in chapter


def test_another_book_has_another_name(epub: Epub, book: Book, sources: Mapping[str, Document]) -> None:
    def identifier(found: Epub) -> str:
        return str(found.pages["book/package.opf"].xpath("string(//dc:identifier)", namespaces=OPF))

    assert identifier(epub).startswith("urn:uuid:")
    assert identifier(epub) != identifier(Epub(epub_of(book.model_copy(update={"title": "Another"}), sources)))
