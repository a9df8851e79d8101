"""Customary figures: those that everybody knows without a source, of the calendar and the clock, of parts and multiples, of prefixes."""

import re
from fractions import Fraction

DAY, WEEK, MONTH, YEAR = r"(?:days?|daily)", r"(?:weeks?|weekly)", r"(?:months?|monthly)", r"(?:years?|yearly|annual(?:ly)?)"
SECOND, MINUTE, HOUR = r"(?:seconds?|secs?)", r"(?:minutes?|mins?)", r"(?:hours?|hourly)"
UNITS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    (WEEK, DAY, (7,)),
    (DAY, HOUR, (24,)),
    (HOUR, MINUTE, (60,)),
    (MINUTE, SECOND, (60,)),
    (HOUR, SECOND, (60, 3600)),
    (DAY, MINUTE, (24, 60, 1440)),
    (DAY, SECOND, (24, 60, 3600, 86_400)),
    (WEEK, HOUR, (7, 24, 168)),
    (YEAR, MONTH, (12,)),
    (YEAR, DAY, (365, 366)),
    (YEAR, HOUR, (365, 366, 24)),
    (YEAR, WEEK, (52,)),
)
"""Two units of time, and by how many of the second or of those between one of the first is counted."""
WORDS: tuple[tuple[str, tuple[Fraction, ...]], ...] = (
    (r"hal(?:f|ves|ved?|ving)", (Fraction(2), Fraction(1, 2))),
    (r"(?:twice|doubl(?:e[ds]?|ing)|pairs?)", (Fraction(2),)),
    (r"(?:thirds|(?:one|a)[- ]third)", (Fraction(3), Fraction(1, 3))),
    (r"(?:thrice|tripl(?:e[ds]?|ing))", (Fraction(3),)),
    (r"quarters?", (Fraction(4), Fraction(1, 4))),
    (r"dozens?", (Fraction(12),)),
    (r"squar(?:e[ds]?|ing)", (Fraction(2),)),
    (r"(?:decimals?|tenths)", (Fraction(10), Fraction(1, 10))),
    (r"(?:(?:kilo|milli(?!on|ard))\w+|ms|km|kg|mm|kB|thousand(?:th)?s?)", (Fraction(1000),)),
    (r"(?:(?:mega|micro)\w+|MB|µs|million(?:th)?s?)", (Fraction(1_000_000),)),
    (r"(?:(?:giga|nano)\w+|GB|ns|billion(?:th)?s?)", (Fraction(1_000_000_000),)),
)
"""Words and units, and the factors that they name."""


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}\b", re.IGNORECASE)


BETWEEN = tuple((_whole(one), _whole(other), frozenset(map(Fraction, factors))) for one, other, factors in UNITS)
NAMED = tuple((_whole(word), frozenset(factors)) for word, factors in WORDS)


AVERAGE = _whole(r"(?:means?|averages?)")
FIGURE = r"\d+(?:[.,]\d+)*"
LIST = re.compile(rf"{FIGURE}(?:\s*(?:\+|,|,?\s+and)\s*{FIGURE})+")


def customary(*texts: str) -> frozenset[Fraction]:
    """The factors that the texts together call for by their words: 24 where they tell of days and of hours, 2 where something is doubled,
    4 where an average is taken of four figures in a row."""
    whole = "\n".join(texts)
    found = [factors for one, other, factors in BETWEEN if one.search(whole) and other.search(whole)]
    found += [factors for word, factors in NAMED if word.search(whole)]
    if AVERAGE.search(whole):
        found.append(frozenset(Fraction(len(re.findall(FIGURE, row))) for row in LIST.findall(whole)))
    return frozenset().union(*found)
