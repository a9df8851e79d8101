"""Prerequisites: a section is read after those that it builds on, and no two build on each other."""

from collections.abc import Iterator

from bookwright.curation.book.book import Book, Finding
from bookwright.curation.book.order import cycle

KIND = "prerequisites"


def misplaced_prerequisites(book: Book) -> Iterator[Finding]:
    """A finding for a circle of prerequisites, and for each section that is read before one of its own.

    Prerequisites that are not in the book were left out of it, which the book says elsewhere.
    """
    circle = cycle(book.sections)
    on_circle = tuple(circle.split(" → ")) if circle else ()
    if circle:
        yield Finding(kind=KIND, sections=tuple(dict.fromkeys(on_circle)), quote=circle, reason="each takes another for read, in a circle")
    place = {section.id: number for number, section in enumerate(book.sections)}
    numbers = {section.id: section.number for section in book.sections}
    for number, section in enumerate(book.sections):
        for name in section.prerequisites:
            if place.get(name, -1) > number and not {name, section.id} <= set(on_circle):
                reason = f"takes {numbers[name]} for read, which comes later"
                yield Finding(kind=KIND, sections=(section.id, name), quote=section.title, reason=reason)
