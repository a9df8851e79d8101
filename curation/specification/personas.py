"""Personas drawn from documents, without those that are alike."""

from collections.abc import Iterable

from bookwright.curation.terms import content_terms

ALIKE = 0.5


def distinct(personas: Iterable[str], wanted: int) -> tuple[str, ...]:
    """The first so many personas of which no two are alike: of all their content words they share less than half.

    The Jaccard index is counted, which PersonaHub estimates (Ge et al. 2024, section 2.3: MinHash at 0.9, for a billion of them). The
    few that one run needs are to stand further apart.
    """
    kept: dict[str, frozenset[str]] = {}
    for persona in personas:
        words = frozenset(content_terms(persona))
        if words and all(len(words & other) < ALIKE * len(words | other) for other in kept.values()):
            kept[persona] = words
        if len(kept) == wanted:
            break
    return tuple(kept)
