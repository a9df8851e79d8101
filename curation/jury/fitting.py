"""How a jury is learnt from items with gold."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import comb
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bookwright.agents.items import Decision
from bookwright.agents.pair import Preference
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.jury.calibration import Calibration, Lengths, calibrate_decisions, calibrate_pairs
from bookwright.curation.jury.jury import Jury, leaning
from bookwright.curation.jury.share import Share
from bookwright.curation.jury.vote import Vote
from bookwright.curation.jury.weights import Floats, Shape, held_out, weights_of
from bookwright.errors import InputError

Votes = Mapping[str, Mapping[str, Vote]]
End = TypeVar("End", Preference, Decision)

NOTHING = Share(hits=0, of=0)
LUCK = 0.2  # at the usual 0.05, gold of a size that people review would hardly ever let members who err apart overrule their best
DIGITS = 6  # of a weight: fewer than any machine computes alike


def jury_of_pairs(
    ballots: Mapping[str, Mapping[str, Ballot]],
    gold: Mapping[str, Preference],
    *,
    lengths: Lengths | None = None,
    target: float = 0.5,
) -> Jury:
    """The jury of judges that compare: `ballots` by judge and item, `gold` by item, `lengths` of both answers by item.

    It decides no further than its accuracy is shown to reach `target` (95 %) and does not fall below that of its best member.
    InputError if the target is no share or no item with gold was judged.
    """
    judged = _judged({item: better for item, better in gold.items() if better is not Preference.TIE}, ballots)
    calibrations = [calibrate_pairs(judge, given, judged, lengths) for judge, given in sorted(ballots.items())]
    votes = {judge: {item: ballot.vote for item, ballot in given.items()} for judge, given in ballots.items()}
    wanted = {item: Vote.for_preference(better) for item, better in judged.items()}
    return _jury(calibrations, votes, wanted, target)


def jury_of_decisions(decisions: Mapping[str, Mapping[str, Decision]], gold: Mapping[str, Decision], *, target: float = 0.5) -> Jury:
    """As `jury_of_pairs`, of judges that accept or reject: `decisions` by judge and item, `gold` by item."""
    judged = _judged(gold, decisions)
    calibrations = [calibrate_decisions(judge, given, judged) for judge, given in sorted(decisions.items())]
    votes = {judge: {item: Vote.for_decision(decision) for item, decision in given.items()} for judge, given in decisions.items()}
    return _jury(calibrations, votes, {item: Vote.for_decision(decision) for item, decision in judged.items()}, target)


def _jury(calibrations: Sequence[Calibration], votes: Votes, wanted: Mapping[str, Vote], target: float) -> Jury:
    if not 0 < target < 1:
        raise InputError(f"target: {target} is no accuracy to aim at; give a share between 0 and 1, such as 0.9")
    items = list(wanted)
    members = [calibration for calibration in calibrations if calibration.above_chance]
    if not members:
        return Jury(target=target, decided=Share(hits=0, of=len(items)), accuracy=NOTHING, calibrations=tuple(calibrations))
    names = [calibration.judge for calibration in (*members, *(other for other in calibrations if other.below_chance))]
    rows = [{name: votes[name].get(item, Vote.NONE) for name in names} for item in items]
    right = np.array([[row[name] * wanted[item] for name in names] for item, row in zip(items, rows, strict=True)], dtype=float)

    lead = max(range(len(members)), key=lambda place: members[place].credit)
    led, free = Shape(len(members), len(names), lead), Shape(len(members), len(names))
    overruled = _shown_better(held_out(right, free), held_out(right, led))
    shape = free if overruled else led
    found = [(name, float(f"{abs(weight):.{DIGITS}g}")) for name, weight in zip(names, weights_of(right, shape), strict=True)]
    weights, doubts = dict(found[: len(members)]), dict(found[len(members) :])

    sureness = np.array([leaning(weights, doubts, row)[1] for row in rows])
    least, accuracy = _bar(sureness, held_out(right, shape) > 0, right[:, lead], target)
    return Jury(
        weights=weights,
        doubts=doubts,
        led_by=None if overruled else names[lead],
        least=least,
        target=target,
        decided=Share(hits=accuracy.of, of=len(items)),
        accuracy=accuracy,
        calibrations=tuple(calibrations),
    )


def _judged(gold: Mapping[str, End], by_judge: Mapping[str, Mapping[str, object]]) -> dict[str, End]:
    """The gold of the items that any judge judged, as if shuffled, but the same for any order in which they are given."""
    items = sorted(
        (item for item in gold if any(item in given for given in by_judge.values())), key=lambda item: sha256(item.encode()).digest()
    )
    if not items:
        raise InputError("gold: none of its items was judged; gold and judged items must go by the same ids, and not all gold be ties")
    return {item: gold[item] for item in items}


def _shown_better(these: Floats, those: Floats) -> bool:
    """Whether these leanings are right where those are not more often than luck would have it (sign test, one-sided)."""
    wins, losses = int((these > those).sum()), int((these < those).sum())
    tail = sum(comb(wins + losses, more) for more in range(wins, wins + losses + 1))
    return bool(tail / 2 ** (wins + losses) < LUCK)


def _bar(sureness: Floats, right: NDArray[np.bool_], lead: Floats, target: float) -> tuple[float | None, Share]:
    """The lowest bar above which the items are right as often as asked, and as often as the lead on those that it decides; and how often.

    The second must hold by the count and by the weights' own probabilities: the count alone is met by luck too often.
    """
    likely = 1 / (1 + np.exp(-sureness))
    floor, likely_floor = (lead[lead != 0] > 0).mean(), likely[lead != 0].mean()
    for least in sorted(set(sureness[sureness > 0].tolist())):
        above = sureness >= least
        accuracy = Share(hits=int(right[above].sum()), of=int(above.sum()))
        if accuracy.low >= target and accuracy.value >= floor and likely[above].mean() >= likely_floor:
            return least, accuracy
    return None, NOTHING
