"""An answer is right when it says what the reference says, in whatever notation, and in no other case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.check import Proof
from bookwright.curation.verification.answer import verify_answer
from bookwright.curation.verification.writing import last_box, plain, spread


@pytest.mark.parametrize(
    ("answer", "reference", "wrong"),
    [
        ("18", "18", "81"),
        ("18.0", "18", "18.1"),
        ("$1,234", "1234", "1243"),
        ("1/2", r"\frac{1}{2}", "2"),
        ("0.5", r"\dfrac12", "0.05"),
        ("50%", "50", "5"),
        ("50", r"50\%", "500"),
        ("5 cm", r"5\text{ cm}", "6 cm"),
        ("18 eggs", "18", "9 eggs"),
        (r"\boxed{7}", "7", r"\boxed{8}"),
        ("$x^2+1$", "1 + x^2", "$x^2-1$"),
        ("x = 5", "5", "x = 6"),
        (r"x \in [-2,7]", "[-2,7]", r"x \in [-2,7)"),
        (r"\left( 3, \frac{\pi}{2} \right)", r"(3, \pi/2)", r"(3, \pi/3)"),
        ("7, -3", "-3, 7", "-3, -7"),
        (r"90^\circ", "90", r"60^\circ"),
        ("(C)", r"\text{(C)}", "(D)"),
        ("east", r"\text{east}", "west"),
        ("Evelyn.", r"\text{Evelyn}", "Briana"),
        ("**18**", "18", "**17**"),
        (r"2\sqrt{2}", r"\sqrt{8}", r"\sqrt{6}"),
        ("2 or 3", "3, 2", "2 or 4"),
        ("8 pi", r"8 \pi", "8"),
        ("8", "8 m", "8 pi"),
        ("8 apples a day", "8", "8 pi."),
        (r"14 \text{ and } 5", "5, 14", "4, 15"),
        (r"1+\sqrt{19}, 1-\sqrt{19}", r"1 \pm \sqrt{19}", r"1 \pm \sqrt{18}"),
        (r"\{-2, 1-\sqrt{5}, 1+\sqrt{5}\}", r"\{1\pm\sqrt{5},-2\}", r"\{-2, 1+\sqrt{5}\}"),
        ("36 degrees", r"36^\circ", "37 degrees"),
        ("36 dollars", r"\$36", "63 dollars"),
        (r"\begin{pmatrix} -7 \\ 16 \end{pmatrix}", r"\begin{pmatrix}-7\\16\end{pmatrix}", r"\begin{pmatrix} 7 \\ 16 \end{pmatrix}"),
    ],
)
async def test_other_words_for_the_same_are_right_and_other_values_wrong(answer: str, reference: str, wrong: str) -> None:
    assert (await verify_answer(answer, reference)).proof is Proof.HOLDS
    assert (await verify_answer(wrong, reference)).proof is Proof.FAILS


@pytest.mark.parametrize(("answer", "reference"), [("2516_8", "2516_{8}"), ("May  5", "May 5"), (r"11111111100_{2}", "11111111100_2")])
async def test_what_cannot_be_worked_out_is_right_in_the_same_words(answer: str, reference: str) -> None:
    assert (await verify_answer(answer, reference)).proof is Proof.HOLDS


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        ("2516_8", "1358"),
        ("5 cm", "5 m"),
        ("", "5"),
        ("5", " "),
        ("m + n", "29"),
        ("eighteen of them, or 19", "18"),
        ("__import__('os')", "0"),
    ],
)
async def test_what_cannot_be_said_for_sure_is_unchecked(answer: str, reference: str) -> None:
    assert (await verify_answer(answer, reference)).proof is Proof.UNCHECKED


@pytest.mark.parametrize(
    ("text", "inner"),
    [(r"\boxed{a{b}c} and", "a{b}c"), (r"\boxed{1} \fbox{2}", "2"), (r"\boxed{\{1\}}", r"\{1\}"), (r"\boxed{1", "1"), ("none", "")],
)
def test_a_box_is_read_to_its_own_end(text: str, inner: str) -> None:
    assert last_box(text)[1] == inner


@pytest.mark.parametrize(
    ("text", "listed"),
    [("1 ± 2", "1 + 2, 1 - 2"), ("f(1, 2)", "f(1, 2)"), (r"\pm 3 \pm 1", r"\pm 3 \pm 1"), ("2, 3, or 4", "2, 3, 4"), ("sand or sea",) * 2],
)
def test_alternatives_are_listed(text: str, listed: str) -> None:
    assert spread(text) == listed


@given(st.text(max_size=60))
def test_plain_text_is_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
async def test_numbers_are_right_when_they_are_equal(one: int, other: int) -> None:
    proof = (await verify_answer(str(one), f"{other:,}")).proof
    assert proof is (Proof.HOLDS if one == other else Proof.FAILS)
    assert (await verify_answer(f"{one:,}", str(one))).proof is Proof.HOLDS
