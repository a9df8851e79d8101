"""Number: another number in the place of one that the answer states."""

import re
from random import Random

from bookwright.curation.planting.sound import Way, in_a_claim, in_its_case, replaced

# A figure by itself: no part of a name, of a longer number or of a reference in brackets.
FIGURE = re.compile(r"(?<![\w.,:/§#\-−–\[(])\d+(?:,\d{3})*(?:\.\d+)?(?![\w/\]]|[.,:\-–]\d|\))")
SPELT = "two three four five six seven eight nine ten eleven twelve".split()
WORD = re.compile(r"\b(?:" + "|".join(SPELT) + r")\b(?!-| (?:of|or) )", re.IGNORECASE)


def another_digit(text: str, chance: Random) -> str | None:
    """One digit of a figure exchanged for another."""

    def other(match: re.Match[str]) -> str:
        figure = match[0]
        place = chance.choice([place for place, char in enumerate(figure) if char.isdigit()])
        digit = chance.choice([digit for digit in "123456789" if digit != figure[place]])
        return figure[:place] + digit + figure[place + 1 :]

    return replaced(text, list(FIGURE.finditer(text)), chance, other)


def tenfold(text: str, chance: Random) -> str | None:
    """A whole number made ten times as much."""
    found = [match for match in FIGURE.finditer(text) if match[0].isdigit() and match[0].strip("0")]
    return replaced(text, found, chance, lambda match: match[0] + "0")


def another_word(text: str, chance: Random) -> str | None:
    """A number written as a word exchanged for another."""

    def other(match: re.Match[str]) -> str:
        return in_its_case(chance.choice([word for word in SPELT if word != match[0].casefold()]), match[0])

    return replaced(text, list(WORD.finditer(text)), chance, other)


def neighbour(text: str, chance: Random) -> str | None:
    """A whole number made one more."""
    found = [match for match in FIGURE.finditer(text) if match[0].isdigit()]
    return replaced(text, found, chance, lambda match: str(int(match[0]) + 1))


WAYS = (
    Way("another digit", in_a_claim(another_digit)),
    Way("tenfold", in_a_claim(tenfold)),
    Way("another word", in_a_claim(another_word)),
    Way("one more", in_a_claim(neighbour), held_out=True),
)
