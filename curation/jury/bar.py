"""How sure a jury must be before it decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, exp
from statistics import fmean

from bookwright.curation.jury.share import Share
from bookwright.curation.jury.vote import Vote

NOTHING = Share(hits=0, of=0)


@dataclass(frozen=True)
class Tried:
    """An item judged by a panel that was learnt without it: how sure that was (log odds), whether it was right, and the vote of its lead,
    YES where that was right."""

    sureness: float
    right: bool
    lead: Vote

    @property
    def likely(self) -> float:
        """How likely the panel held itself to be right."""
        return 1 / (1 + exp(-self.sureness))


def bar_of(levels: Iterable[float], tried: Sequence[Tried], target: float) -> tuple[float | None, Share]:
    """The lowest bar above which the items are right as often as asked, and as often as the lead on those that it decides; and how often.

    A bar stands midway between two of the `levels` of sureness that the jury reaches, for panels learnt on parts of the gold differ a
    little from it. The lead must be equalled by the count, its mistakes rounded up to a whole one, and by the panels' own probabilities:
    the count alone is met by luck too often.
    """
    led = [one for one in tried if one.lead is not Vote.NONE]
    if not led:
        return None, NOTHING
    mistakes, likely_floor = sum(one.lead is Vote.NO for one in led), fmean(one.likely for one in led)
    reached = sorted({0.0, *(level for level in levels if level > 0)})
    for lower, upper in pairwise(reached):
        bar = (lower + upper) / 2
        above = [one for one in tried if one.sureness >= bar]
        accuracy = Share(hits=sum(one.right for one in above), of=len(above))
        borne = ceil(Fraction(mistakes * len(above), len(led)))
        if above and accuracy.low >= target and accuracy.missed.hits <= borne and fmean(one.likely for one in above) >= likely_floor:
            return bar, accuracy
    return None, NOTHING
