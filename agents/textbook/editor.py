"""The editor: reads across chapters for what contradicts, repeats or comes before its explanation."""

from collections.abc import Iterator
from itertools import combinations
from typing import Literal

from bookwright.agents.reading import attribute, fenced, in_one_line
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import Manuscript, Objection, SectionDraft
from bookwright.agents.textbook.pages import answered, paged
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import squeezed

PAGE = 27_000
"""Characters of sections that are read together."""

ShownSection = tuple[str, str, SectionDraft]


class ObjectedSection(Frozen):
    """A section by its number on the page, and its words."""

    section: int
    words: str


class FoundObjection(Frozen):
    """One objection: the words of each section, why, and of what kind."""

    places: list[ObjectedSection]
    reason: str
    kind: Literal["contradiction", "repetition", "term_before_definition"]


class Edited(Frozen):
    """The editor's reply; none where the chapters agree."""

    objections: list[FoundObjection]


class Editor(PromptRole[Manuscript, Edited, tuple[Objection, ...]]):
    """Manuscript to objections. One that does not fit a page is cut into blocks, and every two blocks are read together."""

    returns = Edited

    async def __call__(self, item: Manuscript, /) -> tuple[Objection, ...]:
        found = await answered([super(Editor, self).__call__(item.model_copy(update={"sections": page})) for page in _pages(item)])
        return tuple(dict.fromkeys(objection for objections in found for objection in objections))

    def fields(self, item: Manuscript) -> dict[str, str]:
        shown = (_shown(number, *section) for number, section in enumerate(item.sections, 1))
        return {"manuscript": "\n\n".join(shown), "language": item.language}

    def parse(self, item: Manuscript, answer: Edited) -> tuple[Objection, ...]:
        return tuple(_objection(found, item) for found in answer.objections)


def _objection(found: FoundObjection, manuscript: Manuscript) -> Objection:
    """The objection by ids. ValueError where it names no section shown, or words that do not stand there."""
    if not found.places:
        raise ValueError("objections: each names the words of a section")
    for place in found.places:
        if not 1 <= place.section <= len(manuscript.sections):
            raise ValueError(f"objections: there is no section {place.section}; they are 1 to {len(manuscript.sections)}")
        words = squeezed(place.words)
        if not words or words not in squeezed(_text(manuscript.sections[place.section - 1][2])):
            raise ValueError(f'objections: "{place.words}" does not stand in section {place.section}; copy the words you object to')
    return Objection(
        kind=found.kind,
        sections=tuple(manuscript.sections[place.section - 1][0] for place in found.places),
        quotes=tuple(in_one_line(place.words) for place in found.places),
        reason=found.reason,
    )


def _shown(number: int, name: str, title: str, draft: SectionDraft) -> str:
    return f'<draft number="{number}" section="{attribute(name)} {attribute(title)}">\n{fenced(_text(draft))}\n</draft>'


def _text(draft: SectionDraft) -> str:
    """The sentences, a part a line, then the terms."""
    parts = (
        " ".join(in_one_line(claim.text) for claim in (*part.claims, *(part.worked.steps if part.worked else ()))) for part in draft.parts
    )
    terms = (f"Term: {in_one_line(term.name)}: {in_one_line(term.definition.text)}" for term in draft.terms)
    return "\n".join(filter(None, (*parts, *terms)))


def _pages(manuscript: Manuscript) -> Iterator[tuple[ShownSection, ...]]:
    """What is read together: all of it, or every two of the blocks that it falls into."""
    pages = list(paged(manuscript.sections, _length, PAGE))
    if len(pages) < 2:
        return iter(pages)
    return ((*one, *other) for one, other in combinations(paged(manuscript.sections, _length, PAGE // 2), 2))


def _length(section: ShownSection) -> int:
    return len(_text(section[2]))
