"""Plain text: paragraphs by blank line, lists by their bullets, headings only where the text makes them evident."""

import re
from collections.abc import Iterator

from bookwright.knowledge.document import Block, BlockKind, Parsed
from bookwright.knowledge.loaders.characters import decode, fold, lines, visible

UNDERLINE = re.compile(r"([=\-~^\"*#])\1{2,}")
LEVELS = {"=": 1, "#": 1, "-": 2}
NUMBERED = re.compile(r"((?:\d{1,2}\.){0,4}\d{1,2})\.?[ \t]+([^\W\d_][^\n]{1,78})")
CHAPTER = re.compile(
    r"(?:chapter|part|book|appendix|section|kapitel|chapitre|cap[íi]tulo)[ \t]+(?:[ivxlc\d]+|[A-Z])\b[.:]?[^\n]{0,70}", re.IGNORECASE
)
BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•‣◦▪–—]|\(?(?:\d{1,3}|[a-z])[.)])[ \t]+(?=\S)")
INDENTED = re.compile(r"(?: {4,}|\t)\S")


def load(data: bytes) -> Parsed:
    """The blocks of a plain text."""
    text = visible(decode(data).replace("\f", "\n\n"))
    blocks: list[Block] = []
    for chunk in re.split(r"\n(?:[ \t]*\n)+", text):
        if chunk.strip():
            blocks.extend(chunk_blocks(chunk.strip("\n")))
    return Parsed(media_type="text/plain", blocks=tuple(blocks))


def chunk_blocks(chunk: str) -> Iterator[Block]:
    """The blocks between two blank lines."""
    rows = chunk.split("\n")
    heading = heading_of(rows)
    if heading:
        yield heading
        rows = rows[2:] if len(rows) > 1 else []
    elif len(rows) > 1 and all(INDENTED.match(row) for row in rows) and not BULLET.match(rows[0]):
        yield Block(kind=BlockKind.CODE, text=lines("\n".join(rows)))
        return
    yield from running(rows)


def heading_of(rows: list[str]) -> Block | None:
    """The heading that a chunk is or begins with: underlined, numbered, a chapter line, or short and all in capitals."""
    title = rows[0].strip()
    if len(rows) > 1:
        mark = UNDERLINE.fullmatch(rows[1].strip())
        if not mark or len(title) > 100 or UNDERLINE.fullmatch(title):
            return None
        return Block(kind=BlockKind.HEADING, text=fold(title), level=LEVELS.get(mark.group(1), 3))
    level = lone_level(title)
    return Block(kind=BlockKind.HEADING, text=fold(title), level=level) if level else None


def lone_level(title: str) -> int:
    """The rank of a line that stands alone, 0 where it is no heading."""
    if title.endswith((".", ",", ";", ":")):
        return 0
    numbered = NUMBERED.fullmatch(title)
    if numbered and numbered.group(2)[0].isupper():
        return numbered.group(1).count(".") + 1
    if CHAPTER.fullmatch(title):
        return 1
    letters = [letter for letter in title if letter.isalpha()]
    return 1 if len(letters) >= 3 and len(title) <= 60 and all(letter.isupper() for letter in letters) else 0


def running(rows: list[str]) -> Iterator[Block]:
    """Paragraphs and list items; a line without a bullet continues the block above it."""
    kind, level, pieces = BlockKind.PARAGRAPH, 0, list[str]()
    bullets = sum(BULLET.match(row) is not None for row in rows)
    for row in rows:
        match = BULLET.match(row)
        # One dash in the middle of a paragraph is punctuation: a list has two bullets or begins with one.
        if match and (bullets > 1 or not pieces):
            yield from block_of(kind, pieces, level)
            kind, level = BlockKind.ITEM, 1 + len(match["indent"].expandtabs(4)) // 2
            pieces = [row[match.end() :]]
        elif not UNDERLINE.fullmatch(row.strip()):
            pieces.append(row)
    yield from block_of(kind, pieces, level)


def block_of(kind: BlockKind, pieces: list[str], level: int) -> Iterator[Block]:
    """The block of some lines, unless they hold nothing."""
    text = fold("\n".join(pieces))
    if text:
        yield Block(kind=kind, text=text, level=level)
