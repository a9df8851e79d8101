"""Sums that a sentence writes out, "3 × 20 = 60": whether they are right."""

import re
from collections.abc import Iterator
from fractions import Fraction

from bookwright.curation.verification.math.arithmetic import exact
from bookwright.curation.verification.math.parser import read
from bookwright.curation.verification.math.tree import Undefined, Unreadable

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?(?:\s?%)?"
COUNTED = rf"{NUMBER}(?:\s[A-Za-z]+){{0,2}}"
"""A number and what it counts: "4 servers"."""
PRODUCT = rf"{COUNTED}(?:\s*[×*·÷/]\s*{COUNTED})+"
PLAIN = rf"{NUMBER}(?:\s*(?:[×*·÷/+]|\s[-−–]\s)\s*{NUMBER})+"
SUM = re.compile(rf"(?<![\w.,^])({PLAIN}|{PRODUCT})\s*[=≈]\s*({NUMBER})(?![\w.,]*\d)(?!\s*[×*·÷/+^−(])")
LEFT_OVER = re.compile(r"[-+−–×*·÷/^√]\s*$")
"""What shows that a sum began before what is read of it."""
WORD = re.compile(r"\s?[A-Za-z]+")
PER_CENT = re.compile(r"([\d.,]*\d)\s?%")
SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", ",": None})
HUNDRED = 100


def wrong_sums(text: str) -> Iterator[str]:
    """The sums of a text that come to something else, each with what it comes to. Rounded results are right, and so are shares in per cent;
    what cannot be read for sure, with brackets or unlike units to be added, is passed over."""
    for found in SUM.finditer(text):
        value = None if LEFT_OVER.search(text[: found.start()]) else _value(found[1])
        if value is not None and not _is_right(value, found[2]):
            yield f"{found[0].strip()}: it is {float(value):.10g}"


def _value(expression: str) -> Fraction | None:
    try:
        return exact(read(_share(WORD.sub("", expression)).translate(SIGNS)))
    except (Undefined, Unreadable):
        return None


def _share(expression: str) -> str:
    """The expression with per cent as a division."""
    return PER_CENT.sub(r"(\1/100)", expression)


def _is_right(value: Fraction, said: str) -> bool:
    """Whether a result is the value, or rounded to its own decimals; in per cent it may stand for a share or for hundredths."""
    plain = said.replace(",", "").rstrip("% ")
    decimals = len(plain.partition(".")[2])
    within = Fraction(1, 2) / 10**decimals
    stated = Fraction(plain)
    return any(abs(stated - one) <= within for one in ((value, value * HUNDRED) if "%" in said else (value,)))
