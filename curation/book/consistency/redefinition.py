"""Redefinition: a term that a later section defines anew, and otherwise."""

from collections.abc import Iterator

from bookwright.agents.textbook.items import Term
from bookwright.curation.book.book import Book, Finding, Section
from bookwright.curation.book.disagreement import disagreement
from bookwright.curation.book.glossary import definitions
from bookwright.curation.book.mentions import key_of
from bookwright.curation.book.pairs import likeness
from bookwright.curation.terms import content_terms

KIND = "redefined"
ALIKE = 0.25
"""The Jaccard index of their content terms from which two definitions may say the same in other words."""


def redefinitions(book: Book) -> Iterator[Finding]:
    """A finding for each definition of a term that an earlier one of the book defines otherwise."""
    first: dict[str, tuple[Section, Term]] = {}
    for section, term in definitions(book.sections):
        before, known = first.setdefault(key_of(term.name), (section, term))
        if before.id != section.id and not _agree(known.definition.text, term.definition.text):
            reason = f"“{term.name}” is defined otherwise in {before.number}: “{known.definition.text}”"
            yield Finding(kind=KIND, sections=(before.id, section.id), quote=term.definition.text, reason=reason)


def _agree(one: str, other: str) -> bool:
    return likeness(content_terms(one), content_terms(other)) >= ALIKE and not disagreement(one, other)
