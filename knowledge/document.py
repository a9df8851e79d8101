"""A document: one canonical text with a hash for a name, and the spans that say what each part of it is."""

import hashlib
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """The base of all data here: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BlockKind(StrEnum):
    """What a part of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    CAPTION = "caption"


class Block(Frozen):
    """One part of a document as a loader finds it, in reading order.

    `text` is plain text: no markup, inner white space folded (except in code and tables, whose lines are kept; the cells of a table row
    are joined by " | "). `level` is the heading's rank from 1, or a list item's depth from 1. `page` counts from 1. `key_terms` are the
    phrases of the text that its author sets in bold or marks as defined.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    key_terms: tuple[str, ...] = ()


class Parsed(Frozen):
    """What a loader makes of a file. `title` is the document's own, if it states one."""

    media_type: str
    blocks: tuple[Block, ...]
    title: str | None = None
    licence: str | None = None
    language: str | None = None


class Span(Frozen):
    """Where a block stands in the canonical text, in Unicode code points, end exclusive."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    key_terms: tuple[str, ...] = ()


class Document(Frozen):
    """A canonical text and where it came from. `id` is the sha256 of the text in UTF-8; `path` is relative to the SOURCE it came from."""

    id: str
    title: str
    path: str
    media_type: str
    language: str
    text: str
    spans: tuple[Span, ...]
    licence: str | None = None


class Imprint(Frozen):
    """What a document says of itself, without its text."""

    title: str
    path: str
    language: str
    licence: str | None = None


def text_sha256(text: str) -> str:
    """The name of a text: sha256 of its UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def compose(parsed: Parsed, path: str, language: str, licence: str | None = None) -> Document:
    """Joins the blocks into the canonical text, a blank line between blocks (a line break between list items), and keeps their spans."""
    pieces: list[str] = []
    spans: list[Span] = []
    position = 0
    previous: BlockKind | None = None
    for block in parsed.blocks:
        text = block.text.strip("\n") if block.kind in (BlockKind.CODE, BlockKind.TABLE) else block.text.strip()
        if not text.strip():
            continue
        if previous is not None:
            gap = "\n" if previous == block.kind == BlockKind.ITEM else "\n\n"
            pieces.append(gap)
            position += len(gap)
        end = position + len(text)
        spans.append(Span(kind=block.kind, start=position, end=end, level=block.level, page=block.page, key_terms=block.key_terms))
        pieces.append(text)
        position += len(text)
        previous = block.kind
    text = "".join(pieces)
    first_heading = next((text[s.start : s.end] for s in spans if s.kind is BlockKind.HEADING), None)
    return Document(
        id=text_sha256(text),
        title=parsed.title or first_heading or path.rsplit("/", 1)[-1],
        path=path,
        media_type=parsed.media_type,
        language=parsed.language or language,
        text=text,
        spans=tuple(spans),
        licence=licence or parsed.licence,
    )
