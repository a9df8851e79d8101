"""Units and dates: a number of a claim keeps the unit, the month or the era that it has in the evidence."""

import re
from functools import lru_cache

from bookwright.agents.items import Claim, Draft, Fault, FaultKind, Submission
from bookwright.curation.alignment import WORD, edits, is_quoted
from bookwright.curation.gates.numbers import WORDS as NUMBER_WORDS
from bookwright.curation.terms import AT_HAND

# A single letter stands for too much: "5m" is five minutes here and five metres there.
SPELLINGS = {
    "millisecond": "ms msec millisecond milliseconds",
    "microsecond": "µs microsecond microseconds",
    "nanosecond": "ns nanosecond nanoseconds",
    "second": "sec secs second seconds",
    "minute": "min mins minute minutes",
    "hour": "hr hrs hour hours hourly",
    "day": "day days daily",
    "week": "week weeks weekly wk",
    "month": "month months monthly",
    "quarter": "quarter quarters quarterly",
    "year": "yr yrs year years yearly annual annually",
    "decade": "decade decades",
    "century": "century centuries",
    "bit": "bit bits",
    "byte": "byte bytes octet octets",
    "kilobyte": "kb kilobyte kilobytes",
    "kibibyte": "kib kibibyte kibibytes",
    "megabyte": "mb megabyte megabytes",
    "mebibyte": "mib mebibyte mebibytes",
    "gigabyte": "gb gigabyte gigabytes",
    "gibibyte": "gib gibibyte gibibytes",
    "terabyte": "tb terabyte terabytes",
    "millimetre": "mm millimetre millimetres millimeter millimeters",
    "centimetre": "cm centimetre centimetres centimeter centimeters",
    "metre": "metre metres meter meters",
    "kilometre": "km kilometre kilometres kilometer kilometers",
    "inch": "inch inches",
    "foot": "ft foot feet",
    "yard": "yard yards",
    "mile": "mile miles",
    "milligram": "mg milligram milligrams",
    "gram": "gram grams",
    "kilogram": "kg kilogram kilograms kilo kilos",
    "pound": "lb lbs",
    "tonne": "tonne tonnes ton tons",
    "millilitre": "ml millilitre millilitres milliliter milliliters",
    "litre": "litre litres liter liters",
    "watt": "watt watts",
    "kilowatt": "kw kilowatt kilowatts",
    "megawatt": "mw megawatt megawatts",
    "gigawatt": "gw gigawatt gigawatts",
    "volt": "volt volts",
    "hertz": "hz hertz",
    "kilohertz": "khz kilohertz",
    "megahertz": "mhz megahertz",
    "gigahertz": "ghz gigahertz",
    "celsius": "°c celsius",
    "fahrenheit": "°f fahrenheit",
    "kelvin": "kelvin",
    "per cent": "% percent percents",
    "hundred": "hundred hundreds",
    "thousand": "thousand thousands",
    "million": "million millions",
    "billion": "billion billions",
    "trillion": "trillion trillions",
    "dollar": "$ usd dollar dollars",
    "euro": "€ eur euro euros",
    "pound sterling": "£ gbp",
    "January": "january jan",
    "February": "february feb",
    "March": "march mar",
    "April": "april apr",
    "May": "may",
    "June": "june jun",
    "July": "july jul",
    "August": "august aug",
    "September": "september sep sept",
    "October": "october oct",
    "November": "november nov",
    "December": "december dec",
    "BC": "bc bce",
    "AD": "ad ce",
}
WEEKDAYS = {day: day for day in "monday tuesday wednesday thursday friday saturday sunday".split()}
UNITS = {spelling: unit for unit, spellings in SPELLINGS.items() for spelling in spellings.split()} | WEEKDAYS
MONTHS = frozenset("January February March April May June July August September October November December".split())
_FIGURE = r"\d+(?:[.,]\d+)*|" + "|".join(NUMBER_WORDS)
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_MONTH = "|".join(spelling for spelling, unit in UNITS.items() if unit in MONTHS)
AMOUNT = re.compile(rf"(?<![\w.,])(?P<number>{_FIGURE})(?:st|nd|rd|th)?[ -]?(?:of )?(?P<unit>{_UNIT})(?![\w%])", re.IGNORECASE)
BEFORE = re.compile(rf"(?:(?P<month>\b(?:{_MONTH})\b\.?) ?|(?P<sign>[$€£]) ?)(?P<number>\d+(?:[.,]\d+)*)", re.IGNORECASE)
AMBIGUOUS = frozenset("may march second ad min".split())
BARE = re.compile(rf"(?<![\w.,])(?P<number>{_FIGURE})(?!\w)", re.IGNORECASE)


@lru_cache(AT_HAND)
def amounts(text: str) -> frozenset[tuple[str, str]]:
    """The numbers that have a unit, a currency, a month or an era, each with it, in one spelling."""
    found = [(match["number"], match["unit"]) for match in AMOUNT.finditer(text)]
    found += [(match["number"], (match["month"] or match["sign"]).rstrip(".")) for match in BEFORE.finditer(text)]
    return frozenset((_figure(number), UNITS[unit.casefold()]) for number, unit in found if unit not in AMBIGUOUS - {"min"})


def units(submission: Submission) -> tuple[Fault, ...]:
    """A fault for each claim whose number has a unit where its evidence has it with others only, or that has another unit in its place."""
    return tuple(fault for claim in submission.draft.claims if (fault := _check(claim, submission.draft)))


def _figure(number: str) -> str:
    plain = number.casefold().replace(",", "")
    return NUMBER_WORDS.get(plain, plain)


def _check(claim: Claim, draft: Draft) -> Fault | None:
    evidence = "\n".join(draft.evidence[index].quote for index in claim.evidence)
    if not evidence or is_quoted(claim.text, evidence):
        return None
    turned = _of_a_number(claim.text, evidence, draft.question) or _in_place(claim.text, evidence)
    if not turned:
        return None
    return Fault(
        kind=FaultKind.UNIT_MISMATCH,
        quote=claim.text,
        reason=f"the source words named for this sentence have {turned[1]} where it has {turned[0]}",
        remedy="use the unit or the date of the source",
    )


def _of_a_number(claim: str, evidence: str, question: str) -> tuple[str, str] | None:
    """What the claim says and what the evidence says, where the same number has another unit and never stands alone or with the claim's."""
    known, spoken = amounts(evidence) | amounts(question), _named(tuple(WORD.findall(evidence)))
    for number, unit in sorted(amounts(claim) - known):
        if unit in MONTHS and unit in spoken:  # a year may be told apart from its month
            continue
        others = sorted(other for figure, other in known if figure == number)
        times = sum(_figure(match["number"]) == number for match in BARE.finditer(evidence))
        if others and times <= len(others):
            return f"{number} {unit}", f"{number} {others[0]}"
    return None


def _in_place(claim: str, evidence: str) -> tuple[str, str] | None:
    """The claim's unit and the one in whose place it stands."""
    for edit in edits(claim, evidence):
        ours, theirs = _named(edit.claim), _named(edit.source)
        if len(ours) == len(edit.claim) == 1 == len(edit.source) == len(theirs) and ours != theirs:
            return " ".join(edit.claim), " ".join(edit.source)
    return None


def _named(words: tuple[str, ...]) -> set[str]:
    """The units among the words; letters that may stand for anything are none."""
    return {UNITS[word.casefold()] for word in words if len(word) > 1 and word.casefold() in UNITS and word not in AMBIGUOUS}
