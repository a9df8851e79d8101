"""The blocks of a PDF: headings, list items, captions, code and paragraphs, made whole across lines and pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bookwright.knowledge.document import Block, BlockKind
from bookwright.knowledge.loaders.characters import fold, lines
from bookwright.knowledge.loaders.pdf_layout import (
    ENUMERATOR,
    LONGEST_HEADING,
    SENTENCE_END,
    SYMBOL,
    Look,
    Outline,
    grouped,
    is_note,
    look_of_document,
)
from bookwright.knowledge.loaders.pdf_lines import HYPHEN, Line, PageLines

CAPTION = re.compile(r"(?:Figure|Fig\.|Table|Listing|Exhibit)\s+[A-Z]?[\d.\-–]+[.:]?\s")
# A hyphen that the file shows at a line's end; U+FFFE is one that it does not, or that the reader of the file took for one.
SHOWN = "\ufdd0"
BROKEN = re.compile(rf"(\w+)([{HYPHEN}{SHOWN}])(\w+)")
NO_TITLE = re.compile(r"[.,!:;]$")
WORD = re.compile(r"\w+(?:-\w+)*")

Style = tuple[float, bool]


def blocks_of(pages: Sequence[PageLines], outline: Outline) -> list[Block]:
    """The blocks of all pages."""
    look = look_of_document(pages, outline)
    words = frozenset(word.casefold() for page in pages for line in page.lines for word in WORD.findall(line.text))
    groups = [group for page in pages for group in grouped(page, look)]
    levels = style_levels(groups, look)
    return list(joined_pages((block_of(group, look, levels, words), is_note(group[0], look)) for group in groups))


def style_levels(groups: Sequence[Sequence[Line]], look: Look) -> dict[Style, int]:
    """The level of a heading by its style, the largest first; where the outline names headings of a style, the level most named."""
    styles = {style(group) for group in groups if is_heading(group, look)}
    levels = {found: min(rank, 6) for rank, found in enumerate(sorted(styles, reverse=True), start=1)}
    named: dict[Style, Counter[int]] = {}
    for group in groups:
        if level := look.named(group[0].page, running(group)):
            named.setdefault(style(group), Counter())[level] += 1
    return levels | {found: counts.most_common(1)[0][0] for found, counts in named.items()}


def style(group: Sequence[Line]) -> Style:
    """The size and weight by which headings of one level are alike."""
    return group[0].size, group[0].bold


def is_heading(group: Sequence[Line], look: Look) -> bool:
    """Whether a group looks like a heading: clearly larger than the text, or a little larger or bold and no sentence."""
    text = running(group)
    if len(group) > 3 or len(text) > LONGEST_HEADING or group[0].mono or not any(letter.isalpha() for letter in text):
        return False
    if group[0].size >= 1.2 * look.size:
        return True
    if NO_TITLE.search(text) or SYMBOL.match(text) or CAPTION.match(text) or len(text) > 100:
        return False
    bold = all(line.bold for line in group) and group[0].size >= 0.95 * look.size
    return (bold or group[0].size >= 1.06 * look.size) and (text[0].isupper() or text[0].isdigit())


def block_of(group: Sequence[Line], look: Look, levels: Mapping[Style, int], words: frozenset[str]) -> Block:
    """The block of a group."""
    page = group[0].page
    if all(line.mono for line in group):
        return Block(kind=BlockKind.CODE, text=lines("\n".join(line.text.replace(HYPHEN, "-") for line in group)), page=page)
    text = mended(running(group), words)
    named = look.named(page, running(group))
    if named or is_heading(group, look):
        return Block(kind=BlockKind.HEADING, text=text, level=named or levels[style(group)], page=page)
    if is_note(group[0], look):
        return Block(kind=BlockKind.PARAGRAPH, text=text.lstrip("0123456789 "), page=page)
    if bullet := SYMBOL.match(text) or ENUMERATOR.match(text):
        return Block(kind=BlockKind.ITEM, text=text[bullet.end() :], level=1, page=page)
    if CAPTION.match(text) and len(text) <= LONGEST_HEADING:
        return Block(kind=BlockKind.CAPTION, text=text, page=page)
    return Block(kind=BlockKind.PARAGRAPH, text=text, page=page)


def running(group: Sequence[Line]) -> str:
    """The text of lines that belong together, with a mark in every word that a line's end broke."""
    text = ""
    for line in group:
        if re.search(r"\w-$", text):
            text = text[:-1] + SHOWN + line.text
        elif text.endswith(HYPHEN) or line.text.startswith((",", ".", ";", ":", ")")):
            text += line.text
        else:
            text = f"{text} {line.text}".lstrip()
    return text


def mended(text: str, words: frozenset[str]) -> str:
    """The text with its broken words whole. `words` are those of the document, which show what is one word and what has a hyphen."""

    def whole(match: re.Match[str]) -> str:
        first, mark, second = match.groups()
        plain, hyphened = f"{first}{second}", f"{first}-{second}"
        soft = mark == HYPHEN and second[0].islower() and not first[-1].isdigit() and hyphened.casefold() not in words
        return plain if plain.casefold() in words or soft else hyphened

    return fold(re.sub(f"[{HYPHEN}{SHOWN}]", "-", BROKEN.sub(whole, text)))


def joined_pages(found: Iterable[tuple[Block, bool]]) -> Iterator[Block]:
    """The blocks, text that goes on behind a page's end made whole; footnotes come behind the block they interrupt."""
    held: Block | None = None
    notes: list[Block] = []
    for block, noted in found:
        if noted:
            notes.append(block)
        elif held and goes_on(held, block):
            held = held.model_copy(update={"text": fold(f"{held.text} {block.text}")})
        else:
            yield from (held, *notes) if held else notes
            held, notes = block, []
    yield from (held, *notes) if held else notes


def goes_on(block: Block, following: Block) -> bool:
    """Whether a block of the next page is the rest of this one."""
    text = block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and following.kind is BlockKind.PARAGRAPH
    fresh = SENTENCE_END.search(block.text) is not None or not following.text.lstrip("(“\"'")[:1].islower()
    return text and following.page != block.page and not fresh
