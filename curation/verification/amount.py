"""Amounts as they stand in tables: "$1,234.50", "−12 %", "1.234,5 km", "(300)"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

AMOUNT = re.compile(
    r"(?P<open>\()?(?P<sign>[-+−–])?\s*(?P<currency>(?:US)?[$€£])?\s*(?P<inner>[-−])?(?P<digits>\d[\d.,' \u00a0\u202f]*\d|\d|\.\d+)"
    r"\s*(?P<unit>%|[$€£]|[^\W\d_][\w/²³°]*(?: [^\W\d_]+){0,2}|°C|°F)?\.?(?P<close>\))?"
)
POINTED = re.compile(r"\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?|\d*\.?\d+")
WITH_COMMA = re.compile(r"\d{1,3}(?:[. ']\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
SURELY_WITH_COMMA = re.compile(r"\d{1,3}(?:[. ]\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3}){2,}|0,\d+")
LONGEST = 1_000
"""Characters of a number; Python reads no integer of some thousands of digits."""


@dataclass(frozen=True)
class Amount:
    """A number with its unit, per cent sign or currency (empty for none), and how many decimals it was written with."""

    value: Fraction
    unit: str
    decimals: int


def amounts(texts: Sequence[str]) -> list[Amount | None]:
    """The amounts that texts of one table consist of; None for a text that is more or less than one. Where any of them can only be read
    with a decimal comma, all are read so."""
    found = [AMOUNT.fullmatch(text.strip()) for text in texts]
    comma = any(match and SURELY_WITH_COMMA.fullmatch(_digits(match)) for match in found)
    return [_amount(match, comma=comma) if match else None for match in found]


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", match["digits"])


def _amount(match: re.Match[str], *, comma: bool) -> Amount | None:
    digits = _digits(match)
    if bool(match["open"]) != bool(match["close"]) or not (WITH_COMMA if comma else POINTED).fullmatch(digits):
        return None
    point = "," if comma else "."
    if len(digits) > LONGEST:
        return None
    whole, _, decimals = re.sub(r"[ ']|" + re.escape("." if comma else ","), "", digits).partition(point)
    negative = [bool(match["sign"] and match["sign"] in "-−–"), bool(match["inner"]), bool(match["open"])].count(True)
    value = Fraction(f"{whole or '0'}.{decimals or '0'}")
    unit = (match["currency"] or match["unit"] or "").replace("US$", "$").casefold()
    return Amount(value=-value if negative % 2 else value, unit=unit, decimals=len(decimals))
