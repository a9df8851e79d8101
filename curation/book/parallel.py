"""Parallel titles: two stretches of text that say of two things of one kind what holds for each."""

from collections.abc import Sequence

from bookwright.curation.book.pairs import likeness
from bookwright.curation.terms import stem, words

ALIKE = 0.5
"""The Jaccard index of two titles' words."""


def are_parallel(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two paths of titles part at titles that are alike but for a word: "Assurance Level 2" and "Assurance Level 3".

    What stands under them is about one of the two, even where a sentence does not name it.
    """
    parted = next(((mine, theirs) for mine, theirs in zip(one, other, strict=False) if mine != theirs), None)
    if parted is None:
        return False
    mine, theirs = (frozenset(map(stem, words(title))) for title in parted)
    return mine != theirs and likeness(mine, theirs) >= ALIKE
