"""What a judge is worth: pairs in both orders against gold, and absolute verdicts against people's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Decision
from bookwright.agents.pair import Preference
from bookwright.curation.jury import Ballot, Vote, calibrate_decisions, calibrate_pairs, majority
from bookwright.curation.jury.majority import longer_wins
from tests.curation.jury.made import FIRST, SECOND, TIE, consistent, gold_of, judging

ACCEPT, REJECT = Decision.ACCEPT, Decision.REJECT


def test_counts_are_over_what_is_decided() -> None:
    gold = {"a": FIRST, "b": FIRST, "c": SECOND, "d": SECOND, "e": TIE}
    ballots = {
        "a": consistent("j", FIRST),
        "b": consistent("j", SECOND),
        "c": Ballot(judge="j", straight=FIRST, swapped=FIRST),
        "e": consistent("j", FIRST),
    }
    found = calibrate_pairs("j", ballots, gold, lengths={"a": (9, 2), "b": (9, 2), "c": (2, 9)})
    assert (found.decided.hits, found.decided.of) == (2, 4)
    assert (found.accuracy.hits, found.accuracy.of) == (1, 2)
    assert found.first_place is not None
    assert (found.first_place.hits, found.first_place.of) == (1, 3)
    assert found.longer is not None
    assert (found.longer.hits, found.longer.of) == (1, 2)
    assert found.credit == pytest.approx((1 + 1) / 4)


def test_a_judge_that_always_takes_the_first_place_decides_nothing() -> None:
    gold = gold_of(40)
    found = calibrate_pairs("j", {item: Ballot(judge="j", straight=FIRST, swapped=FIRST) for item in gold}, gold)
    assert found.decided.hits == 0
    assert found.first_place is not None
    assert found.first_place.value == 1
    assert not found.above_chance


@pytest.mark.parametrize(("accuracy", "items", "shown"), [(0.9, 60, True), (0.9, 6, False), (0.5, 60, False), (0.1, 60, False)])
def test_above_chance_must_be_shown(accuracy: float, items: int, *, shown: bool) -> None:
    gold = gold_of(items)
    assert calibrate_pairs("j", judging("j", gold, accuracy), gold).above_chance is shown


def test_absolute_verdicts_are_counted_by_what_people_decided() -> None:
    gold = {"a": ACCEPT, "b": ACCEPT, "c": REJECT, "d": REJECT, "e": REJECT}
    found = calibrate_decisions("j", {"a": ACCEPT, "b": REJECT, "c": REJECT, "d": ACCEPT}, gold)
    assert (found.decided.hits, found.decided.of) == (4, 5)
    assert found.accepted_rightly is not None
    assert found.rejected_rightly is not None
    assert (found.accepted_rightly.value, found.rejected_rightly.value) == (0.5, 0.5)


def test_a_judge_that_accepts_everything_is_no_judge_though_it_is_mostly_right() -> None:
    gold = {f"{number}": REJECT if number % 10 == 0 else ACCEPT for number in range(200)}
    lenient = calibrate_decisions("j", dict.fromkeys(gold, ACCEPT), gold)
    assert lenient.accuracy.low > 0.8
    assert not lenient.above_chance
    assert calibrate_decisions("j", gold, gold).above_chance


def test_without_anything_that_people_reject_nothing_is_shown() -> None:
    gold = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", ACCEPT)
    assert not calibrate_decisions("j", gold, gold).above_chance


@given(st.lists(st.sampled_from(Vote), max_size=9))
def test_the_majority_is_the_end_with_more_votes(votes: list[Vote]) -> None:
    yes, no = votes.count(Vote.YES), votes.count(Vote.NO)
    assert majority(votes) is (Vote.YES if yes > no else Vote.NO if no > yes else Vote.NONE)


@pytest.mark.parametrize(("lengths", "preference"), [((3, 2), FIRST), ((2, 3), SECOND), ((2, 2), TIE)])
def test_the_longer_answer_wins_its_baseline(lengths: tuple[int, int], preference: Preference) -> None:
    assert longer_wins(*lengths) is preference


@given(st.sampled_from(Preference))
def test_votes_and_preferences_are_the_same_thing(preference: Preference) -> None:
    assert Vote.for_preference(preference).preference is preference
