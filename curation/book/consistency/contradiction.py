"""Contradiction: two sections that say of the same thing what cannot both hold."""

from collections.abc import Iterator

from bookwright.curation.book.book import Book, Finding
from bookwright.curation.book.consistency.statement import statements
from bookwright.curation.book.disagreement import disagreement
from bookwright.curation.book.pairs import near_pairs
from bookwright.curation.book.parallel import are_parallel

KIND = "contradiction"
ALIKE = 0.5
"""The Jaccard index of the words of two sentences from which they may be about the same."""


def contradictions(book: Book) -> Iterator[Finding]:
    """A finding for every two claims of different sections that are the same but for one thing which both cannot have.

    Claims of sections with parallel titles are not held against each other: there the title says what a sentence is about.
    """
    titles = {section.id: (chapter.title, section.title) for chapter in book.chapters for section in chapter.sections}
    found = statements(book)
    for first, second in near_pairs([statement.terms for statement in found], ALIKE):
        one, other = found[first], found[second]
        ids = (one.section.id, other.section.id)
        if ids[0] == ids[1] or are_parallel(titles[ids[0]], titles[ids[1]]):
            continue
        if reason := disagreement(one.text, other.text):
            yield Finding(kind=KIND, sections=ids, quote=other.text, reason=f"against “{one.text}”: {reason}")
