"""What every jury is set beside: the plain majority, and the rule that the longer answer wins."""

from collections.abc import Iterable

from bookwright.agents.pair import Preference
from bookwright.curation.jury.vote import Vote


def majority(votes: Iterable[Vote]) -> Vote:
    """The end that more of the votes are for; NONE where they are even. Every judge counts the same, whatever it is worth."""
    balance = sum(votes)
    return Vote((balance > 0) - (balance < 0))


def longer_wins(first: int, second: int) -> Preference:
    """The baseline that prefers the longer answer, by lengths in one unit."""
    return Preference.FIRST if first > second else Preference.SECOND if second > first else Preference.TIE
