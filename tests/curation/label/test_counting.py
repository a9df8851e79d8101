"""Votes: what they come to, and how they agree with each other, with people and with the right labels."""

from math import log

import pytest

from bookwright.agents.label.items import Vote
from bookwright.curation.label.counted import Counted
from bookwright.curation.label.counting import entropy, majority
from bookwright.curation.label.figures import figures_of


def votes(labels: str) -> list[Vote]:
    return [Vote(label=label, by=str(number)) for number, label in enumerate(labels)]


def text(given: str, gold: str = "", people: str = "", label: str = "") -> Counted:
    """A text on which these labellers voted, a letter each; a dot for none."""
    named = {str(number): letter for number, letter in enumerate(given) if letter != "."}
    most, share = majority(votes("".join(named.values())))
    by = {f"p{number}": letter for number, letter in enumerate(people)}
    return Counted(votes=named, people=by, majority=most, agreement=share, gold=gold, label=label)


@pytest.mark.parametrize(("given", "label", "share", "doubt"), [("aaa", "a", 1, 0), ("ba", "b", 0.5, 1), ("aab", "a", 2 / 3, 0.918)])
def test_the_majority_and_how_uncertain_it_is(given: str, label: str, share: float, doubt: float) -> None:
    assert majority(votes(given)) == (label, pytest.approx(share))
    assert entropy(votes(given), 2) == pytest.approx(doubt, abs=0.001)


def test_doubt_is_whole_where_the_votes_are_spread_as_evenly_as_so_many_can_be() -> None:
    assert entropy(votes("abc"), 3) == pytest.approx(1)
    assert entropy(votes("ab"), 3) == pytest.approx(1)
    assert entropy(votes("aabb"), 3) == pytest.approx(log(2) / log(3))
    assert entropy(votes("a"), 3) == 0


def test_labellers_are_measured_by_the_right_labels_and_by_each_other() -> None:
    figures = figures_of([text("aab", "a"), text("bb.", "b"), text("aba", "b"), text("bbb")])
    assert figures["labellers"] == [
        {"labeller": "0", "texts": 4, "labels": {"a": 2, "b": 2}, "known": 3, "accuracy": 0.6667},
        {"labeller": "1", "texts": 4, "labels": {"a": 1, "b": 3}, "known": 3, "accuracy": 1.0},
        {"labeller": "2", "texts": 3, "labels": {"a": 1, "b": 2}, "known": 2, "accuracy": 0.0},
    ]
    assert figures["kappa"][0] == {"first": "0", "second": "1", "texts": 4, "agreed": 3, "kappa": 0.5}  # type: ignore[call-overload,index]
    assert figures["calibration"] == [
        {"agreement": 0.6667, "texts": 2, "right": 1, "accuracy": 0.5},
        {"agreement": 1.0, "texts": 1, "right": 1, "accuracy": 1.0},
    ]
    assert figures["gold"] == {"texts": 3, "majority_right": 2, "shipped": 0, "shipped_right": 0}


def test_people_are_held_against_the_votes_only_where_they_decided() -> None:
    assert "people" not in figures_of([text("ab")])
    assert figures_of([text("ab", people="b", label="b"), text("aa", people="a", label="a")])["people"] == {"texts": 2, "as_the_votes": 1}
