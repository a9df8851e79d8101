"""Mathematics that is written down: read safely, worked out exactly where it is arithmetic, compared by value where it is algebra."""

import asyncio
from fractions import Fraction

from bookwright.agents.textbook.check import MathCheck, Proof, Verification
from bookwright.curation.verification.math.arithmetic import exact
from bookwright.curation.verification.math.equality import is_worked_out
from bookwright.curation.verification.math.parser import read
from bookwright.curation.verification.math.tokens import split_unit, unit_of
from bookwright.curation.verification.math.tree import Expression, Term, Undefined, Unreadable
from bookwright.curation.verification.math.worker import Worker

METHOD = "math"
MOST_DECIMALS = 30

_worker = Worker()


async def verify_math(check: MathCheck) -> Verification:
    """Whether the expression comes to what it is said to."""
    try:
        return await _verified(check)
    except Undefined as reason:
        return Verification(method=METHOD, proof=Proof.FAILS, detail=f"{check.expression} is not {check.equals}: {reason}")
    except Unreadable as reason:
        return Verification(method=METHOD, proof=Proof.UNCHECKED, detail=str(reason))


async def same_value(answer: str, reference: str) -> tuple[bool | None, str]:
    """Whether two answers have one value, and the reason where that cannot be said (None). A unit may stand on one side alone, also that of
    per cent; where both sides have one and they are spelt otherwise it is left open."""
    try:
        (first, _), (second, _) = split_unit(answer), split_unit(reference)
        unit, other = unit_of(answer), unit_of(reference)
        left, right = read(first), read(second)
        found: tuple[bool | None, str] | None = (True, "") if left == right else _compared(left, right, None)
        if found and not found[0]:
            found = _compared(right, left, None)
    except Undefined as reason:
        return False, str(reason)
    except Unreadable as reason:
        return None, str(reason)
    if found is None:
        found = await asyncio.to_thread(_worker.same, first, second, None)
    same, why = found
    if same and unit and other and unit != other:
        return None, f"it cannot be said whether {unit} is {other}"
    return same, why


async def _verified(check: MathCheck) -> Verification:
    (expression, _), (equals, _) = split_unit(check.expression), split_unit(check.equals)
    left, right = read(expression), read(equals)
    if left == right:
        return Verification(method=METHOD, proof=Proof.UNCHECKED, detail="the expression is the answer itself: nothing is worked out")
    within = _within(check.rounding)
    found = _compared(left, right, within)
    if found is None:
        found = await asyncio.to_thread(_worker.same, expression, equals, within)
    same, why = found
    if same is None:
        return Verification(method=METHOD, proof=Proof.UNCHECKED, detail=why or "it cannot be said whether the two are equal")
    if not same:
        detail = f"{check.expression} is not {check.equals}" + (f": {why}" if why else "")
        return Verification(method=METHOD, proof=Proof.FAILS, detail=detail)
    if not is_worked_out(left) and not is_worked_out(right):
        return Verification(method=METHOD, proof=Proof.UNCHECKED, detail="nothing is worked out: both sides are plain numbers or names")
    return Verification(method=METHOD, proof=Proof.HOLDS)


def _compared(left: Expression, right: Expression, within: Fraction | None) -> tuple[bool | None, str] | None:
    """Whether two fractions are equal, and what the first is; None where a side is no fraction. A share may be given in per cent."""
    first, second = exact(left), exact(right)
    if first is None or second is None:
        return None
    in_per_cent = isinstance(right, Term) and right.head == "percent" and _near(first, second * 100, within)
    return in_per_cent or _near(first, second, within), f"it is {_shown(first)}"


def _within(rounding: int | None) -> Fraction | None:
    """Half a unit of the last decimal."""
    if rounding is None:
        return None
    if abs(rounding) > MOST_DECIMALS:
        raise Unreadable(f"no value is rounded to {rounding} decimals")
    return Fraction(1, 2) / Fraction(10) ** rounding


def _near(first: Fraction, second: Fraction, within: Fraction | None) -> bool:
    return abs(first - second) <= (within or 0)


def _shown(value: Fraction) -> str:
    """A value for people: whole, or to some decimals."""
    return (
        str(value.numerator) if value.denominator == 1 and abs(value) < 10**15 else f"{float(value):.10g}" if abs(value) < 10**300 else ""
    )
