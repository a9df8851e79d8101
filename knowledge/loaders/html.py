"""HTML: one walk over the tree that knows headings, lists, code, tables and captions, and leaves out what is marked as boilerplate."""

import html
import re
from dataclasses import dataclass, field

from lxml import etree

from bookwright.knowledge.document import Block, BlockKind, Parsed
from bookwright.knowledge.loaders.characters import decode, fold, lines, superscript

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
# fmt: off
INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
        "mark", "math", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "time", "tt", "u", "var",
        "wbr",
    }
)
BOLD = frozenset({"b", "dfn", "strong"})
DROPPED = frozenset(
    {
        "annotation", "area", "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "meter", "nav", "noframes",
        "noscript", "object", "optgroup", "option", "param", "progress", "rp", "rt", "script", "select", "style", "svg", "template",
        "textarea", "title", "track", "video",
    }
)
DROPPED_ROLES = frozenset(
    {
        "banner", "complementary", "contentinfo", "doc-backlink", "doc-noteref", "doc-toc", "navigation", "search",
    }
)
NOTE_CLASSES = frozenset(
    {
        "anchor-link", "footnote-backref", "footnote-ref", "footnote-reference", "headerlink", "noteref", "pilcrow", "reference",
    }
)
# fmt: on
MARGINS = frozenset({"header", "footer", "aside"})
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
XHTML = re.compile(r"\s*<\?xml\b|\s*(?:<!DOCTYPE[^>\[]*>\s*)?<html\b[^>]*\bxmlns\s*=", re.IGNORECASE)
NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
CAPTIONED = {"caption", "filename", "figcaption", "figure-caption"}
STRUCTURE = tuple(f"{{*}}{tag}" for tag in ("table", "ul", "ol", "pre", "p", "div", "h1", "h2", "h3", "h4"))


def load(data: bytes) -> Parsed:
    """The blocks of an HTML page; title and language are the page's own."""
    root = tree(text_of(data))
    if root is None:
        return Parsed(media_type="text/html", blocks=())
    title = next((fold(words(found)) for found in root.iter("{*}title") if name(found.getparent()) == "head"), "")
    language = re.match(r"[A-Za-z]{2}\b", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return Parsed(
        media_type="text/html",
        blocks=tuple(blocks(root)),
        title=title or None,
        language=language.group().lower() if language else None,
    )


def text_of(data: bytes) -> str:
    """The text of a page: the encoding it declares, unless a byte order mark or plain UTF-8 say otherwise."""
    declared = CHARSET.search(data[:2048])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-8") if b"\0" not in data[:2048] else decode(data)
        except UnicodeDecodeError:
            try:
                return data.decode(declared.group(1).decode("ascii"), "replace")
            except LookupError:
                pass
    return decode(data)


def tree(text: str) -> etree._Element | None:
    """The tree of an HTML text, None where it holds nothing. Well-formed XHTML is read as such, since there `<title/>` is closed."""
    if not text.strip():
        return None
    if XHTML.match(text):
        try:
            return etree.fromstring(NAMED_ENTITY.sub(_resolved, text).encode("utf-8", "replace"), _xml_parser())
        except etree.XMLSyntaxError:
            pass
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return None


def _xml_parser() -> etree.XMLParser:
    """A parser that fetches nothing and expands no entity of the document's own. The text is UTF-8 by now, whatever it declares."""
    return etree.XMLParser(encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True)


def _resolved(entity: re.Match[str]) -> str:
    """A named character of HTML, which XML alone does not know."""
    return entity.group() if entity.group(1) in XML_NAMES else html.unescape(entity.group())


def blocks(root: etree._Element) -> list[Block]:
    """The blocks under an element, in reading order; of the whole page or of its `<main>`, where it has one with text."""
    main = next((found for found in root.iter("{*}main") if fold(words(found))), root)
    walk = Walk()
    walker = etree.iterwalk(main, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if walk.enter(element):
                walk.skipped = element
                walker.skip_subtree()
        else:
            walk.leave(element, within=element is not main)
    walk.flush()
    return walk.blocks


@dataclass
class Place:
    """What the text met here is. The second block of a list item is a paragraph, so a place of ITEM is used up by its first."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


@dataclass
class Walk:
    """The state of one walk: the places open, the text since the last block, and the blocks made."""

    blocks: list[Block] = field(default_factory=list)
    places: list[Place] = field(default_factory=lambda: [Place()])
    pieces: list[str] = field(default_factory=list)
    key_terms: list[str] = field(default_factory=list)
    worded: bool = False
    depth: int = 0
    articles: int = 0
    term: str = ""
    skipped: etree._Element | None = None

    def enter(self, element: etree._Element) -> bool:
        """Takes in the start of an element; True when its inside has been dealt with."""
        tag = name(element)
        if self.is_boilerplate(tag, element):
            return True
        if tag not in INLINE:
            if self.enter_leaf(tag, element):
                return True
            self.open(tag, element)
        elif tag in BOLD:
            self.key_terms.append(fold(words(element)))
        self.say(element.text)
        return False

    def enter_leaf(self, tag: str, element: etree._Element) -> bool:
        """Deals with the elements that are read whole; False for all others."""
        if tag in ("br", "hr"):
            self.pieces.append(" ")
        elif tag == "img":
            self.pieces.append(f" {element.get('alt') or ''} ")
        elif tag == "sup":
            noted = any((link.get("href") or "").startswith("#") for link in element.iter("{*}a"))
            self.say("" if noted else superscript(words(element)))
        elif tag == "pre":
            self.emit(BlockKind.CODE, verbatim(element))
        elif tag == "table" and not any(next(element.iterdescendants(inner), None) is not None for inner in STRUCTURE):
            self.emit(BlockKind.CAPTION, " ".join(fold(words(caption)) for caption in element.iter("{*}caption")))
            self.emit(BlockKind.TABLE, table_text(element))
        else:
            return False
        return True

    def open(self, tag: str, element: etree._Element) -> None:
        """Opens the place that a block element is."""
        self.flush()
        self.depth += tag in LISTS
        self.articles += tag in ("article", "main", "section")
        if tag in HEADINGS:
            place = Place(BlockKind.HEADING, HEADINGS[tag])
        elif tag in ("li", "dt", "dd"):
            place = Place(BlockKind.ITEM, max(self.depth, 1))
        elif tag in ("figcaption", "caption") or CAPTIONED & set((element.get("class") or "").split()):
            place = Place(BlockKind.CAPTION)
        else:
            place = self.places[-1]
        self.places.append(place)

    def leave(self, element: etree._Element, within: bool) -> None:
        """Takes in the end of an element and, inside the part walked, the text behind it."""
        tag = name(element)
        if element is self.skipped:
            self.skipped = None
        elif tag not in INLINE:
            if tag == "dt":
                self.hold_term()
            self.flush()
            self.depth -= tag in LISTS
            self.articles -= tag in ("article", "main", "section")
            self.places.pop()
        if within:
            self.say(element.tail)

    def is_boilerplate(self, tag: str, element: etree._Element) -> bool:
        """Whether the page itself marks the element as something other than its content."""
        if not tag or tag in DROPPED or "hidden" in element.attrib or element.get("aria-hidden") == "true":
            return True
        if element.get("role") in DROPPED_ROLES or HIDDEN.search(element.get("style") or ""):
            return True
        if tag == "a":
            return bool(NOTE_CLASSES & set((element.get("class") or "").split())) or (element.text or "").strip() in ("¶", "§", "#")
        return tag in MARGINS and not self.articles and next(element.iter("{*}h1"), None) is None

    def say(self, text: str | None) -> None:
        """Adds running text."""
        if text:
            self.pieces.append(text)
            self.worded = self.worded or not text.isspace()

    def hold_term(self) -> None:
        """Keeps the term of a definition until its text comes."""
        term = fold("".join(self.pieces))
        self.pieces.clear()
        self.term = f"{self.term}, {term}" if self.term and term else self.term or term

    def flush(self) -> None:
        """Makes a block of the text since the last one. Text that is only an image's description is a caption."""
        text, worded = fold("".join(self.pieces)), self.worded
        key_terms = tuple(dict.fromkeys(term for term in self.key_terms if term and term in text))
        self.pieces.clear()
        self.key_terms.clear()
        self.worded = False
        if not text:
            return
        place = self.places[-1]
        if self.term:
            text, self.term = f"{self.term.rstrip(':')}: {text}", ""
        kind = BlockKind.CAPTION if not worded and place.kind is BlockKind.PARAGRAPH else place.kind
        self.blocks.append(Block(kind=kind, text=text, level=place.level, key_terms=key_terms))
        if place.kind is BlockKind.ITEM:
            place.kind, place.level = BlockKind.PARAGRAPH, 0

    def emit(self, kind: BlockKind, text: str) -> None:
        """Makes a block of its own."""
        self.flush()
        if text.strip():
            self.blocks.append(Block(kind=kind, text=text))


def words(element: etree._Element, between: str = "") -> str:
    """All text inside an element."""
    return between.join(str(text) for text in element.itertext())


def name(element: etree._Element | None) -> str:
    """The element's tag without its namespace, in small letters; empty for comments and the like."""
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def verbatim(element: etree._Element) -> str:
    """The text of an element with its lines kept."""
    pieces: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces.append("\n" if name(inner) == "br" else inner.text or "")
        elif inner is not element:
            pieces.append(inner.tail or "")
    return lines("".join(pieces))


def table_text(table: etree._Element) -> str:
    """The rows of a table on lines, the cells of a row joined by " | "."""
    rows = []
    for row in table.iter("{*}tr"):
        cells = [fold(words(cell, " ")) for cell in row if name(cell) in ("td", "th")]
        if any(cells):
            rows.append(" | ".join(cells))
    return "\n".join(rows)
