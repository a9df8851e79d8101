"""Statements: the sentences of a book that state a fact, each with the place where it stands."""

from dataclasses import dataclass

from bookwright.agents.textbook.items import PartKind
from bookwright.curation.book.book import Book, Section
from bookwright.curation.terms import content_terms


@dataclass(frozen=True)
class Statement:
    """A sentence, the section that it stands in, and the place of its part there."""

    text: str
    section: Section
    part: int

    @property
    def terms(self) -> frozenset[str]:
        """The stems of its words of substance."""
        return content_terms(self.text)

    @property
    def sums_up(self) -> bool:
        """Whether it stands where a section says again what it has said."""
        return self.section.draft.parts[self.part].kind is PartKind.SUMMARY


def statements(book: Book) -> list[Statement]:
    """All claims of all parts in reading order; illustrations and the steps of worked examples, whose figures may be made up, are left out.

    Parts that tell of a conflict between sources are left out too: the book itself states neither side.
    """
    return [
        Statement(claim.text, section, place)
        for section in book.sections
        for place, part in enumerate(section.draft.parts)
        if part.kind not in (PartKind.CONFLICT, PartKind.ILLUSTRATION)
        for claim in part.claims
        if not claim.connective
    ]
