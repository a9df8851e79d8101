"""Repetition: a paragraph that stands in another section again."""

from collections.abc import Callable
from random import Random

from bookwright.agents.items import Claim
from bookwright.curation.book.book import Book
from bookwright.curation.book.planting.way import Planted, Way, drawn, with_evidence, with_part, with_sections
from bookwright.curation.planting.rewording import contracted, in_figures, in_words, other_marks, synonym, written_out
from bookwright.knowledge.words import count_words

SENTENCES, WORDS = 3, 45
"""What a paragraph must have at least to be one."""

Retold = Callable[[tuple[Claim, ...], Random], list[Claim]]


def repeated(name: str, retold: Retold) -> Way:
    """A paragraph of one section told again at the end of another."""

    def plant(book: Book, chance: Random) -> Planted | None:
        for section in drawn(book.sections, chance):
            others = [other for other in book.sections if other.id != section.id]
            for part in chance.sample(section.draft.parts, len(section.draft.parts)):
                claims = tuple(claim for claim in part.claims if not claim.connective and count_words(claim.text) > 5)
                if others and len(claims) >= SENTENCES and sum(count_words(claim.text) for claim in claims) >= WORDS:
                    again = chance.choice(others)
                    changed = with_part(again, [with_evidence(section, claim) for claim in retold(claims, chance)])
                    return Planted(with_sections(book, changed), (section.id, again.id), claims[0].text)
        return None

    return Way(name, plant)


def _as_it_stands(claims: tuple[Claim, ...], _: Random) -> list[Claim]:
    return list(claims)


def _turned_round(claims: tuple[Claim, ...], _: Random) -> list[Claim]:
    return list(reversed(claims))


def _reworded(claims: tuple[Claim, ...], chance: Random) -> list[Claim]:
    """Each sentence in other small words, where it has any."""
    changes = (contracted, written_out, in_words, in_figures, synonym, other_marks)
    told = []
    for claim in claims:
        text = claim.text
        for change in changes:
            text = change(text, chance) or text
        told.append(claim.model_copy(update={"text": text}))
    return told


WAYS = (repeated("as it stands", _as_it_stands), repeated("in another order", _turned_round), repeated("reworded", _reworded))
