"""Text of documents and models is data in every form of a book."""

import re
import string
from collections.abc import Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bookwright.agents.items import Claim
from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.textbook.items import Exhibit, ExhibitKind, Part, PartKind, SectionDraft
from bookwright.curation.book.book import Book, Chapter, Entry, Section
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.evidence import Evidence
from bookwright.service.book.epub import epub_of
from bookwright.service.book.html import html_of
from bookwright.service.book.markdown import escaped, markdown_of
from bookwright.service.templating import NOT_IN_XML
from tests.service.book.reading import Epub, Page

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ATTACKS = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% for x in range(9) %}",
    "]]><!-- --> <style>*{}</style>",
    "</mark></blockquote></li></ol>",
    "[here](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example> http://evil.example",
    "&lt;script&gt; &#60; \x00\x1b\u202e\ufffe\ud800",
)
text = st.one_of(
    st.sampled_from(ATTACKS), st.text(alphabet=st.characters(), max_size=60), st.text(alphabet=string.punctuation, max_size=20)
)
words = text.map(lambda found: f"a {found} b".encode("utf-8", "ignore").decode())  # what a loader gives is text that can be written
tables = st.lists(st.tuples(words, words), min_size=1, max_size=3)


def hostile(book: Book, told: str, table: list[tuple[str, str]]) -> tuple[Book, Mapping[str, Document]]:
    """A book of one section that says the same words wherever it can say any."""
    rows = "\n".join(" | ".join(map(in_one_line, row)) for row in table)
    blocks = (
        Block(kind=BlockKind.HEADING, text=told, level=1),
        Block(kind=BlockKind.TABLE, text=rows),
        Block(kind=BlockKind.CODE, text=told),
    )
    document = compose(Parsed(media_type="text/plain", blocks=blocks, title=told), told, told, told)
    evidence = tuple(
        Evidence(document_id=document.id, start=span.start, end=span.end, quote=document.text[span.start : span.end])
        for span in document.spans
    )
    kinds = (ExhibitKind.FIGURE, ExhibitKind.TABLE, ExhibitKind.CODE)
    parts = tuple(
        Part(kind=PartKind.EXHIBIT, title=told, claims=(Claim(text=told, evidence=(index,)),), exhibit=Exhibit(kind=kind, evidence=index))
        for index, kind in enumerate(kinds)
    )
    first = book.sections[0]
    section = Section(
        id="1.1",
        number="1.1",
        title=told,
        objectives=first.objectives,
        prerequisites=(told,),
        draft=SectionDraft(section="1.1", parts=parts, evidence=evidence),
        exercises=tuple(
            posed.model_copy(update={"exercise": posed.exercise.model_copy(update={"question": told, "solution": (Claim(text=told),)})})
            for posed in first.exercises
        ),
        made_by=told,
    )
    entry = Entry(name=told, definition=told, evidence=evidence[:1], defined_in="1.1", made_by=told)
    changed = {
        "title": told,
        "about": told,
        "chapters": (Chapter(number=1, title=told, sections=(section,)),),
        "glossary": (entry,),
        "index": (),
        "documents": (document.id,),
        "makers": {told: told},
    }
    return book.model_copy(update=changed), {document.id: document}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words, tables)
def test_no_text_becomes_an_element_of_the_page(book: Book, told: str, table: list[tuple[str, str]]) -> None:
    plain, attacked = (Page(html_of(*hostile(book, said, rows))) for said, rows in (("plain", [("x", "y")] * len(table)), (told, table)))
    assert [element.tag for element in attacked.tree.xpath("//script | //style | //img | //iframe | //object | //form")] == [
        "style",
        "script",
    ]
    assert attacked.tree.xpath("//script/text()") == plain.tree.xpath("//script/text()")
    assert not [name for element in attacked.tree.iter() for name in element.attrib if name.startswith("on")]
    assert all(target[1:] in attacked.ids for target in attacked.tree.xpath("//@href"))
    assert attacked.words("//header/h1") == in_one_line(NOT_IN_XML.sub("", visible(told)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words, tables)
def test_every_page_of_the_epub_is_still_xml(book: Book, told: str, table: list[tuple[str, str]]) -> None:
    epub = Epub(epub_of(*hostile(book, told, table)))
    assert all(anchor in epub.ids(file) for _, file, anchor in epub.links() if anchor)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words, tables)
def test_no_text_becomes_markup_of_the_markdown(book: Book, told: str, table: list[tuple[str, str]]) -> None:
    pages = markdown_of(*hostile(book, told, table))
    for name, page in pages.items():
        tokens = [inner for token in READER.parse(page) for inner in (token, *(token.children or ()))]
        links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
        assert all(link.startswith("#") if name == "whole.md" else link.partition("#")[0] in pages for link in links)
        assert not [token for token in tokens if token.type == "image"]
        raw = [token.content.strip() for token in tokens if token.type in ("html_inline", "html_block")]
        assert all(re.match(r'<a id="(contents|chapter-|section-|term-)|</a>', found) for found in raw)


@given(text)
def test_escaped_markdown_shows_the_words_themselves(told: str) -> None:
    (paragraph, inline, *_) = READER.parse(f"a {escaped(told)}")
    assert paragraph.type == "paragraph_open"
    assert "".join(child.content for child in inline.children or ()) == f"a {in_one_line(visible(told))}".rstrip()
