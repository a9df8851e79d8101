"""The rules side by side: what is learnt is applied to other items alone, and every rule is counted on what it decides."""

import pytest
from benchmarks.jury.data import Recorded
from benchmarks.prefer import ALL, BEST, JURY, LONGER, ONE, ONE_MAJORITY, broken, halves, rows, taught

from bookwright.agents.pair import Preference
from bookwright.curation.jury import Ballot
from tests.curation.jury.made import gold_of, judging

FIRST, SECOND = Preference.FIRST, Preference.SECOND


@pytest.fixture
def known() -> Recorded:
    """A sound judge and two that take the first place whatever stands there; the longer answer is always the worse."""
    gold = gold_of(120)
    biased = {item: Ballot(judge="place", straight=FIRST, swapped=FIRST) for item in gold}
    lengths = {item: (1, 9) if better is FIRST else (9, 1) for item, better in gold.items()}
    return Recorded("made", gold, {"sound": judging("sound", gold, 1.0), "place": biased, "place too": biased}, lengths)


def test_every_item_is_in_one_half() -> None:
    one, other = halves(gold_of(120), "made")
    assert sorted([*one, *other]) == sorted(gold_of(120))
    assert 40 < len(one) < 80
    assert halves(gold_of(120), "another") != (one, other)


def test_one_order_is_misled_by_the_place_and_both_orders_are_not(known: Recorded) -> None:
    found = rows(known)
    first = sum(better is FIRST for better in known.gold.values())
    assert (found[ONE_MAJORITY][1].hits, found[ONE_MAJORITY][1].of) == (first, 120)
    assert found[ONE][1].hits == 120 + 2 * first
    assert found[ALL][0].hits == 0  # two judges are tied everywhere
    assert (found[BEST][1].value, found[JURY][1].value, found[JURY][0].value) == (1.0, 1.0, 1.0)
    assert (found[LONGER][1].value, found[JURY][2].value if found[JURY][2] else None) == (0.0, 0.0)
    assert broken(known, found) == []


def test_no_item_is_judged_by_what_was_learnt_on_it(known: Recorded) -> None:
    """A judge that is right on one half alone is trusted on the other, where it is wrong."""
    one, _ = halves(known.gold, known.name)
    right_there = {item: better if item in one else better.turned for item, better in known.gold.items()}
    known.ballots.clear()
    known.ballots["half"] = judging("half", right_there, 1.0)
    said = taught(known)[JURY]
    assert all(said[item] is not known.gold[item] for item in known.gold)
