"""From a tree to sympy, and whether two things of sympy are equal.

Equality is decided by value, at points drawn once and for all and to fifty digits, after Schwartz ("Fast probabilistic algorithms for
verification of polynomial identities", 1980): two expressions that differ agree at all of the points with a chance that can be left aside,
and unlike a proof by rewriting it takes no time that cannot be foreseen.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from random import Random

import sympy

from bookwright.curation.verification.math.arithmetic import MOST_BITS, exact, power_bits
from bookwright.curation.verification.math.tree import Expression, Name, Term, Unreadable

DIGITS = 50
POINTS = 8
FEWEST = 3
CONSTANTS: Mapping[str, sympy.Expr] = {"pi": sympy.pi, "e": sympy.E, "E": sympy.E, "i": sympy.I, "I": sympy.I, "oo": sympy.oo}
IN_DEGREES = frozenset("sin cos tan cot sec csc".split())

BUILDERS: Mapping[str, Callable[..., sympy.Expr]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: sympy.floor(a / b),
    "mod": sympy.Mod,
    "neg": lambda a: -a,
    "percent": lambda a: a / 100,
    "degree": lambda a: a * sympy.pi / 180,
    "sqrt": sympy.sqrt,
    "cbrt": sympy.cbrt,
    "abs": sympy.Abs,
    "min": sympy.Min,
    "max": sympy.Max,
    "floor": sympy.floor,
    "ceil": sympy.ceiling,
    "factorial": sympy.factorial,
    "comb": sympy.binomial,
    "log": sympy.log,
    "log2": lambda a: sympy.log(a, 2),
    "log10": lambda a: sympy.log(a, 10),
    **{name: getattr(sympy, name) for name in "exp sin cos tan cot sec csc asin acos atan sinh cosh tanh".split()},
}


def built(tree: Expression) -> sympy.Expr:
    """The expression of sympy for a tree that is no relation and has no several parts. Raises Unreadable."""
    value = exact(tree)
    if value is not None:
        return sympy.Rational(value.numerator, value.denominator)
    if isinstance(tree, Name):
        return CONSTANTS.get(tree.text) or sympy.Symbol(tree.text)
    if not isinstance(tree, Term):
        raise Unreadable("it has no value")
    if tree.head == "**":
        return _power(*map(built, tree.parts))
    if tree.head not in BUILDERS:
        raise Unreadable(f"{tree.head} cannot be worked with here")
    try:
        return BUILDERS[tree.head](*map(built, tree.parts))
    except (TypeError, ValueError) as error:
        raise Unreadable(f"{tree.head} does not take these parts") from error


def _power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    if exponent.is_Rational and base.is_Rational and power_bits(*(Fraction(int(n.p), int(n.q)) for n in (base, exponent))) > MOST_BITS:
        raise Unreadable("the numbers grow too large")
    if exponent.is_Rational and abs(exponent) > MOST_BITS:
        raise Unreadable("the exponent is too large")
    return base**exponent


def is_equal(left: sympy.Expr, right: sympy.Expr, within: Fraction | None = None) -> bool | None:
    """Whether two expressions have the same value wherever both have one, or values no further apart than `within`; None where too few
    points can tell, or where they agree for positive values of the variables alone."""
    if left == right:
        return True
    names = sorted(left.free_symbols | right.free_symbols, key=str)
    if not names:
        return _agrees(left, right, {}, within)
    positive, any_sign = (_at_all(left, right, names, low, within) for low in (0, -7))
    if positive and any_sign is False:
        return None
    return positive if positive is not None else any_sign


def _at_all(left: sympy.Expr, right: sympy.Expr, names: Sequence[sympy.Symbol], low: int, within: Fraction | None) -> bool | None:
    chance = Random(len(names))  # noqa: S311 - the same points every time
    answers = []
    for _ in range(POINTS):
        point = {name: sympy.Rational(chance.randint(low * 97 + 1, 7 * 97), 97) for name in names}
        answers.append(_agrees(left, right, point, within))
    known = [answer for answer in answers if answer is not None]
    return all(known) if len(known) >= FEWEST else None


def _agrees(left: sympy.Expr, right: sympy.Expr, point: Mapping[sympy.Symbol, sympy.Rational], within: Fraction | None) -> bool | None:
    """Whether two expressions agree at a point; None where one of them has no value there."""
    first, second = (side.evalf(DIGITS, subs=dict(point)) for side in (left, right))
    if sympy.oo in (first, second) or -sympy.oo in (first, second):
        return bool(first == second)
    if not (first.is_number and second.is_number and first.is_finite and second.is_finite):
        return None
    apart = abs(first - second).evalf(DIGITS)
    if not apart.is_comparable:
        return None
    return bool(apart <= (sympy.Rational(within.numerator, within.denominator) if within is not None else _margin(first)))


def varies_with(expression: sympy.Expr, names: Collection[str]) -> bool:
    """Whether the value of an expression hangs on one of the names, which are no constants."""
    free = [symbol for symbol in expression.free_symbols if symbol.name in names]
    return any(is_equal(expression, expression.subs(symbol, symbol + 1)) is not True for symbol in free)


def _margin(value: sympy.Expr) -> sympy.Expr:
    """How far two values of fifty digits may lie apart by their rounding."""
    return sympy.Float(10) ** (10 - DIGITS) * (1 + abs(value))


def is_proportional(left: sympy.Expr, right: sympy.Expr) -> bool | None:
    """Whether one expression is the other times a number that is not nought: two equations "… = 0" then say the same."""
    names = sorted(left.free_symbols | right.free_symbols, key=str)
    chance = Random(math.pi)  # noqa: S311
    point = {name: sympy.Rational(chance.randint(1, 7 * 97), 97) for name in names}
    first, second = (side.evalf(DIGITS, subs=point) for side in (left, right))
    if not (first.is_finite and second.is_finite) or 0 in (first, second):
        return None
    return is_equal(left.subs(point) * right, right.subs(point) * left)
