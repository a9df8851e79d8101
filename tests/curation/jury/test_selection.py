"""What a jury states of itself is not owed to the luck of those that were chosen: judges drawn by a seed, their worth known."""

from collections.abc import Mapping
from statistics import fmean

from bookwright.curation.jury import Jury, Vote, calibrate_pairs, jury_of_pairs
from bookwright.curation.jury.bar import Tried, bar_of
from bookwright.knowledge.fitted import one_thread
from tests.curation.jury.made import gold_of, judging

Worth = Mapping[str, tuple[float, float]]

COINS: Worth = dict.fromkeys("abcdef", (0.5, 0.2))
MIXED: Worth = {"a": (0.85, 0.1), "b": (0.75, 0.2), "c": (0.7, 0.2), "d": (0.6, 0.2), "e": (0.5, 0.2), "f": (0.3, 0.1)}
FRESH = 10_000  # added to a seed: items that no gold has


def jury_drawn(worth: Worth, items: int, seed: int) -> Jury:
    gold = gold_of(items, seed)
    with one_thread():
        return jury_of_pairs({name: judging(name, gold, *its, seed) for name, its in worth.items()}, gold)


def truth(jury: Jury, worth: Worth, seed: int) -> float:
    """How often the jury is right, of what it decides of many items that it has not seen."""
    fresh = gold_of(400, seed + FRESH)
    ballots = {name: judging(name, fresh, *its, seed + FRESH) for name, its in worth.items()}
    found = {item: jury.find({name: given[item].vote for name, given in ballots.items()}).vote for item in fresh}
    return fmean(vote.preference is fresh[item] for item, vote in found.items() if vote is not Vote.NONE)


def test_judges_that_toss_coins_hardly_ever_make_a_jury_that_decides() -> None:
    assert sum(jury_drawn(COINS, 40, seed).least is not None for seed in range(40)) <= 2


def test_the_accuracy_that_a_jury_states_is_the_one_that_it_has() -> None:
    juries = {seed: jury for seed in range(20) if (jury := jury_drawn(MIXED, 60, seed)).least is not None}
    assert len(juries) > 15
    stated = fmean(jury.accuracy.value for jury in juries.values())
    assert abs(stated - fmean(truth(jury, MIXED, seed) for seed, jury in juries.items())) < 0.04


def test_a_judge_above_chance_by_itself_may_be_none_where_many_were_tried() -> None:
    gold = gold_of(40)
    lucky = {item: ballot for place, item in enumerate(gold) for ballot in judging("j", {item: gold[item]}, float(place < 27)).values()}
    assert calibrate_pairs("j", lucky, gold).above_chance
    assert set(jury_of_pairs({"j": lucky}, gold).weights) == {"j"}
    others = {name: judging(name, gold, 0.5) for name in "klmno"}
    assert "j" in jury_of_pairs({"j": lucky, **others}, gold).left_out


def test_a_bar_stands_below_a_level_and_lets_a_lead_s_mistakes_count_as_whole_ones() -> None:
    sure, unsure = Tried(2.0, right=True, lead=Vote.YES), Tried(1.0, right=True, lead=Vote.YES)
    wrong = Tried(2.0, right=False, lead=Vote.NO)
    least, accuracy = bar_of([1.0, 2.0], [*[sure] * 20, *[unsure] * 8, wrong], 0.5)
    assert (least, accuracy.hits, accuracy.of) == (0.5, 28, 29)
    misled = Tried(1.0, right=False, lead=Vote.NONE)
    least, accuracy = bar_of([1.0, 2.0], [*[sure] * 20, misled, wrong], 0.5)
    assert (least, accuracy.hits, accuracy.of) == (1.5, 20, 21)


def test_without_a_lead_on_any_item_no_bar_holds() -> None:
    assert bar_of([1.0], [Tried(1.0, right=True, lead=Vote.NONE)], 0.5)[0] is None
