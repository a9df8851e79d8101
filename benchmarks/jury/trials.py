"""Repeated halves: a jury learnt on one half of the items judges the other, beside the plain majority and the best member."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.jury.data import Recorded
from bookwright.curation.jury import Jury, Vote, jury_of_pairs, majority
from bookwright.curation.jury.jury import leaning

Codes = NDArray[np.int8]
DRAWS = 2000


@dataclass(frozen=True)
class Trial:
    """What each said of each item in each split, as splits × items: 1 right, -1 wrong, 0 left open; `tested` where the item was judged.

    `sureness` is the jury's probability, signed by whether the end that it leans to is right.
    """

    tested: NDArray[np.bool_]
    best: Codes
    naive: Codes
    jury: Codes
    sureness: NDArray[np.float64]
    silent: int

    @property
    def splits(self) -> int:
        """How many halves were drawn."""
        return len(self.tested)


def trial(known: Recorded, splits: int, target: float = 0.5, gold: int | None = None) -> Trial:
    """Draws `gold` items (half of all) as gold, `splits` times, and judges the others."""
    items = sorted(known.gold)
    random = np.random.default_rng(0)
    shape = splits, len(items)
    tested, sureness = np.zeros(shape, dtype=bool), np.zeros(shape)
    jury_codes, silent = np.zeros(shape, dtype=np.int8), 0
    for split in range(splits):
        tested[split, random.permutation(len(items))[gold or len(items) // 2 :]] = True
        jury = _learnt(known, {item for item, held in zip(items, tested[split], strict=True) if not held}, target)
        silent += jury.least is None
        for place in np.flatnonzero(tested[split]):
            jury_codes[split, place], sureness[split, place] = judged(known, items[place], jury)
    leader = known.ballots[known.best]
    best = np.array([leader[item].vote * _truth(known, item) for item in items], dtype=np.int8)
    naive = np.array([majority(votes_on(known, item).values()) * _truth(known, item) for item in items], dtype=np.int8)
    return Trial(tested, np.broadcast_to(best, shape), np.broadcast_to(naive, shape), jury_codes, sureness, silent)


def judged(known: Recorded, item: str, jury: Jury) -> tuple[int, float]:
    """The jury's code on an item, and its sureness."""
    finding = jury.find(votes_on(known, item))
    lean, _ = leaning(jury.weights, jury.doubts, votes_on(known, item))
    return finding.vote * _truth(known, item), finding.probability * lean * _truth(known, item)


def votes_on(known: Recorded, item: str) -> dict[str, Vote]:
    """The votes of all judges on an item."""
    return {judge: given[item].vote for judge, given in known.ballots.items() if item in given}


def _truth(known: Recorded, item: str) -> int:
    return int(Vote.for_preference(known.gold[item]))


def _learnt(known: Recorded, items: set[str], target: float) -> Jury:
    ballots = {judge: {item: ballot for item, ballot in given.items() if item in items} for judge, given in known.ballots.items()}
    return jury_of_pairs(ballots, {item: known.gold[item] for item in items}, target=target)


def accuracy(codes: Codes, among: NDArray[np.bool_]) -> tuple[float, float]:
    """The share of right ones among the decided, and the share of decided ones, of the items among which one asks."""
    decided = among & (codes != 0)
    return float((codes[decided] > 0).mean()) if decided.any() else float("nan"), float(decided.sum() / max(1, among.sum()))


def credit(codes: Codes, among: NDArray[np.bool_]) -> float:
    """The mean of the items, right ones 1, open ones one half."""
    return float((codes[among].mean() + 1) / 2)


def difference(these: Codes, those: Codes, among: NDArray[np.bool_]) -> tuple[float, float, float]:
    """How much more often these are right than those where both decide, with the 95 % interval over items (percentile bootstrap)."""
    both = among & (these != 0) & (those != 0)
    gain = (((these > 0).astype(int) - (those > 0)) * both).sum(axis=0)
    weight = both.sum(axis=0)
    drawn = np.random.default_rng(0).integers(len(gain), size=(DRAWS, len(gain)))
    with np.errstate(invalid="ignore"):
        values = gain[drawn].sum(axis=1) / weight[drawn].sum(axis=1)
        whole = float(np.divide(gain.sum(), weight.sum()))
    low, high = np.nanpercentile(values, [2.5, 97.5]) if weight.any() else (float("nan"), float("nan"))
    return whole, float(low), float(high)


def risk_coverage(found: Trial, steps: int = 20) -> list[tuple[float, float]]:
    """Coverage and accuracy as the jury decides less and less, the surest items last to go: means over the splits.

    Items are ranked within a split, since what is learnt on a half that happens to be easy is surer of the half that happens to be hard.
    """
    ranked = []
    for tested, sureness in zip(found.tested, found.sureness, strict=True):
        told = sureness[tested]
        order = np.argsort(-np.abs(told), kind="stable")
        ranked.append(told[order])
    told = np.array(ranked)
    ends = np.unique(np.linspace(1, told.shape[1], steps + 1)[1:].astype(int))
    return [(float((told[:, :end] != 0).mean() * end / told.shape[1]), _right(told[:, :end])) for end in ends]


def _right(told: NDArray[np.float64]) -> float:
    return float((told > 0).sum() / max(1, (told != 0).sum()))
