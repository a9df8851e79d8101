"""Truncation: an answer that stops before its last sentence ends."""

import re
from collections.abc import Callable
from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.sound import Sound, Way, with_claim

FEWEST_WORDS = 8
OPEN = re.compile(r"(?:\b(?:the|a|an|and|or|of|that|which|to|for|with|is|are|by|from)|[,;(])$", re.IGNORECASE)


def _cut(end: Callable[[list[str], Random], str | None]) -> Callable[[Sound, Random], Draft | None]:
    """A way to cut the last claim somewhere behind its middle."""

    def plant(sound: Sound, chance: Random) -> Draft | None:
        if not sound.draft.claims:
            return None
        words = sound.draft.claims[-1].text.split(" ")
        text = end(words, chance) if len(words) >= FEWEST_WORDS else None
        return with_claim(sound.draft, len(sound.draft.claims) - 1, text) if text else None

    return plant


def _after(words: list[str], chance: Random, fits: Callable[[str], bool]) -> str | None:
    """The words up to one that fits."""
    places = [place for place in range(len(words) // 2, len(words) - 1) if fits(words[place])]
    return " ".join(words[: chance.choice(places) + 1]) if places else None


def behind_a_word(words: list[str], chance: Random) -> str | None:
    """Behind any word that no mark follows."""
    return _after(words, chance, lambda word: word[-1:].isalnum())


def inside_a_word(words: list[str], chance: Random) -> str | None:
    """Inside a word."""
    whole = _after(words, chance, lambda word: word.isalpha() and len(word) > 5)
    return whole[: -chance.randint(2, 4)] if whole else None


def before_an_object(words: list[str], chance: Random) -> str | None:
    """Behind a word that opens something, with a full stop set there all the same."""
    whole = _after(words, chance, lambda word: bool(OPEN.search(word)) and word[-1:].isalpha())
    return whole + "." if whole else None


def with_dots(words: list[str], chance: Random) -> str | None:
    """Behind any word, with dots."""
    whole = behind_a_word(words, chance)
    return whole + "..." if whole else None


WAYS = (
    Way("behind a word", _cut(behind_a_word)),
    Way("inside a word", _cut(inside_a_word)),
    Way("before an object", _cut(before_an_object)),
    Way("with dots", _cut(with_dots), held_out=True),
)
