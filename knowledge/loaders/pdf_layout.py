"""The layout of a PDF: what its running text looks like, and which lines belong together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bookwright.knowledge.loaders.pdf_lines import HYPHEN, Line, PageLines

SYMBOL = re.compile(r"(?:[•‣◦▪●○■□➢➤–\uf0b7\uf0a7]|[-*o](?=\s))\s*(?=\S)")
ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*$")
NOTE = re.compile(r"\d{1,3}\s+\S")
LONGEST_HEADING = 160

Outline = Mapping[tuple[int, str], int]


@dataclass(frozen=True)
class Look:
    """What most of a document looks like.

    `size` is that of its text, `room` the white between two lines as a share of the size, `edges` where lines that begin at a place end,
    `outline` the level of a title by page and `title_key`.
    """

    size: float
    room: float
    edges: Mapping[int, float]
    outline: Outline

    def reach(self, line: Line) -> float:
        """How far a line reaches to the right, as a share of the lines that begin where it does; 1 where that is not known."""
        edge = self.edges.get(place(line), line.right)
        return (line.right - line.left) / (edge - line.left) if edge > line.left + self.size else 1.0

    def named(self, page: int, title: str) -> int:
        """The level that the outline gives a title on a page, or 0."""
        return self.outline.get((page, title_key(title)), 0)


def look_of_document(pages: Sequence[PageLines], outline: Outline) -> Look:
    """The look of the running text."""
    sizes: Counter[float] = Counter()
    rooms: Counter[float] = Counter()
    ends: defaultdict[int, list[float]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
            ends[place(line)].append(line.right)
        for above, line in zip(page.lines, page.lines[1:], strict=False):
            if line.size and line.size == above.size and above.bottom > line.bottom:
                rooms[round((above.bottom - line.top) / line.size, 1)] += len(line.text)
    edges = {start: sorted(rights)[int(0.8 * (len(rights) - 1))] for start, rights in ends.items()}
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Look(size or 10.0, min(rooms.most_common(1)[0][0] if rooms else 0.2, 1.2), edges, outline)


def grouped(page: PageLines, look: Look) -> Iterator[list[Line]]:
    """The lines of a page in the groups that each make a block."""
    group: list[Line] = []
    for line in without_contents(page, look.outline):
        if group and begins(line, group, look):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def without_contents(page: PageLines, outline: Outline) -> list[Line]:
    """A page's lines without a list of titles that stand on other pages."""
    elsewhere = {title for number, title in outline if number != page.number}
    here = {title for number, title in outline if number == page.number}
    kept = [line for line in page.lines if title_key(line.text) not in elsewhere - here]
    return kept if len(page.lines) - len(kept) >= 3 else list(page.lines)


def begins(line: Line, group: Sequence[Line], look: Look) -> bool:
    """Whether a new block begins with a line."""
    above = group[-1]
    if abs(above.bottom - line.bottom) < 0.3 * look.size and above.left < line.left:
        return False
    if above.mono or line.mono:
        return above.mono != line.mono or above.bottom - line.top > 2 * line.size
    if abs(above.size - line.size) > 0.6 or SYMBOL.match(line.text) or is_note(line, look):
        return True
    if look.named(line.page, line.text) or look.named(above.page, " ".join(each.text for each in group)):
        return True
    return is_apart(line, above, look) or (is_done(group, look) and starts_afresh(line, above, look))


def is_apart(line: Line, above: Line, look: Look) -> bool:
    """Whether more than the usual white stands between two lines, or the second begins a column or page after a full sentence."""
    room = above.bottom - line.top
    if room < -2 * look.size:
        return SENTENCE_END.search(above.text) is not None
    return room > (look.room + 0.4) * max(line.size, look.size)


def is_done(group: Sequence[Line], look: Look) -> bool:
    """Whether a block may end with its last line: with a sentence, or short of the edge."""
    return SENTENCE_END.search(group[-1].text) is not None or look.reach(group[-1]) < 0.65


def starts_afresh(line: Line, above: Line, look: Look) -> bool:
    """Whether a line looks like the first of a block beside the last line of another."""
    if ENUMERATOR.match(line.text) or above.bold != line.bold:
        return True
    ended = SENTENCE_END.search(above.text) is not None
    return look.reach(above) < (0.85 if ended else 0.65) and not line.text[0].islower() and not above.text.endswith((HYPHEN, "-", ","))


def is_note(line: Line, look: Look) -> bool:
    """Whether a line begins a footnote: smaller than the text, behind its number."""
    return line.size < look.size - 0.4 and NOTE.match(line.text) is not None


def place(line: Line) -> int:
    """Where a line begins, coarsely."""
    return round(line.left / 6)


def title_key(title: str) -> str:
    """A title's letters and digits alone, by which a line and an outline entry are the same."""
    return "".join(letter for letter in title.casefold() if letter.isalnum())
