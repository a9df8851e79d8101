"""Sameness: two texts that say the same in nearly the same words."""

from bookwright.curation.book.disagreement import disagreement
from bookwright.curation.book.pairs import likeness
from bookwright.curation.gates.names import capitalised, identifiers
from bookwright.curation.gates.negation import polarity
from bookwright.curation.gates.numbers import figures, number_words
from bookwright.curation.terms import content_terms

ALIKE = 0.8
"""The Jaccard index of their content terms."""


def says_the_same(one: str, other: str) -> bool:
    """Whether two texts share nearly all content terms, all numbers and names, and what they deny."""
    return likeness(content_terms(one), content_terms(other)) >= ALIKE and _facts(one) == _facts(other) and not disagreement(one, other)


def _facts(text: str) -> tuple[frozenset[str], ...]:
    """What two texts must have in common to say the same: numbers, names, and the words that are denied."""
    names = frozenset(name.casefold() for name in capitalised(text) | identifiers(text))
    return figures(text) | number_words(text), names, polarity(text)[0]
