"""Estimated precision on constructed reviews with known answers."""

import pytest

from bookwright.curation.jury import Share
from bookwright.curation.review.precision import precision
from tests.curation.review.rows import ACCEPT, REJECT, sample, sampled


def test_of_a_random_sample_it_is_the_share_accepted_with_wilsons_interval() -> None:
    items = [sampled(str(number)) for number in range(10)]
    gold = {str(number): ACCEPT if number < 8 else REJECT for number in range(10)}
    found = precision(sample({"": 200}, *items), gold).all
    assert found is not None
    assert (found.value, found.reviewed, found.effective) == (0.8, 10, pytest.approx(10))
    # the published interval of 8 of 10 is 0.490 to 0.943
    assert (round(found.low, 3), round(found.high, 3)) == (0.490, 0.943)
    assert (found.low, found.high) == pytest.approx(Share(hits=8, of=10).interval)


def test_strata_count_by_how_much_of_the_run_they_are() -> None:
    # 900 rows of which 2 of 4 are good, 100 of which 4 of 4 are: 0.9 * 0.5 + 0.1 * 1
    large = [sampled(f"l{number}", "large", source="large.md") for number in range(4)]
    small = [sampled(f"s{number}", "small", source="small.md") for number in range(4)]
    gold = {"l0": ACCEPT, "l1": ACCEPT, "l2": REJECT, "l3": REJECT} | {f"s{number}": ACCEPT for number in range(4)}
    found = precision(sample({"large": 900, "small": 100}, *large, *small), gold)
    assert found.all is not None
    assert found.all.value == pytest.approx(0.55)
    # weights 225 and 25, four of each: 1000 ** 2 / (4 * 225 ** 2 + 4 * 25 ** 2)
    assert found.all.effective == pytest.approx(1000**2 / (4 * 225**2 + 4 * 25**2))
    assert [(one.name, one.value, one.reviewed) for one in found.sources] == [("large.md", 0.5, 4), ("small.md", 1.0, 4)]
    assert [one.effective for one in found.sources] == pytest.approx([4, 4])


def test_a_part_of_the_sample_stands_for_its_strata_and_one_without_reviews_is_named() -> None:
    items = [*(sampled(f"l{number}", "large") for number in range(4)), sampled("s0", "small"), sampled("n0", "none")]
    found = precision(sample({"large": 60, "small": 40, "none": 9}, *items), {"l0": REJECT, "l1": ACCEPT, "s0": ACCEPT})
    assert found.all is not None
    assert found.all.value == pytest.approx((30 + 40) / 100)
    assert found.unreviewed == (("record", "none"),)


def test_rejects_say_nothing_of_the_precision_of_records() -> None:
    items = [sampled("a"), sampled("b", shipped=False)]
    found = precision(sample({"": 10}, *items), {"a": ACCEPT, "b": REJECT})
    assert found.all is not None
    assert (found.all.value, found.all.reviewed) == (1.0, 1)
    assert precision(sample({"": 10}, *items), {"b": ACCEPT}).all is None
