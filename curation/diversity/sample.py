"""A fair sample of texts, the same one every time."""

from collections.abc import Sequence

from bookwright.knowledge.neighbours import drawn


def sample(texts: Sequence[str], size: int) -> list[str]:
    """So many of the texts, by the hash of their words: whatever order they come in, and of a smaller size the first of a larger."""
    return sorted(texts, key=drawn)[:size]
