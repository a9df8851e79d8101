"""How far votes agree, and what they come to together."""

from collections import Counter
from collections.abc import Sequence
from math import log

from bookwright.agents.label.items import Vote


def majority(votes: Sequence[Vote]) -> tuple[str, float]:
    """The label with the most votes and its share of them; of two with as many, the one that was given first."""
    label, count = Counter(vote.label for vote in votes).most_common(1)[0]
    return label, count / len(votes)


def entropy(votes: Sequence[Vote], labels: int) -> float:
    """The entropy of the votes over so many labels, from 0 where all agree to 1 where every label has as many."""
    shares = [count / len(votes) for count in Counter(vote.label for vote in votes).values()]
    return -sum(share * log(share) for share in shares) / log(labels)
