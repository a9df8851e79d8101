"""What stands in the passages of a section, in reading order: paragraphs, lists, tables and listings, each under its heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bookwright.agents.extractive.reading import CAPTION, Block, read
from bookwright.knowledge.passage import Passage

GAP = 2
"""A blank line parts two blocks of a document."""


class StretchKind(StrEnum):
    """What a stretch of a passage is."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    CAPTION = "caption"


@dataclass(frozen=True)
class Stretch:
    """Blocks of one kind that stand together at `start`..`end` of the document; tables, listings and captions have none. `path` are the
    headings above them, outermost first."""

    kind: StretchKind
    path: tuple[str, ...]
    passage: Passage
    start: int
    end: int
    blocks: tuple[Block, ...] = ()

    @property
    def heading(self) -> str:
        """The heading directly above; empty if there is none."""
        return self.path[-1] if self.path else ""

    @property
    def text(self) -> str:
        """The words of the source."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


def laid_out(passages: Sequence[Passage]) -> list[Stretch]:
    """The stretches of the passages in their order. A list or a listing that a blank line or the edge of a passage parts stays parted."""
    return [stretch for passage in passages for stretch in _of_passage(passage)]


def _of_passage(passage: Passage) -> list[Stretch]:
    path = passage.headings
    blocks = read(passage)
    found: list[Stretch] = []
    for match in re.finditer(r"(?:[^\n]+\n?)+", passage.text):
        start, end = passage.start + match.start(), passage.start + len(passage.text[: match.end()].rstrip())
        inside = [block for block in blocks if start <= block.start < end]
        if not inside:
            found.append(Stretch(_kind(match.group()), path, passage, start, end))
            continue
        for block in inside:
            if block.is_heading and block.text not in path:
                path = (*passage.headings, block.text)
        prose = tuple(block for block in inside if not block.is_heading)
        if prose:
            kind = StretchKind.LIST if len(inside) > 1 else StretchKind.PARAGRAPH
            found.append(Stretch(kind, path, passage, prose[0].start, prose[-1].end, prose))
    return _whole(found)


def _kind(text: str) -> StretchKind:
    lines = text.strip().splitlines()
    if all(" | " in line for line in lines):
        return StretchKind.TABLE
    return StretchKind.CAPTION if len(lines) == 1 and CAPTION.match(lines[0]) else StretchKind.CODE


def _whole(found: list[Stretch]) -> list[Stretch]:
    """Listings with blank lines in them as one."""
    joined: list[Stretch] = []
    for stretch in found:
        before = joined[-1] if joined else None
        if before and before.kind is stretch.kind is StretchKind.CODE and stretch.start - before.end <= GAP:
            joined[-1] = Stretch(StretchKind.CODE, before.path, before.passage, before.start, stretch.end)
        else:
            joined.append(stretch)
    return joined
