"""The ways of planting a fault into a book, and the changes of a book that they are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bookwright.agents.items import Claim
from bookwright.agents.textbook.items import Part, PartKind, SectionDraft
from bookwright.curation.book.book import Book, Section
from bookwright.curation.book.glossary import glossary_of
from bookwright.knowledge.evidence import Evidence


@dataclass(frozen=True)
class Planted:
    """A book with a fault, the sections that have part in it, by id, and the words that were planted or, without new words, moved."""

    book: Book
    sections: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Way:
    """One way to plant a fault: the faulty book, or None where the sound one gives no hold."""

    name: str
    plant: Callable[[Book, Random], Planted | None]


def drawn(sections: Sequence[Section], chance: Random) -> list[Section]:
    """All sections in an order drawn by chance."""
    return chance.sample(list(sections), len(sections))


def with_sections(book: Book, *changed: Section) -> Book:
    """The book with these sections in the place of those of the same id; its glossary stays as it was."""
    by_id = {section.id: section for section in changed}
    chapters = tuple(
        chapter.model_copy(update={"sections": tuple(by_id.get(section.id, section) for section in chapter.sections)})
        for chapter in book.chapters
    )
    return book.model_copy(update={"chapters": chapters})


def with_glossary(book: Book) -> Book:
    """The book with the glossary that follows from its sections."""
    return book.model_copy(update={"glossary": glossary_of(book.sections)})


def with_part(section: Section, claims: Sequence[tuple[Claim, Sequence[Evidence]]]) -> Section:
    """The section with a part more at its end, of these claims, each with the pieces of evidence that it names here."""
    evidence, moved = list(section.draft.evidence), []
    for claim, pieces in claims:
        moved.append(claim.model_copy(update={"evidence": tuple(range(len(evidence), len(evidence) + len(pieces)))}))
        evidence += pieces
    part = Part(kind=PartKind.CONCEPT, claims=tuple(moved))
    return with_draft(section, parts=(*section.draft.parts, part), evidence=tuple(evidence))


def with_draft(section: Section, **changed: object) -> Section:
    """The section with some fields of its draft changed."""
    return section.model_copy(update={"draft": SectionDraft.model_validate(dict(section.draft) | changed)})


def with_evidence(section: Section, claim: Claim) -> tuple[Claim, list[Evidence]]:
    """A claim of the section with the pieces of evidence that it names."""
    return claim, [section.draft.evidence[index] for index in claim.evidence]
