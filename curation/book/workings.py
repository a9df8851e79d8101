"""Workings: the figures that a check, a problem or a source gives, and those that follow from them."""

import math
from collections.abc import Iterator, Set
from fractions import Fraction
from itertools import permutations

from bookwright.agents.textbook.check import Check, CodeCheck, MathCheck
from bookwright.curation.gates.numbers import figures, number_words, ordinals
from bookwright.curation.verification.math.arithmetic import exact
from bookwright.curation.verification.math.parser import read
from bookwright.curation.verification.math.tokens import split_unit
from bookwright.curation.verification.math.tree import Expression, Term, Unreadable

Value = Fraction | str
HUNDRED = Fraction(100)
CONSTANTS: frozenset[Value] = frozenset({Fraction(0), Fraction(1), HUNDRED})
"""Figures that a step may take from nowhere: "1 − p", "per 100"."""
LONGEST = 40
"""Characters of a figure that is reckoned with; a longer one is only itself."""
MOST = 40
"""Values from which others are worked out; with more, any figure would follow from some two of them."""
LARGEST_EXPONENT = 64


def value_of(figure: str) -> Value:
    """A figure without its sign; one that is no plain number (a version, a date) is its own value."""
    plain = figure.lstrip("-").replace(",", ".", 1)
    return Fraction(plain) if plain.count(".") < 2 and "," not in plain and len(plain) <= LONGEST else plain


def given(*texts: str) -> frozenset[Value]:
    """The values that stand in texts, in figures or in words; per cent are also given as a share."""
    found: set[Value] = set()
    for text in texts:
        stated = figures(text) | number_words(text) | {place.rstrip(".") for place in ordinals(text)}
        values = {value_of(figure) for figure in stated}
        found |= values | (_hundredths(values) if "%" in text else set())
    return frozenset(found)


def proved(check: Check | None) -> frozenset[Value]:
    """The values that a check has: what it works out, the values on the way there, and what it comes to."""
    if isinstance(check, MathCheck):
        return given(check.expression, check.equals) | _on_the_way(check.expression)
    if isinstance(check, CodeCheck):
        return given(check.prints or check.source)
    return given(check.equals, *check.rows) if check else frozenset()


def _on_the_way(expression: str) -> frozenset[Value]:
    """What the parts of an expression come to."""
    try:
        return frozenset(_parts(read(split_unit(expression)[0])))
    except Unreadable:
        return frozenset()


def _parts(tree: Expression) -> Iterator[Fraction]:
    if isinstance(tree, Term):
        if (value := exact(tree)) is not None:
            yield abs(value)
        for part in tree.parts:
            yield from _parts(part)


def unfounded(text: str, known: Set[Value]) -> frozenset[str]:
    """The figures of a text that are not among the values known; per cent may be known as a share."""
    found = {figure: value_of(figure) for figure in figures(text)}
    shares = "%" in text
    return frozenset(figure for figure, value in found.items() if value not in known and not (shares and _hundredths({value}) & known))


def underived(step: str, known: Set[Value], at_hand: Set[Value]) -> frozenset[str]:
    """The figures of a step that are neither known nor follow, by one operation, from those of the step that are and the values at hand.

    One that follows is known for the rest of the step.
    """
    missing, own = unfounded(step, known | CONSTANTS), given(step)
    while missing:
        reached = set(own) - {value_of(figure) for figure in missing}
        pool = [value for value in reached | at_hand if isinstance(value, Fraction)]
        operands = [value for value in reached if isinstance(value, Fraction)]
        results = {sum(operands, Fraction(0)), math.prod(operands, start=Fraction(1))}
        results |= set(_results(pool if len(pool) <= MOST else operands[:MOST]))
        still = frozenset(figure for figure in missing if not _follows(figure, results))
        if still == missing:
            break
        missing = still
    return missing


def _results(pool: list[Fraction]) -> Iterator[Fraction]:
    """What two values come to, by each operation; a quotient whole too, and one value as a share of a hundred of another."""
    for one, other in [*permutations(pool, 2), *((value, value) for value in pool)]:
        yield from (one + other, abs(one - other), one * other, one * other / 100)
        if other:
            quotient = one / other
            yield from (quotient, quotient * 100, Fraction(math.floor(quotient)), Fraction(math.ceil(quotient)))
        if other.denominator == 1 and other <= LARGEST_EXPONENT:
            yield one**other.numerator
    yield from (abs(HUNDRED - value) for value in pool)


def _follows(figure: str, results: Set[Fraction]) -> bool:
    """Whether a figure is one of the results, or one rounded to its decimals."""
    value = value_of(figure)
    if isinstance(value, str):
        return False
    decimals = len(figure.replace(",", ".").partition(".")[2])
    within = Fraction(1, 2) / 10**decimals if decimals else Fraction(0)
    return value in results or any(abs(value - result) <= within for result in results)


def _hundredths(values: Set[Value]) -> set[Value]:
    return {value / 100 for value in values if isinstance(value, Fraction)}
