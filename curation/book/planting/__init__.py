"""Planting: known faults put into a sound book, so that those who look for them can be measured."""

from collections.abc import Mapping
from enum import StrEnum
from random import Random

from bookwright.curation.book.book import Book
from bookwright.curation.book.planting import contradiction, early_use, prerequisites, repetition
from bookwright.curation.book.planting.way import Planted, Way
from bookwright.knowledge.document import text_sha256


class Inconsistency(StrEnum):
    """The faults that can be planted; each is the kind of the findings that it should lead to."""

    PREREQUISITES = "prerequisites"
    EARLY_USE = "early_use"
    CONTRADICTION = "contradiction"
    REPETITION = "repetition"


WAYS: Mapping[Inconsistency, tuple[Way, ...]] = {
    Inconsistency.PREREQUISITES: prerequisites.WAYS,
    Inconsistency.EARLY_USE: early_use.WAYS,
    Inconsistency.CONTRADICTION: contradiction.WAYS,
    Inconsistency.REPETITION: repetition.WAYS,
}


def plant(way: Way, book: Book, seed: str) -> Planted | None:
    """The book with a fault planted in this way, the same for the same seed; None where it gives no hold."""
    return way.plant(book, Random(text_sha256(f"{seed}:{way.name}")))  # noqa: S311 - a draw that can be repeated, no secret
