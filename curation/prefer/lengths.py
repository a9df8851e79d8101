"""How far the length of an answer goes with its winning."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import exp, log
from statistics import fmean

from pydantic import JsonValue

from bookwright.agents.pair import Preference
from bookwright.curation.jury.majority import longer_wins
from bookwright.curation.prefer.ranking import POINTS
from bookwright.knowledge.document import Frozen

BANDS = (("less than half", 0.5), ("shorter", 0.9), ("alike", 1.1), ("longer", 2.0), ("more than twice", float("inf")))
"""How long the chosen answer is beside the rejected one: names, and the ratios below which they end."""


class Duel(Frozen):
    """Two answers that were ranked: who gave them, by which principles, how long they are in characters, and which is the better."""

    makers: tuple[str, str]
    principles: tuple[str, str]
    lengths: tuple[int, int]
    better: Preference

    @property
    def exchanged(self) -> "Duel":
        """The same, seen from the other answer."""
        return Duel(makers=self.makers[::-1], principles=self.principles[::-1], lengths=self.lengths[::-1], better=self.better.turned)


def of_pairs(lengths: Sequence[tuple[int, int]]) -> dict[str, JsonValue]:
    """Of pairs by the lengths of their chosen and rejected answers: how many chosen ones are longer, how many times as long they are (the
    geometric mean, in which twice and half make once), and how many pairs stand in each of `BANDS`."""
    if not lengths:
        return {}
    ratios = [chosen / rejected for chosen, rejected in lengths]
    unequal = [ratio for ratio in ratios if ratio != 1]
    return {
        "pairs": len(ratios),
        "chosen_longer": _rounded(fmean(ratio > 1 for ratio in unequal) if unequal else None),
        "mean_length_ratio": _rounded(exp(fmean(map(log, ratios)))),
        "bands": [{"chosen_is": name, "pairs": count} for name, count in _banded(ratios)],
    }


def of_duels(duels: Sequence[Duel]) -> dict[str, JsonValue]:
    """Of all answers ranked against each other: how often the longer one won, of those that were decided and differ in length."""
    told = [(longer_wins(*duel.lengths), duel.better) for duel in duels]
    decided = [longer is better for longer, better in told if Preference.TIE not in (longer, better)]
    return {"duels": len(duels), "longer_wins": _rounded(fmean(decided) if decided else None), "longer_wins_of": len(decided)}


def win_rates(duels: Iterable[Duel], side: Callable[[Duel], tuple[str, str]]) -> list[JsonValue]:
    """A row for each maker or principle: how often its answers win against those of others, a tie counting one half, and the same with
    length held even: the mean of how often they do where they are the longer and where they are the shorter (none where either never
    happened)."""
    of_name: dict[str, list[Duel]] = defaultdict(list)
    for duel in duels:
        for one in (duel, duel.exchanged):
            name, other = side(one)
            if name != other:
                of_name[name].append(one)
    return [_rates(name, of_name[name]) for name in sorted(of_name)]


def _rates(name: str, duels: Sequence[Duel]) -> JsonValue:
    """The row of a name, which is that of the first answer of each of its duels."""
    own = [(duel.lengths[0] - duel.lengths[1], POINTS[duel.better]) for duel in duels]
    longer, shorter = [won for gap, won in own if gap > 0], [won for gap, won in own if gap < 0]
    even = (fmean(longer) + fmean(shorter)) / 2 if longer and shorter else None
    return {"name": name, "duels": len(own), "wins": _rounded(fmean(won for _, won in own)), "wins_at_even_length": _rounded(even)}


def _banded(ratios: Sequence[float]) -> list[tuple[str, int]]:
    lower = (0.0, *(end for _, end in BANDS))
    return [(name, sum(least <= ratio < end for ratio in ratios)) for (name, end), least in zip(BANDS, lower, strict=False)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
