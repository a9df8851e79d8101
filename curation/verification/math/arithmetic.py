"""Works out what has no variables and comes to a fraction, exactly and within bounds; everything else is left to algebra."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from bookwright.curation.verification.math.tree import Expression, Number, Term, Undefined, Unreadable

MOST_BITS = 20_000
LARGEST_FACTORIAL = 1_000


def exact(tree: Expression) -> Fraction | None:
    """What an expression comes to; None where it is no fraction that can be worked out here. Raises Unreadable for what has no value
    (a division by nought) or too large a one."""
    if isinstance(tree, Number):
        return tree.value
    if not isinstance(tree, Term) or tree.head not in WORKED_OUT:
        return None
    parts = [exact(part) for part in tree.parts]
    values = [part for part in parts if part is not None]
    if len(values) < len(parts):
        return None
    try:
        found = WORKED_OUT[tree.head](*values)
    except ZeroDivisionError:
        raise Undefined("it divides by nought") from None
    except TypeError:
        raise Unreadable(f"{tree.head} has too few or too many parts") from None
    return None if found is None else _bounded(found)


def _bounded(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
        raise Unreadable("the numbers grow too large")
    return value


def power_bits(base: Fraction, exponent: Fraction) -> int:
    """About how many bits a power has."""
    return max(base.numerator.bit_length(), base.denominator.bit_length()) * math.ceil(abs(exponent))


def _power(base: Fraction, exponent: Fraction) -> Fraction | None:
    if power_bits(base, exponent) > MOST_BITS and abs(base) != 1 and base != 0:
        raise Unreadable("the numbers grow too large")
    if exponent.denominator == 1:
        return base**exponent.numerator
    if exponent == Fraction(1, 2):
        return _root(base)
    return None


def _root(value: Fraction) -> Fraction | None:
    """The square root where it is a fraction."""
    if value < 0:
        return None
    over, under = math.isqrt(value.numerator), math.isqrt(value.denominator)
    return Fraction(over, under) if (over**2, under**2) == (value.numerator, value.denominator) else None


def _factorial(value: Fraction) -> Fraction:
    if value > LARGEST_FACTORIAL:
        raise Unreadable("the factorial is too large")
    return Fraction(math.factorial(_whole(value)))


def _comb(total: Fraction, chosen: Fraction) -> Fraction:
    if max(total, chosen) > LARGEST_FACTORIAL:
        raise Unreadable("the binomial is too large")
    return Fraction(math.comb(_whole(total), _whole(chosen)))


def _whole(value: Fraction) -> int:
    if value.denominator != 1 or value < 0:
        raise Unreadable("a whole number should stand where a fraction or a negative one does")
    return value.numerator


def _rounded(value: Fraction, digits: Fraction = Fraction(0)) -> Fraction:
    if digits.denominator != 1 or abs(digits) > 30:
        raise Unreadable("a value is rounded to too many places")
    return Fraction(round(value, digits.numerator))


WORKED_OUT: Mapping[str, Callable[..., Fraction | None]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: Fraction(a // b),
    "mod": lambda a, b: a % b,
    "**": _power,
    "neg": lambda a: -a,
    "percent": lambda a: a / 100,
    "abs": abs,
    "sqrt": _root,
    "min": min,
    "max": max,
    "round": _rounded,
    "floor": lambda a: Fraction(math.floor(a)),
    "ceil": lambda a: Fraction(math.ceil(a)),
    "factorial": _factorial,
    "comb": _comb,
    "gcd": lambda *all_: Fraction(math.gcd(*map(_whole, all_))),
    "lcm": lambda *all_: Fraction(math.lcm(*map(_whole, all_))),
}
