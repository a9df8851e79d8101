"""Parallel titles: two stretches of text that say of two things of one kind what holds for each."""

from collections.abc import Sequence

from bookwright.curation.terms import content_terms

SHARED = 2
"""Words of substance that parallel titles have in common; one is enough where they differ in numbers alone."""


def are_parallel(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two paths of titles part at titles that are the same but for one word, or but for numbers: "Level 2" and "Level 3".

    What stands under them is about one of the two, even where a sentence does not name it.
    """
    parted = next(((mine, theirs) for mine, theirs in zip(one, other, strict=False) if mine != theirs), None)
    if parted is None:
        return False
    mine, theirs = map(content_terms, parted)
    ours, others = mine - theirs, theirs - mine
    if (ours or others) and all(map(str.isdigit, ours | others)):
        return bool(mine & theirs)
    return len(ours) == 1 == len(others) and len(mine & theirs) >= SHARED
