"""Mathematics is read as people write it, worked out exactly, and never evaluated as a program."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookwright.agents.textbook.check import MathCheck, Proof
from bookwright.curation.verification import math as mathematics
from bookwright.curation.verification import verify
from bookwright.curation.verification.math.arithmetic import exact
from bookwright.curation.verification.math.parser import read
from bookwright.curation.verification.math.tree import Unreadable
from bookwright.curation.verification.math.worker import Worker


async def proof(expression: str, equals: str, rounding: int | None = None) -> Proof:
    return (await verify(MathCheck(expression=expression, equals=equals, rounding=rounding), ())).proof


@pytest.mark.parametrize(
    ("expression", "equals", "wrong"),
    [
        ("48/2", "24", "25"),
        ("0.1+0.2", "0.3", "0.30000001"),
        ("1,234 + 1", "1,235", "1,236"),
        ("$18.90 * 2", "$37.80", "$37.08"),
        ("20% * 50", "10", "1"),
        ("12/60*100", "20%", "21%"),
        ("17 % 5", "2", "3"),
        ("2(3 + 4)", "14", "9"),
        ("(2)(3)", "6", "5"),
        ("-2^2", "-4", "4"),
        ("2**-1", "0.5", "-0.5"),
        ("2^3^2", "512", "64"),
        ("10 - 4 - 3", "3", "9"),
        ("2 × 3 ÷ 4", "1.5", "1"),
        ("5! - 5", "115", "114"),
        ("7 // 2", "3", "3.5"),
        ("gcd(120,144)", "24", "12"),
        ("math.comb(5, 2)", "10", "20"),
        ("(1,200 + 300) * 2", "3000", "1,501"),
        ("x = 3 + 4", "7", "8"),
        ("3 + 4 = 7", "7", "8"),
        ("3*4", "12 cm", "13 cm"),
        (r"\frac{3(-2)-2}{-2-2} + \frac53 + 1", r"\frac{14}{3}", r"\frac{13}{3}"),
        (r"2\frac{1}{2} \cdot 2", "5", "2"),
        (r"\$5\cdot3", "15", "16"),
        (r"5\cdot 2{,}000", r"10,\!000", "1,000"),
        (r"180^\circ - 65^\circ", r"115^\circ", r"125^\circ"),
        (r"\binom{5}{2} + 0.5", "10.5", "11.5"),
        (r"50\% \cdot 8", "4", "400"),
    ],
)
async def test_arithmetic_is_worked_out(expression: str, equals: str, wrong: str) -> None:
    assert await proof(expression, equals) is Proof.HOLDS
    assert await proof(expression, wrong) is Proof.FAILS


@pytest.mark.parametrize(
    ("expression", "equals", "wrong"),
    [
        ("(x+1)**2", "x**2 + 2x + 1", "x^2 + 2x - 1"),
        ("(x**2 - 1)/(x - 1)", "x + 1", "x - 1"),
        ("sin(x)^2 + cos(x)^2", "1", "2"),
        ("sqrt(8)", "2 sqrt(2)", "2 sqrt(3)"),
        (r"11\sqrt2", r"\sqrt{242}", r"\sqrt{241}"),
        (r"\sin 30^\circ", r"\frac12", r"-\frac12"),
        (r"\cos \theta \tan \theta", r"\sin\theta", r"\cos\theta"),
        (r"\log_2 8", "3", "4"),
        (r"\sqrt[3]{27} \pi", r"3\pi", "3"),
        ("(2+i)^2", "3+4i", "3-4i"),
        ("(a+5)(b+2)", "ab + 5b + 2a + 10", "ab + 5b + 2a + 11"),
        ("y = 2x + 3", "2y = 4x + 6", "2y = 4x + 5"),
        ("x < 3 + 1", "4 > x", "4 < x"),
        (r"(\sqrt{9}, \frac{\pi}{4}\cdot 2)", r"\left( 3, \frac{\pi}{2} \right)", r"\left( \frac{\pi}{2}, 3 \right)"),
        (r"[\sqrt{4}, 3)", "[2, 3)", "[2, 3]"),
        (r"\{\sqrt{4}, -2\}", "-2, 2", "-2, 3"),
        (r"(-\infty, \sqrt 4]\cup[3,\infty)", r"[3,\infty)\cup(-\infty,2]", r"[3,\infty)\cup(-\infty,1]"),
        (
            r"\begin{pmatrix} \sqrt 4 & 2 \\ 3 & 4 \end{pmatrix}",
            r"\begin{bmatrix} 2 & 2 \\ 3 & 4 \end{bmatrix}",
            r"\begin{pmatrix} 2 & 2 \\ 3 & 5 \end{pmatrix}",
        ),
    ],
)
async def test_algebra_is_compared_by_value(expression: str, equals: str, wrong: str) -> None:
    assert await proof(expression, equals) is Proof.HOLDS
    assert await proof(expression, wrong) is Proof.FAILS


@pytest.mark.parametrize(
    ("expression", "equals", "rounding", "expected"),
    [
        ("0.7*200000/0.3", "466666.67", 2, Proof.HOLDS),
        ("0.7*200000/0.3", "466666.68", 2, Proof.FAILS),
        ("0.7*200000/0.3", "466666.67", None, Proof.FAILS),
        ("1/8", "0.13", 2, Proof.HOLDS),
        ("1/8", "0.12", 2, Proof.HOLDS),
        ("5432 * 1", "5000", -3, Proof.HOLDS),
        ("sqrt(2)", "1.414", 3, Proof.HOLDS),
        ("sqrt(2)", "1.415", 3, Proof.FAILS),
        ("1/3", "0.3", 10**9, Proof.UNCHECKED),
    ],
)
async def test_a_rounded_value_is_off_by_half_a_unit_at_most(expression: str, equals: str, rounding: int | None, expected: Proof) -> None:
    assert await proof(expression, equals, rounding) is expected


@pytest.mark.parametrize(
    ("expression", "equals"),
    [
        ("42", "42"),
        ("42", "42.0"),
        ("$42", "42"),
        ("x + 1", "x+1"),
        (r"\dfrac{1}{2}", r"\frac12"),
        ("(1, 2)", "(1,2)"),
    ],
)
async def test_an_answer_that_is_its_own_expression_proves_nothing(expression: str, equals: str) -> None:
    assert await proof(expression, equals) is Proof.UNCHECKED


@pytest.mark.parametrize(
    ("expression", "equals", "why"),
    [
        ("m + n", "29", "cannot be said"),
        ("sqrt(x**2)", "x", "cannot be said"),
        ("f(0)", "-2", "function f is not given"),
        ("4210_5", "555", "_"),
        ("x' + 1", "x", "'"),
        ("12 5", "60", "side by side"),
        ("__import__('os').system('echo')", "0", "'"),
        ("open(1)", "1", "open"),
        ("x.real", "1", "."),
        ("lambda: 0", "1", ":"),
        ("9**9**9**9", "1", "too large"),
        ("factorial(10**9)", "1", "too large"),
        ("1e999999999", "1", ""),
        ("(" * 400 + "1" + ")" * 400, "1", "deeply"),
        ("-" * 900 + "1", "1", "deeply"),
        ("1+" * 900 + "1", "901", "longer"),
        (r"\write18{ls}", "1", "write"),
        ("", "1", "ends"),
        ("٣ + ٤", "7", "not read"),
    ],
)
async def test_what_is_not_read_for_sure_is_unchecked(expression: str, equals: str, why: str) -> None:
    verification = await verify(MathCheck(expression=expression, equals=equals), ())

    assert verification.proof is Proof.UNCHECKED
    assert why in verification.detail


async def test_an_answer_without_a_value_fails() -> None:
    assert await proof("6/2", "3/0") is Proof.FAILS


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """Algebra with little time."""
    worker = Worker(seconds=1.0)
    monkeypatch.setattr(mathematics, "_worker", worker)
    yield worker
    worker.close()


async def test_what_takes_for_ever_is_given_up_and_the_next_is_answered(impatient: Worker) -> None:
    began = time.monotonic()
    endless, after = await asyncio.gather(proof("exp(exp(exp(exp(exp(x)))))", "gamma"), proof("sqrt(8)", "2*sqrt(2)"))

    assert (endless, after) == (Proof.UNCHECKED, Proof.HOLDS)
    assert time.monotonic() - began < 60


NUMBERS = st.integers(-1000, 1000)
SUMS = st.recursive(
    NUMBERS.map(lambda number: (f"({number})", Fraction(number))),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
        lambda parts: (
            f"({parts[0][0]} {parts[1]} {parts[2][0]})",
            {"+": parts[0][1] + parts[2][1], "-": parts[0][1] - parts[2][1], "*": parts[0][1] * parts[2][1]}[parts[1]],
        )
    ),
    max_leaves=8,
)


@given(SUMS, st.integers(-5, 5).filter(bool))
def test_the_value_holds_and_no_other(written: tuple[str, Fraction], off: int) -> None:
    text, value = written

    assert exact(read(text)) == value
    assert exact(read(text)) != value + off
    assert exact(read(text.replace("*", r"\cdot "))) == value


@given(st.one_of(st.text(max_size=200), st.text(alphabet="0123456789+-*/^()[]{}\\,.%!_ =<>|&xyfracsqrtleftpi", max_size=200)))
@settings(max_examples=150, deadline=2000)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Unreadable):
        exact(read(text))
