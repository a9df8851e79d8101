"""A specification: its file, the cells that items get, and how the grid was filled."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from bookwright.curation.specification.filling import Filling
from bookwright.curation.specification.grid import cell_of, cells, cells_of, with_cells
from bookwright.curation.specification.personas import distinct
from bookwright.curation.specification.specification import AXES, Specification
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen

SHARES = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 9), min_size=1)
SPECIFICATIONS = st.dictionaries(st.sampled_from(AXES), SHARES, min_size=1).map(lambda shares: Specification(shares=shares))


def loaded(tmp_path: Path, text: str) -> Specification:
    (tmp_path / "wanted.toml").write_text(text, encoding="utf-8")
    return Specification.load(tmp_path / "wanted.toml")


def test_a_file_gives_values_alone_or_with_shares(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, 'language = ["de", "en"]\nbloom = { apply = 0.75, remember = 0.25 }\npersona = 6\n[audience]\nnovice = 4\nexpert = 2'
    )
    assert list(found.shares) == ["audience", "bloom", "language"]
    assert found.shares["audience"] == {"novice": 2, "expert": 1}
    assert found.shares["bloom"] == {"apply": 3, "remember": 1}
    assert (found.shares["language"], found.personas) == ({"de": 1, "en": 1}, 6)
    assert found.with_personas(("a nurse", "an auditor")).shares["persona"] == {"a nurse": 1, "an auditor": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty; give at least one of persona, audience"),
        ("tone = ['grave']", "tone: is no axis"),
        ("bloom = ['aply']", 'bloom: "aply" is unknown; give remember'),
        ("length = ['endless']", 'length: "endless" is unknown; give short'),
        ("language = ['German']", 'language: "German" is no code'),
        ("audience = []", "audience: has no value"),
        ("audience = ['']", "audience: has no value, or an empty one"),
        ("audience = ['a', 'a']", "audience: has a value twice"),
        ("audience = { a = 0 }", "audience: a: the share 0 is no number above 0"),
        ("audience = { a = 'many' }", "audience: a: the share many is no number"),
        ("audience = 3", "audience: is no list"),
        ("persona = 0", "persona: 0 cannot be drawn"),
        ("audience = [", "is no TOML file"),
    ],
)
def test_a_file_of_no_use_gets_a_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        loaded(tmp_path, text)
    assert said in str(refused.value)


@given(SPECIFICATIONS, st.integers(1, 120))
def test_no_value_is_more_than_rounded_up_above_its_quota_and_whole_quotas_are_met(specification: Specification, number: int) -> None:
    drawn = list(islice(cells(specification), number))
    for axis, shares in specification.shares.items():
        counts, total = Counter(cell[axis] for cell in drawn), sum(shares.values())
        quotas = {value: Fraction(share * number, total) for value, share in shares.items()}
        assert all(counts[value] < quota + 1 for value, quota in quotas.items())
        if all(quota.denominator == 1 for quota in quotas.values()):
            assert counts == quotas


@given(SPECIFICATIONS, st.integers(0, 40))
def test_the_cell_of_an_item_is_the_same_every_time_and_has_every_axis(specification: Specification, number: int) -> None:
    cell = cell_of(specification, number)
    assert cell == cell_of(specification, number) == list(islice(cells(specification), number + 1))[number]
    assert list(cell) == list(specification.shares)


@pytest.mark.parametrize("values", [(2, 2), (2, 4), (3, 3), (5, 5), (3, 4, 2), (6, 3, 4)])
def test_axes_do_not_go_in_step_every_pair_of_values_comes_alike(values: tuple[int, ...]) -> None:
    counts = dict(zip(AXES, values, strict=False))
    specification = Specification(shares={axis: {str(value): 1 for value in range(count)} for axis, count in counts.items()})
    for first, second in combinations(counts, 2):
        each = 4
        drawn = islice(cells(specification), each * counts[first] * counts[second])
        pairs = Counter((cell[first], cell[second]) for cell in drawn)
        assert len(pairs) == counts[first] * counts[second]
        assert {abs(count - each) for count in pairs.values()} <= {0, 1}


def test_items_carry_their_cells_on_from_those_before() -> None:
    class Item(Frozen):
        specification: dict[str, str] = Field(default_factory=dict)

    specification = Specification(shares={"audience": {"novice": 2, "expert": 1}})
    whole = with_cells([Item()] * 5, specification)
    assert [*with_cells([Item()] * 2, specification), *with_cells([Item()] * 3, specification, before=2)] == whole
    assert [item.specification["audience"] for item in whole] == ["novice", "expert", "novice", "novice", "expert"]
    assert cells_of(["a", "b"], specification) == {"a": whole[0].specification, "b": whole[1].specification}
    assert cells_of(["a", "b"], None) == {}


def test_the_grid_says_what_was_asked_what_came_and_where_the_rest_was_lost() -> None:
    specification = Specification(shares={"audience": {"novice": 1, "expert": 1}, "length": {"short": 1}})
    filling = Filling()
    novice, expert = ({"audience": value, "length": "short"} for value in ("novice", "expert"))
    filling.ask(novice, 3)
    filling.ask(expert, 3)
    for reason in ("", "", "gates:length"):
        filling.end(novice, reason)
    filling.end(expert, "writer:nothing_to_ask")
    figures = filling.figures(specification)
    assert figures["grid"] == [
        {"axis": "audience", "value": "novice", "share": 0.5, "asked": 3, "accepted": 2, "lost": {"gates": 1}},
        {"axis": "audience", "value": "expert", "share": 0.5, "asked": 3, "accepted": 0, "lost": {"writer": 3}},
        {"axis": "length", "value": "short", "share": 1.0, "asked": 6, "accepted": 2, "lost": {"writer": 3, "gates": 1}},
    ]
    assert figures["grid_pairs"] == [
        {"axis": "audience", "value": "novice", "across": "length", "other": "short", "asked": 3, "accepted": 2},
        {"axis": "audience", "value": "expert", "across": "length", "other": "short", "asked": 3, "accepted": 0},
    ]


def test_personas_that_are_alike_are_one() -> None:
    drawn = ["a nurse who plans night shifts", "a nurse planning the night shifts", "an auditor of hospital accounts", "", "a cook"]
    assert distinct(drawn, 9) == (drawn[0], drawn[2], drawn[4])
    assert distinct(drawn, 1) == (drawn[0],)
