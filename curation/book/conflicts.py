"""Conflicts: what two sources say of the same thing that cannot both hold, so that a writer can be shown both."""

from collections.abc import Iterable

from bookwright.agents.textbook.items import Conflict
from bookwright.curation.book.disagreement import disagreement
from bookwright.curation.book.pairs import near_pairs
from bookwright.curation.book.parallel import are_parallel
from bookwright.curation.book.prose import prose_of
from bookwright.curation.terms import content_terms
from bookwright.knowledge.document import Document
from bookwright.knowledge.library import Library

ALIKE = 0.5
"""The Jaccard index of the words of two sentences from which they may be about the same."""


def conflicts_in(library: Library) -> tuple[Conflict, ...]:
    """All conflicts between the documents of a library, in canonical order."""
    return conflicts_between(library.each_document(), library)


def conflicts_between(documents: Iterable[Document], library: Library) -> tuple[Conflict, ...]:
    """The conflicts between some documents of the library: sentences of prose that are the same but for one thing which both cannot have.

    Passages under parallel headings are not held against each other; there the heading says what a sentence is about.
    """
    found = [
        (sentence, passage, (document.title, *passage.headings))
        for document in documents
        for passages in [{passage.id: passage for passage in library.passages(document.id)}]
        for passage_id, sentences in prose_of(document, list(passages.values())).items()
        for passage in [passages[passage_id]]
        for sentence in sentences
    ]
    conflicts = []
    for first, second in near_pairs([content_terms(sentence.quote) for sentence, _, _ in found], ALIKE):
        (one, here, path), (other, there, its_path) = found[first], found[second]
        if one.document_id == other.document_id or are_parallel(path, its_path):
            continue
        if reason := disagreement(one.quote, other.quote):
            conflicts.append(Conflict(one=one, other=other, passages=(here.id, there.id), reason=reason))
    return tuple(conflicts)
