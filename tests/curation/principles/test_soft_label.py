"""The soft label on fixed vectors: a share of orders, clamped to 40 to 60 per cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.pair import Preference
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.principles.soft_label import clamped, probability

FIRST, SECOND, TIE = Preference.FIRST, Preference.SECOND, Preference.TIE
BALLOTS = st.builds(Ballot, judge=st.just("m"), straight=st.sampled_from(Preference), swapped=st.sampled_from(Preference))


def ballot(straight: Preference, swapped: Preference) -> Ballot:
    return Ballot(judge="m", straight=straight, swapped=swapped)


@pytest.mark.parametrize(
    ("share", "label"),
    [(0.0, 0.4), (0.39, 0.4), (0.4, 0.4), (0.41, 0.41), (0.5, 0.5), (0.6, 0.6), (0.61, 0.6), (1.0, 0.6)],
)
def test_a_label_is_never_surer_than_sixty_per_cent(share: float, label: float) -> None:
    assert clamped(share) == label


@pytest.mark.parametrize(
    ("ballots", "share"),
    [
        ([ballot(SECOND, FIRST)], 1.0),
        ([ballot(FIRST, SECOND)], 0.0),
        ([ballot(FIRST, FIRST)], 0.5),
        ([ballot(SECOND, SECOND)], 0.5),
        ([ballot(TIE, FIRST)], 0.75),
        ([ballot(SECOND, FIRST), ballot(FIRST, FIRST)], 0.75),
        ([ballot(SECOND, FIRST), ballot(FIRST, SECOND)], 0.5),
    ],
)
def test_the_probability_is_the_share_of_the_orders_in_which_the_second_is_preferred(ballots: list[Ballot], share: float) -> None:
    assert probability(ballots) == share


@given(st.floats(0, 1), st.floats(0, 1))
def test_clamping_keeps_the_order_and_stays_in_its_bounds(one: float, other: float) -> None:
    assert 0.4 <= clamped(one) <= 0.6
    assert (clamped(one) <= clamped(other)) or one > other


@given(st.lists(BALLOTS, min_size=1, max_size=6))
def test_who_prefers_a_place_prefers_nothing(ballots: list[Ballot]) -> None:
    turned = [ballot(one.straight.turned, one.swapped.turned) for one in ballots]
    assert probability(ballots) + probability(turned) == pytest.approx(1)
