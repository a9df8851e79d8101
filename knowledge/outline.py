"""The sections of a document: what stands under one heading, short neighbours joined."""

from collections.abc import Callable
from dataclasses import dataclass

from bookwright.knowledge.document import BlockKind, Document, Span

SHORT = 4  # a section shorter than 1/SHORT of a passage is too short to stand alone


@dataclass(frozen=True)
class Section:
    """A run of blocks and the path of headings they stand under, outermost first.

    `path` names those headings by their offsets; `place` does so for the first heading in the run, which tells its siblings.
    """

    headings: tuple[str, ...]
    path: tuple[int, ...]
    place: tuple[int, ...]
    spans: tuple[Span, ...]

    @property
    def length(self) -> int:
        """In characters, from the heading to the last block."""
        return self.spans[-1].end - self.spans[0].start

    @property
    def bare(self) -> bool:
        """Whether it is a heading with nothing under it."""
        return all(span.kind is BlockKind.HEADING for span in self.spans)


def sections(document: Document, size: int) -> list[Section]:
    """The sections in reading order, each block in exactly one.

    A section too short to stand alone is joined with a neighbour, its next sibling or the first one under it, if both fit into `size`
    characters; a heading with nothing of its own under it leads what follows, whatever its size.
    """
    led = _joined(_split(document), lambda section, _: section.bare)
    return _joined(led, lambda section, following: _is_short(section, following, size))


def _joined(found: list[Section], rule: Callable[[Section, Section], bool]) -> list[Section]:
    """The sections with every two neighbours joined that belong together and that the rule picks."""
    joined: list[Section] = []
    for section in found:
        if joined and _belongs(joined[-1].place, section.place) and rule(joined[-1], section):
            joined[-1] = _join(joined[-1], section)
        else:
            joined.append(section)
    return joined


def _split(document: Document) -> list[Section]:
    """One section for each heading, and one for what stands before the first."""
    found: list[Section] = []
    open_headings: list[Span] = []
    blocks: list[Span] = []

    def close() -> None:
        if blocks:
            headings = tuple(document.text[h.start : h.end] for h in open_headings)
            path = tuple(h.start for h in open_headings)
            found.append(Section(headings, path, path, tuple(blocks)))
            blocks.clear()

    for span in document.spans:
        if span.kind is BlockKind.HEADING:
            close()
            open_headings = [h for h in open_headings if h.level < span.level] + [span]
        blocks.append(span)
    close()
    return found


def _belongs(place: tuple[int, ...], following: tuple[int, ...]) -> bool:
    """Whether `following` is a sibling of `place` or stands under it."""
    return following[:-1] == place[:-1] or following[: len(place)] == place


def _is_short(section: Section, following: Section, size: int) -> bool:
    short = min(section.length, following.length) < size // SHORT
    return short and following.spans[-1].end - section.spans[0].start <= size


def _join(section: Section, following: Section) -> Section:
    """Both as one, under the headings they share; a bare heading lends its place to what follows."""
    spans = section.spans + following.spans
    if section.bare:
        return Section(following.headings, following.path, section.place, spans)
    shared = 0
    while section.path[shared : shared + 1] == following.path[shared : shared + 1] != ():
        shared += 1
    return Section(section.headings[:shared], section.path[:shared], section.place, spans)
