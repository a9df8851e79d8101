"""Agreement beyond chance, on the examples of the literature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.agreement import cohen_kappa, krippendorff_alpha

UNITS = st.lists(st.lists(st.sampled_from("abc"), max_size=5), max_size=12)


def by_unit(*coders: str) -> list[list[str]]:
    """The values of each unit, from a line of values for each coder; a dot is a value that is missing."""
    return [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        (("0100000010", "1110010000"), 0.095),  # Krippendorff 2011, section A
        (("aabbdcccedda", "babbbccceddd"), 0.692),  # section B
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),  # section C, with missing values
    ],
)
def test_alpha_is_that_of_the_paper(coders: tuple[str, ...], alpha: float) -> None:
    assert krippendorff_alpha(by_unit(*coders)) == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize("units", [[], [["a"], ["b"]], [["a", "a"], ["a", "a"]]])
def test_alpha_is_none_where_nothing_can_be_compared_or_nothing_varies(units: list[list[str]]) -> None:
    assert krippendorff_alpha(units) is None


@given(UNITS)
def test_alpha_is_at_most_one_and_one_only_where_all_agree(units: list[list[str]]) -> None:
    alpha = krippendorff_alpha(units)
    if alpha is not None:
        assert alpha <= 1
        assert (alpha == 1) == all(len(set(unit)) <= 1 for unit in units)


@given(UNITS, st.permutations("abc"))
def test_alpha_does_not_ask_what_the_values_are_called_or_who_gave_them(units: list[list[str]], names: list[str]) -> None:
    renamed = [[dict(zip("abc", names, strict=True))[value] for value in reversed(unit)] for unit in reversed(units)]
    assert krippendorff_alpha(renamed) == pytest.approx(krippendorff_alpha(units))


def test_kappa_is_that_of_the_paper() -> None:
    table = {"aa": 88, "ab": 14, "ac": 18, "ba": 10, "bb": 40, "bc": 10, "ca": 2, "cb": 6, "cc": 12}  # Cohen 1968, table 1
    pairs = [(pair[0], pair[1]) for pair, count in table.items() for _ in range(count)]
    assert cohen_kappa(pairs) == pytest.approx(0.492, abs=0.0005)


@pytest.mark.parametrize("pairs", [[], [("a", "a")] * 3])
def test_kappa_is_none_where_it_is_not_defined(pairs: list[tuple[str, str]]) -> None:
    assert cohen_kappa(pairs) is None


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=1))
def test_kappa_is_the_same_whoever_is_named_first(pairs: list[tuple[str, str]]) -> None:
    assert cohen_kappa([(second, first) for first, second in pairs]) == pytest.approx(cohen_kappa(pairs))
