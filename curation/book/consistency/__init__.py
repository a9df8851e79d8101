"""Consistency: what is wrong across the sections of a book, as far as that can be told without a model."""

from collections.abc import Callable, Iterator

from bookwright.curation.book.book import Book, Finding
from bookwright.curation.book.consistency.contradiction import contradictions
from bookwright.curation.book.consistency.early_use import early_uses
from bookwright.curation.book.consistency.prerequisites import misplaced_prerequisites
from bookwright.curation.book.consistency.redefinition import redefinitions
from bookwright.curation.book.consistency.repetition import repetitions

Check = Callable[[Book], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (misplaced_prerequisites, early_uses, redefinitions, contradictions, repetitions)


def inconsistencies(book: Book, checks: tuple[Check, ...] = CHECKS) -> tuple[Finding, ...]:
    """All that the checks find in a book whose glossary is filled, one check after the other. Nothing is changed."""
    return tuple(finding for check in checks for finding in check(book))
