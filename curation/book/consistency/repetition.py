"""Repetition: a paragraph that a reader has read before."""

from collections import defaultdict
from collections.abc import Iterator

from bookwright.curation.book.book import Book, Finding
from bookwright.curation.book.consistency.statement import Statement, statements
from bookwright.curation.book.pairs import near_pairs
from bookwright.curation.book.sameness import ALIKE, says_the_same
from bookwright.knowledge.words import count_words

KIND = "repetition"
Place = tuple[str, int]
SENTENCES, WORDS = 2, 30
"""What two parts must have in common at least for one to repeat the other."""


def repetitions(book: Book) -> Iterator[Finding]:
    """A finding for every two sections, or one with itself, in which two parts have several sentences in common, in nearly the same words.

    What a section sums up of itself is no repetition.
    """
    found = statements(book)
    shared: defaultdict[tuple[Place, Place], dict[str, None]] = defaultdict(dict)
    for first, second in near_pairs([statement.terms for statement in found], ALIKE):
        one, other = found[first], found[second]
        places = (one.section.id, one.part), (other.section.id, other.part)
        if places[0] != places[1] and not _sums_up(one, other) and says_the_same(one.text, other.text):
            shared[places][other.text] = None
    repeated: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for ((section, _), (again, _)), sentences in shared.items():
        if len(sentences) >= SENTENCES and sum(map(count_words, sentences)) >= WORDS:
            repeated[section, again].update(sentences)
    numbers = {section.id: section.number for section in book.sections}
    for (section, again), sentences in repeated.items():
        where = "another part of it" if again == section else numbers[section]
        reason = f"{len(sentences)} sentences stand in {where} already"
        yield Finding(kind=KIND, sections=(section, again), quote=" ".join(sentences), reason=reason)


def _sums_up(one: Statement, other: Statement) -> bool:
    return one.section.id == other.section.id and (one.sums_up or other.sums_up)
