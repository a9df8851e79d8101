"""Markdown: CommonMark with tables, strikethrough and the marks of the common site generators, as plain text blocks."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bookwright.errors import DocumentError
from bookwright.knowledge.document import Block, BlockKind, Parsed
from bookwright.knowledge.loaders import frontmatter
from bookwright.knowledge.loaders.characters import decode, fold, lines, visible
from bookwright.knowledge.loaders.html import blocks as html_blocks
from bookwright.knowledge.loaders.html import tree
from bookwright.knowledge.loaders.inline import SHORTCODE, TAG, TICKED, close_up, is_image, key_terms, plain, plugin

DEEPEST = 80
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
INCLUDE = re.compile(r"[ \t]*\{\{#\w+[^}]*\}\}[ \t]*\n?")
LISTING = re.compile(r'</?Listing\b(?:"[^"]*"|[^">])*>')
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
CAPTION_TAG = re.compile(r"<(?:span|p|div)\b[^>]*\bclass\s*=\s*[\"'][^\"']*\b(?:caption|filename)\b", re.IGNORECASE)
NUMBERED = re.compile(r"(?:Figure|Fig\.|Table|Listing)\s+[A-Z]?[\d.\-–]+(?:[.:]\s.{3,160}|\s.{3,160}(?<![.:;,]))")
MARKER_LINE = re.compile(
    r"^[ \t]*(?::::.*|(?:!!!|\?\?\?)\+?[ \t]+\w.*|\{:[^{}]*\}|\[TOC\]|\[\[toc\]\])[ \t]*$", re.MULTILINE | re.IGNORECASE
)
ALERT = re.compile(r"\[!\w+\][ \t]*\n?")
CHECKBOX = re.compile(r"\[[ xX]\][ \t]+")
DEFINITION = re.compile(r"\n[ ]{0,3}:[ \t]+")


def load(data: bytes) -> Parsed:
    """The blocks of a Markdown file; title, licence and language are those of its front matter."""
    about, body = frontmatter.split(visible(decode(data)).lstrip("\n"))
    return Parsed(
        media_type="text/markdown",
        blocks=tuple(body_blocks(body)),
        title=about.title,
        licence=about.licence,
        language=about.language,
    )


def body_blocks(body: str) -> list[Block]:
    """The blocks of Markdown without its front matter."""
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.use(plugin)
    parser.core.ruler.before("inline", "markers", lambda state: strip_markers(state.tokens))
    tokens = parser.parse(close_up(body))
    # The parser leaves out whatever is nested deeper, without a word.
    if any(token.level >= DEEPEST - 2 for token in tokens):
        raise DocumentError("document", "nests its lists or quotes too deeply", "flatten them")
    return Walk(parser).read(tokens)


def strip_markers(tokens: Sequence[Token]) -> None:
    """Takes out the marks that stand on a line or at the head of a block, before the lines themselves are parsed."""
    for token in tokens:
        if token.type == "inline":
            token.content = CHECKBOX.sub("", ALERT.sub("", MARKER_LINE.sub("", token.content).lstrip("\n"), count=1), count=1)


@dataclass
class Walk:
    """The state of one reading: how deep in lists and quotes, and whether a list item still waits for its first text."""

    parser: MarkdownIt
    blocks: list[Block] = field(default_factory=list)
    depth: int = 0
    quotes: int = 0
    fresh: bool = False
    level: int = 0

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        """The blocks of a token stream."""
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "table_open":
                position = self.read_table(tokens, position)
            elif token.type == "heading_open":
                self.read_heading(tokens, position)
                position += 2
            else:
                self.take(token)
            position += 1
        return self.blocks

    def take(self, token: Token) -> None:
        """Takes in one token outside tables and headings."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.depth -= 1
        elif token.type in ("blockquote_open", "blockquote_close"):
            self.quotes += token.nesting
        elif token.type == "list_item_open":
            self.fresh = True
        elif token.type in ("fence", "code_block"):
            self.emit(BlockKind.CODE, code_text(token))
        elif token.type == "html_block":
            self.blocks.extend(self.from_html(token.content))
        elif token.type == "inline":
            self.read_inline(token)

    def read_heading(self, tokens: Sequence[Token], position: int) -> None:
        """A heading. Inside a quote it heads the quote alone, so it counts only where no text of the section follows the quote."""
        text, level = plain(tokens[position + 1].children or ()), int(tokens[position].tag[1])
        if not self.quotes:
            self.level = level
            self.emit(BlockKind.HEADING, text, level)
        elif ends_section(tokens, position, self.quotes):
            self.emit(BlockKind.HEADING, text, min(max(level, self.level + 1), 6))
        else:
            self.emit(BlockKind.PARAGRAPH, text)

    def read_inline(self, token: Token) -> None:
        """A paragraph, a list item's text, a definition or a caption."""
        children = token.children or []
        text = plain(children)
        if not text:
            return
        if DEFINITION.search("\n" + token.content):
            for line in definitions(self.parser, token.content):
                self.emit(BlockKind.ITEM, line, max(self.depth, 1))
        elif is_caption(token, text):
            self.emit(BlockKind.CAPTION, "" if is_badge(children) else text)
        elif self.fresh:
            self.emit(BlockKind.ITEM, text, self.depth, key_terms(children))
        else:
            self.emit(BlockKind.PARAGRAPH, text, key_terms=key_terms(children))
        self.fresh = False

    def read_table(self, tokens: Sequence[Token], position: int) -> int:
        """A table's rows as lines; gives the position of its end."""
        rows: list[list[str]] = []
        while tokens[position].type != "table_close":
            if tokens[position].type == "tr_open":
                rows.append([])
            elif tokens[position].type == "inline":
                rows[-1].append(plain(tokens[position].children or ()))
            position += 1
        self.emit(BlockKind.TABLE, "\n".join(" | ".join(row) for row in rows if any(row)))
        return position

    def from_html(self, source: str) -> Iterator[Block]:
        """The blocks of an HTML block: those of mdBook's listings, else those of the HTML walk."""
        for listing in LISTING.findall(source):
            fields = {key: html.unescape(value) for key, value in ATTRIBUTE.findall(listing)}
            number, caption, file = fields.get("number"), fields.get("caption"), fields.get("file-name")
            caption = plain(self.parser.parseInline(caption or "")[0].children or ())
            label = ": ".join(part for part in (f"Listing {number}" if number else "", caption or file or "") if part)
            if label:
                yield Block(kind=BlockKind.CAPTION, text=label)
        rest = TAG.sub(" ", SHORTCODE.sub(" ", COMMENT.sub("", LISTING.sub("", source))))
        root = tree(rest)
        if root is not None:
            for block in html_blocks(root):
                yield block if block.kind is BlockKind.CODE else block.model_copy(update={"text": TICKED.sub(r"\1", block.text)})

    def emit(self, kind: BlockKind, text: str, level: int = 0, key_terms: tuple[str, ...] = ()) -> None:
        """Makes a block, unless it holds nothing."""
        if text.strip():
            self.blocks.append(Block(kind=kind, text=text, level=level, key_terms=key_terms))


def ends_section(tokens: Sequence[Token], position: int, quotes: int) -> bool:
    """Whether behind the quotes around a position comes a heading, another quote or nothing."""
    while position < len(tokens) and quotes:
        quotes += tokens[position].nesting if tokens[position].type.startswith("blockquote") else 0
        position += 1
    return position >= len(tokens) or tokens[position].type in ("heading_open", "blockquote_open")


def is_caption(token: Token, text: str) -> bool:
    """Whether a paragraph is a caption: marked so, numbered as one, or the description of an image."""
    first = next(iter(token.children or ()), None)
    marked = first is not None and first.type == "html_inline" and CAPTION_TAG.match(first.content) is not None
    return marked or is_image(token.children or ()) or (NUMBERED.fullmatch(text) is not None and ". " not in text[12:])


def is_badge(children: Sequence[Token]) -> bool:
    """Whether a line of images is one of links, as the badges of a README are."""
    return is_image(children) and any(child.type == "link_open" for child in children)


def definitions(parser: MarkdownIt, source: str) -> Iterator[str]:
    """The lines `term: definition` of a definition list."""
    term, *meanings = (plain(parser.parseInline(part)[0].children or ()) for part in DEFINITION.split("\n" + source))
    for meaning in meanings:
        yield f"{term.rstrip(':')}: {meaning}" if term else meaning


def code_text(token: Token) -> str:
    """The code a reader sees: without mdBook's includes, which name other files, and the lines it hides in Rust."""
    text = INCLUDE.sub("", token.content)
    if fold(token.info).startswith("rust"):
        text = "\n".join(line for line in text.split("\n") if line.strip() != "#" and not line.lstrip().startswith("# "))
    return lines(text)
