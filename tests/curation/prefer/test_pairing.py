"""Which two answers make a pair, and what speaks against it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.pair import Preference
from bookwright.curation.prefer.pairing import Pairing, gap, objection, places_of
from bookwright.curation.prefer.ranking import Measure

PAIRWISE, ASPECTS, OVERALL = Measure.PAIRWISE, Measure.ASPECTS, Measure.OVERALL
FIRST, SECOND, TIE = Preference.FIRST, Preference.SECOND, Preference.TIE
VALUES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=2, max_size=6)


def scores(*values: float, measure: Measure = PAIRWISE) -> list[dict[Measure, float]]:
    return [{measure: value} for value in values]


def test_the_best_is_chosen_and_the_worst_or_one_of_the_others_rejected() -> None:
    ranked = scores(0.3, 1.0, 0.0, 0.6)
    assert places_of(ranked, [True] * 4, Pairing.BEST_WORST, "p") == (1, 2)
    drawn = Counter(places_of(ranked, [True] * 4, Pairing.ZEPHYR, f"p{number}") for number in range(300))
    assert {pair.chosen for pair in drawn} == {1}
    assert {pair.rejected for pair in drawn} == {0, 2, 3}
    assert min(drawn.values()) > 70  # each of the three is as likely


@given(VALUES, st.sampled_from(Pairing), st.text(max_size=5))
def test_the_draw_depends_on_the_prompt_alone_and_never_takes_the_chosen_one(values: list[float], pairing: Pairing, prompt: str) -> None:
    sound = [True] * len(values)
    places = places_of(scores(*values), sound, pairing, prompt)
    assert places == places_of(scores(*values), sound, pairing, prompt)
    assert places.chosen != places.rejected
    assert values[places.chosen] == max(values)


def test_an_answer_that_fails_the_gates_is_never_chosen_and_may_be_rejected() -> None:
    places = places_of(scores(1.0, 0.5, 0.0), [False, True, True], Pairing.BEST_WORST, "p")
    assert places == (1, 2)
    assert places_of(scores(0.0, 0.5), [False, True], Pairing.ZEPHYR, "p") == (1, 0)


@pytest.mark.parametrize(
    ("chosen", "rejected", "direct", "reason"),
    [
        (0.5, 0.5, FIRST, "margin:tie"),
        (1.0, 0.0, TIE, "margin:tie"),
        (0.55, 0.5, FIRST, "margin:small"),
        (0.6, 0.5, FIRST, ""),  # a margin is met by as much
        (1.0, 0.5, SECOND, "crosscheck:direct"),
        (0.5, 1.0, SECOND, "crosscheck:gates"),
    ],
)
def test_ties_small_margins_and_contradictions_are_no_pairs(chosen: float, rejected: float, direct: Preference, reason: str) -> None:
    assert objection({PAIRWISE: chosen}, {PAIRWISE: rejected}, direct, 0.1) == reason


@pytest.mark.parametrize(
    ("chosen", "rejected", "reason"),
    [
        ({ASPECTS: 0.9, OVERALL: 0.9}, {ASPECTS: 0.2, OVERALL: 0.2}, ""),
        ({ASPECTS: 0.9, OVERALL: 0.5}, {ASPECTS: 0.2, OVERALL: 0.5}, ""),  # an even score contradicts nothing
        ({ASPECTS: 0.9, OVERALL: 0.5}, {ASPECTS: 0.1, OVERALL: 1.0}, "crosscheck:overall"),  # the "10" that should be 1
        ({PAIRWISE: 1.0, ASPECTS: 0.4, OVERALL: 0.5}, {PAIRWISE: 0.0, ASPECTS: 0.5, OVERALL: 0.2}, "crosscheck:aspects"),
    ],
)
def test_an_overall_score_must_not_contradict_its_aspects(
    chosen: dict[Measure, float], rejected: dict[Measure, float], reason: str
) -> None:
    assert objection(chosen, rejected, FIRST, 0.1) == reason


def test_the_first_measure_decides() -> None:
    assert gap({PAIRWISE: 0.8, ASPECTS: 0.1}, {PAIRWISE: 0.5, ASPECTS: 0.9}) == 0.3
    assert gap({ASPECTS: 0.75}, {ASPECTS: 0.25}) == 0.5
