"""The soft label of a comparison (Bai et al. 2022, section 4.1): a probability, kept from being too sure."""

from collections.abc import Sequence

from bookwright.agents.pair import Preference
from bookwright.curation.jury.ballot import Ballot

LEAST, MOST = 0.4, 0.6
SECOND_IS_BETTER = {Preference.FIRST: 0.0, Preference.TIE: 0.5, Preference.SECOND: 1.0}


def probability(ballots: Sequence[Ballot]) -> float:
    """How likely the pair's second response is the better one: the share of the orders, two for each ballot, in which it is preferred, a
    tie counting a half. ZeroDivisionError without ballots."""
    said = [SECOND_IS_BETTER[one] for ballot in ballots for one in (ballot.straight, ballot.swapped.turned)]
    return sum(said) / len(said)


def clamped(share: float, least: float = LEAST, most: float = MOST) -> float:
    """The probability within the bounds; the paper's are 40 and 60 per cent, where chain-of-thought labels tend to be too sure."""
    return min(max(share, least), most)
