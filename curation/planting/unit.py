"""Unit or date: the number stays, what it counts changes."""

import re
from random import Random

from bookwright.curation.planting.sound import Way, in_a_claim, in_its_case, replaced

FAMILIES = [
    line.split()
    for line in """milliseconds seconds minutes hours days weeks months years
millisecond second minute hour day week month year
bits bytes kilobytes megabytes gigabytes
KB MB GB TB
KiB MiB GiB TiB
mm cm km
metres kilometres miles
grams kilograms
mg kg
kHz MHz GHz
dollars euros pounds
°C °F""".split("\n")
]
SCALES = ["hundred", "thousand", "million", "billion"]
MONTHS = "January February March April June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
BEFORE = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety))[ -]?$", re.IGNORECASE
)


def another_unit(text: str, chance: Random) -> str | None:
    """A unit behind a number exchanged for another of its kind."""
    return _exchanged(text, chance, FAMILIES)


def another_scale(text: str, chance: Random) -> str | None:
    """A "million" where a "thousand" was."""
    return _exchanged(text, chance, [SCALES])


def another_date(text: str, chance: Random) -> str | None:
    """Another month or day of the week."""
    words = re.compile(rf"\b(?:{'|'.join(MONTHS + DAYS)})\b")

    def other(match: re.Match[str]) -> str:
        family = MONTHS if match[0] in MONTHS else DAYS
        return chance.choice([word for word in family if word != match[0]])

    return replaced(text, list(words.finditer(text)), chance, other)


def _exchanged(text: str, chance: Random, families: list[list[str]]) -> str | None:
    family_of = {unit: family for family in families for unit in family}
    units = re.compile("(?<![A-Za-z])(?:" + "|".join(sorted(family_of, key=len, reverse=True)) + r")\b")
    found = [match for match in units.finditer(text) if BEFORE.search(text[: match.start()])]
    return replaced(
        text, found, chance, lambda match: in_its_case(chance.choice([unit for unit in family_of[match[0]] if unit != match[0]]), match[0])
    )


WAYS = (
    Way("another unit", in_a_claim(another_unit)),
    Way("another date", in_a_claim(another_date)),
    Way("another scale", in_a_claim(another_scale), held_out=True),
)
