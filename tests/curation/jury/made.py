"""Ballots and gold made up by a seed, so that what a jury should find is known."""

import random
from collections.abc import Mapping

from bookwright.agents.pair import Preference
from bookwright.curation.jury import Ballot

FIRST, SECOND, TIE = Preference.FIRST, Preference.SECOND, Preference.TIE


def gold_of(count: int, seed: int = 0) -> dict[str, Preference]:
    """As many items, their better answers drawn."""
    drawn = random.Random(seed)
    return {f"item {number}": drawn.choice([FIRST, SECOND]) for number in range(count)}


def consistent(judge: str, preference: Preference) -> Ballot:
    """The ballot of a judge that says the same in both orders."""
    return Ballot(judge=judge, straight=preference, swapped=preference.turned)


def judging(judge: str, gold: Mapping[str, Preference], accuracy: float, ties: float = 0.0, seed: int = 0) -> dict[str, Ballot]:
    """A judge that is right as often as said where it is no tie, each item drawn by itself."""
    drawn = random.Random(f"{judge} {seed}")
    said = {}
    for item, better in gold.items():
        right, tied = drawn.random() < accuracy, drawn.random() < ties
        said[item] = consistent(judge, TIE if tied else better if right else better.turned)
    return said


def renamed(judge: str, ballots: Mapping[str, Ballot]) -> dict[str, Ballot]:
    """The same ballots by another judge: it shares every mistake."""
    return {item: ballot.model_copy(update={"judge": judge}) for item, ballot in ballots.items()}
