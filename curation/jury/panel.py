"""Who sits on a jury and with what weight, learnt from items with gold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import comb

import numpy as np

from bookwright.curation.jury.calibration import Calibration
from bookwright.curation.jury.vote import Vote
from bookwright.curation.jury.weights import Floats, Shape, held_out, weights_of

Votes = Mapping[str, Mapping[str, Vote]]

LUCK = 0.2  # at the usual 0.05, gold of a size that people review would hardly ever let members who err apart overrule their best
DIGITS = 6  # of a weight: fewer than any machine computes alike


@dataclass(frozen=True)
class Panel:
    """`weights` by member, `doubts` by judge shown to be worse than chance; `lead` is the best member, None without members.

    `overruled` says that the others were shown to be right to overrule the lead.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    doubts: Mapping[str, float] = field(default_factory=dict)
    lead: str | None = None
    overruled: bool = False


def panel_of(calibrations: Sequence[Calibration], votes: Votes, wanted: Mapping[str, Vote]) -> Panel:
    """The panel that the items of `wanted`, by id, show; `calibrations` are those of all judges on these items and no others."""
    among = len(calibrations)
    members = [calibration for calibration in calibrations if calibration.is_above_chance(among)]
    if not members:
        return Panel()
    doubted = [calibration for calibration in calibrations if calibration.is_below_chance(among)]
    names = [calibration.judge for calibration in (*members, *doubted)]
    right = np.array([[votes[name].get(item, Vote.NONE) * end for name in names] for item, end in wanted.items()], dtype=float)

    lead = max(range(len(members)), key=lambda place: members[place].credit)
    led, free = Shape(len(members), len(names), lead), Shape(len(members), len(names))
    overruled = len(members) > 1 and _shown_better(held_out(right, free), held_out(right, led))
    found = [
        (name, float(f"{abs(weight):.{DIGITS}g}"))
        for name, weight in zip(names, weights_of(right, free if overruled else led), strict=True)
    ]
    return Panel(dict(found[: len(members)]), dict(found[len(members) :]), names[lead], overruled)


def _shown_better(these: Floats, those: Floats) -> bool:
    """Whether these leanings are right where those are not more often than luck would have it (sign test, one-sided)."""
    wins, losses = int((these > those).sum()), int((these < those).sum())
    tail = sum(comb(wins + losses, more) for more in range(wins, wins + losses + 1))
    return bool(tail / 2 ** (wins + losses) < LUCK)
