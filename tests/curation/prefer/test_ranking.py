"""What judges' words come to: the swap rule, unanimity, the jury, and scores on one scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Decision, Verdict
from bookwright.agents.pair import Preference
from bookwright.agents.prefer.rater import ASPECTS, OVERALL
from bookwright.curation.jury import Ballot, jury_of_pairs
from bookwright.curation.prefer.ranking import Contest, aspects_of, favour, overall_of, pairs_of, settled, wins
from tests.curation.jury.made import consistent, gold_of, judging

FIRST, SECOND, TIE = Preference.FIRST, Preference.SECOND, Preference.TIE
PREFERENCES = st.sampled_from(Preference)
BALLOTS = st.lists(st.builds(Ballot, judge=st.sampled_from("abc"), straight=PREFERENCES, swapped=PREFERENCES), min_size=1, max_size=4)


def ballot(straight: Preference, swapped: Preference, judge: str = "a") -> Ballot:
    return Ballot(judge=judge, straight=straight, swapped=swapped)


@pytest.mark.parametrize(
    ("said", "preference", "share"),
    [
        ([(FIRST, SECOND)], FIRST, 1.0),
        ([(SECOND, FIRST)], SECOND, 0.0),
        ([(FIRST, FIRST)], TIE, 0.5),  # the place wins in both orders
        ([(SECOND, SECOND)], TIE, 0.5),
        ([(FIRST, TIE)], TIE, 0.75),
        ([(TIE, FIRST)], TIE, 0.25),
        ([(TIE, TIE)], TIE, 0.5),
        ([(FIRST, SECOND), (FIRST, SECOND)], FIRST, 1.0),
        ([(FIRST, SECOND), (SECOND, FIRST)], TIE, 0.5),
        ([(FIRST, SECOND), (FIRST, SECOND), (FIRST, FIRST)], TIE, 5 / 6),  # two of three are no unanimity
    ],
)
def test_both_orders_and_all_judges_must_name_the_same_answer(
    said: list[tuple[Preference, Preference]], preference: Preference, share: float
) -> None:
    outcome = settled([ballot(*orders) for orders in said])
    assert outcome.preference is preference
    assert outcome.share == pytest.approx(share)


@given(BALLOTS)
def test_the_other_answer_sees_the_contrary(ballots: list[Ballot]) -> None:
    here, there = settled(ballots), settled([one.exchanged for one in ballots])
    assert there.preference is here.preference.turned
    assert there.share == pytest.approx(1 - here.share)
    assert [one.exchanged.exchanged for one in ballots] == ballots


def test_a_jury_outweighs_a_judge_that_is_not_above_chance() -> None:
    gold = gold_of(80)
    ballots = {"good": judging("good", gold, 0.95), "coin": judging("coin", gold, 0.5)}
    jury = jury_of_pairs(ballots, gold)
    split = [consistent("good", FIRST), consistent("coin", SECOND)]
    assert settled(split).preference is TIE
    found = settled(split, jury)
    assert found.preference is FIRST
    assert found.share > 0.8
    turned = settled([one.exchanged for one in split], jury)
    assert (turned.preference, turned.share) == (SECOND, pytest.approx(1 - found.share))
    assert settled([ballot(FIRST, FIRST, "good"), consistent("coin", FIRST)], jury).preference is TIE


def test_an_answer_s_wins_are_its_share_of_the_others() -> None:
    won = {(0, 1): FIRST, (0, 2): FIRST, (1, 2): TIE}
    contests = [Contest(first=one, second=other, ballots=(consistent("a", won[one, other]),)) for one, other in pairs_of(3)]
    assert wins(contests, 3) == [1.0, 0.25, 0.25]
    assert contests[0].seen_from(1)[0].preference is SECOND


def rated(*scores: int, by: str = "r") -> Verdict:
    return Verdict(decision=Decision.ACCEPT, scores=dict(zip((*ASPECTS, OVERALL), scores, strict=True)), by=by, text_sha256="x")


def test_aspects_and_overall_are_means_on_a_scale_from_0_to_1() -> None:
    assert (aspects_of([rated(1, 1, 1, 1, 5)]), overall_of([rated(1, 1, 1, 1, 5)])) == (0.0, 1.0)
    assert aspects_of([rated(5, 5, 5, 5, 1), rated(3, 3, 3, 3, 1)]) == 0.75
    assert favour([rated(5, 4, 3, 2, 1)], [rated(4, 4, 4, 1, 5)]) == (1 + 0.5 + 0 + 1) / 4
