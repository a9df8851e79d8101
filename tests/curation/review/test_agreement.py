"""Kappa and alpha against examples whose answers are published or follow by hand."""

from collections.abc import Hashable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.agreement import cohen_kappa, krippendorff_alpha
from bookwright.curation.review.agreement import alpha_of, pairs_agree
from tests.curation.review.rows import ACCEPT, REJECT


def units(*rows: str) -> list[Sequence[Hashable]]:
    """Units from one line for each observer; a dot is no value."""
    return [[value for value in column if value != "."] for column in zip(*(row.split() for row in rows), strict=True)]


@pytest.mark.parametrize(
    ("rows", "alpha"),
    [  # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections A, B and C
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            0.743,
        ),
    ],
)
def test_alpha_is_that_of_the_published_examples(rows: tuple[str, ...], alpha: float) -> None:
    found = krippendorff_alpha(units(*rows))
    assert found is not None
    assert round(found, 3) == alpha


def test_kappa_of_a_table_that_is_worked_by_hand() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: agreed 0.7, by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_not_defined_where_chance_alone_would_agree() -> None:
    assert cohen_kappa([("yes", "yes")] * 5) is None
    assert cohen_kappa([]) is None
    assert krippendorff_alpha([["yes", "yes"], ["yes"]]) is None
    assert krippendorff_alpha([["yes"], ["no"]]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2))
def test_kappa_is_the_same_from_both_sides_and_one_only_where_all_agree(pairs: list[tuple[str, str]]) -> None:
    there, back = cohen_kappa(pairs), cohen_kappa([(other, one) for one, other in pairs])
    assert there == pytest.approx(back) if there is not None else back is None
    if there is not None:
        assert there <= 1
        assert (there == pytest.approx(1)) == all(one == other for one, other in pairs)


def test_two_are_held_against_each_other_on_what_both_decided() -> None:
    raters = {
        "ann": {"1": ACCEPT, "2": ACCEPT, "3": REJECT, "4": REJECT},
        "ben": {"1": ACCEPT, "2": REJECT, "3": REJECT, "5": ACCEPT},
        "cleo": {"6": ACCEPT},
    }
    (found,) = pairs_agree(raters)
    assert (found.first, found.second, found.items) == ("ann", "ben", 3)
    assert found.agreed == pytest.approx(2 / 3)
    # by chance: accept 2/3 * 1/3, reject 1/3 * 2/3
    assert found.kappa == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    # values A A / A R / R R: 6 paired, 3 of each; observed 2, expected 36 - 18
    assert alpha_of(raters) == pytest.approx(1 - 5 * 2 / 18)
