"""What a right trace is worth, from 0 to 1.

Gulcehre et al. 2023, "Reinforced Self-Training (ReST) for Language Modeling", section 3: a reward scores every sample, and each Improve
step keeps those that reach its threshold. ReST learns its reward; these three are open to see.
"""

from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean

from bookwright.agents.items import Verdict
from bookwright.knowledge.words import count_words

LOWEST, HIGHEST = 1, 5


class Reward(StrEnum):
    """What is rewarded: that the problem's traces agree on the right answer, that a trace is no longer than it must be, or what judges
    think of its steps."""

    AGREEMENT = "agreement"
    BREVITY = "brevity"
    JUDGE = "judge"


def agreement(right: int, answered: int) -> float:
    """The share of the unhinted traces that are right; 0 where there are none."""
    return right / answered if answered else 0.0


def brevity(reasonings: Sequence[str]) -> list[float]:
    """For each right trace of a problem the words of the shortest over its own."""
    words = [max(1, count_words(reasoning)) for reasoning in reasonings]
    return [min(words) / count for count in words]


def judged(verdicts: Sequence[Verdict]) -> float:
    """The mean of all scores of all judges, 1 to 5, as a share of the way from the lowest to the highest."""
    scores = [score for verdict in verdicts for score in verdict.scores.values()]
    return (fmean(scores) - LOWEST) / (HIGHEST - LOWEST) if scores else 0.0
