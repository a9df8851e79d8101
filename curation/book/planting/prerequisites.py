"""Prerequisites: sections that build on each other in a circle, or on one that comes later."""

from random import Random

from bookwright.curation.book.book import Book, Section
from bookwright.curation.book.planting.way import Planted, Way, with_sections


def circle_of(length: int) -> Way:
    """A circle of so many sections."""

    def plant(book: Book, chance: Random) -> Planted | None:
        if len(book.sections) < length:
            return None
        chosen = chance.sample(list(book.sections), length)
        linked = [_with(section, chosen[place - 1].id) for place, section in enumerate(chosen)]
        return Planted(with_sections(book, *linked), tuple(section.id for section in chosen), "")

    return Way(f"circle of {length}", plant)


def later(book: Book, chance: Random) -> Planted | None:
    """A section that builds on one behind it."""
    if len(book.sections) < 2:
        return None
    first, second = sorted(chance.sample(range(len(book.sections)), 2))
    section, prerequisite = book.sections[first], book.sections[second]
    return Planted(with_sections(book, _with(section, prerequisite.id)), (section.id, prerequisite.id), "")


def _with(section: Section, prerequisite: str) -> Section:
    return section.model_copy(update={"prerequisites": (*section.prerequisites, prerequisite)})


WAYS = (circle_of(2), circle_of(3), Way("a later one", later))
