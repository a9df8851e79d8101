"""How a jury is learnt from items with gold."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import comb

import numpy as np
from numpy.typing import NDArray

from bookwright.agents.items import Decision
from bookwright.agents.pair import Preference
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.jury.calibration import Calibration, Lengths, calibrate_decisions, calibrate_pairs
from bookwright.curation.jury.jury import Jury, log_odds
from bookwright.curation.jury.share import Share
from bookwright.curation.jury.vote import Vote
from bookwright.curation.jury.weights import Floats, alone, held_out, led_by, weights_of
from bookwright.errors import InputError

Votes = Mapping[str, Mapping[str, Vote]]

CHANCE = 0.05
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
    calibrations = [calibrate_pairs(judge, given, gold, lengths) for judge, given in sorted(ballots.items())]
    votes = {judge: {item: ballot.vote for item, ballot in given.items()} for judge, given in ballots.items()}
    wanted = {item: Vote.for_preference(preference) for item, preference in gold.items() if preference is not Preference.TIE}
    return _jury(calibrations, votes, wanted, target)


def jury_of_decisions(decisions: Mapping[str, Mapping[str, Decision]], gold: Mapping[str, Decision], *, target: float = 0.5) -> Jury:
    """As `jury_of_pairs`, of judges that accept or reject: `decisions` by judge and item, `gold` by item."""
    calibrations = [calibrate_decisions(judge, given, gold) for judge, given in sorted(decisions.items())]
    votes = {judge: {item: Vote.for_decision(decision) for item, decision in given.items()} for judge, given in decisions.items()}
    return _jury(calibrations, votes, {item: Vote.for_decision(decision) for item, decision in gold.items()}, target)


def _jury(calibrations: Sequence[Calibration], votes: Votes, wanted: Mapping[str, Vote], target: float) -> Jury:
    if not 0 < target < 1:
        raise InputError(f"target: {target} is no accuracy to aim at; give a share between 0 and 1, such as 0.9")
    items = sorted((item for item in wanted if any(item in given for given in votes.values())), key=_drawn)
    if not items:
        raise InputError("gold: none of its items was judged; gold and judged items must go by the same ids, and not all gold be ties")
    members = [calibration for calibration in calibrations if calibration.above_chance]
    weights, leader, bar = _weighed(members, votes, {item: wanted[item] for item in items}, target) if members else ({}, None, _NEVER)
    least, hits, decided = bar
    return Jury(
        weights=weights,
        led_by=leader,
        least=least,
        target=target,
        decided=Share(hits=decided, of=len(items)),
        accuracy=Share(hits=hits, of=decided),
        calibrations=tuple(calibrations),
    )


Bar = tuple[float | None, int, int]
"""The least log odds to decide at, how many of the decided items are right, and how many are decided."""
_NEVER: Bar = (None, 0, 0)


def _weighed(
    members: Sequence[Calibration], votes: Votes, wanted: Mapping[str, Vote], target: float
) -> tuple[dict[str, float], str | None, Bar]:
    """The weights, the member that leads, and the bar."""
    lead = max(range(len(members)), key=lambda place: members[place].credit)
    names = [member.judge for member in members]
    rows = [{name: votes[name].get(item, Vote.NONE) for name in names} for item in wanted]
    right = np.array([[row[name] * truth for name in names] for row, truth in zip(rows, wanted.values(), strict=True)], dtype=float)
    led, free = led_by(lead, len(names)), alone(len(names))
    told_led, told_free = held_out(right, led), held_out(right, free)
    overruled = _shown_better(told_free, told_led)
    found = weights_of(right, free if overruled else led)
    weights = {name: float(f"{weight:.{DIGITS}g}") for name, weight in zip(names, found, strict=True)}
    sureness = np.array([abs(log_odds(weights, row)) for row in rows])
    bar = _bar(sureness, (told_free if overruled else told_led) > 0, right[:, lead], target)
    return weights, None if overruled else names[lead], bar


def _drawn(item: str) -> str:
    """Sorts items as if drawn, the same for any order in which they are given."""
    return sha256(item.encode()).hexdigest()


def _shown_better(these: Floats, those: Floats) -> bool:
    """Whether these log odds are right where those are not more often than chance would have it (sign test, one-sided)."""
    difference = np.sign(these) - np.sign(those)
    wins, losses = int((difference > 0).sum()), int((difference < 0).sum())
    tail = sum(comb(wins + losses, more) for more in range(wins, wins + losses + 1))
    return tail / 2 ** (wins + losses) < CHANCE


def _bar(sureness: Floats, right: NDArray[np.bool_], lead: Floats, target: float) -> Bar:
    """The lowest bar above which the items are right as often as asked, and as often as the lead on those that it decides.

    The second must hold by the count and by the weights' own probabilities: the count alone is met by luck too often.
    """
    likely = 1 / (1 + np.exp(-sureness))
    floor, likely_floor = (lead[lead != 0] > 0).mean(), likely[lead != 0].mean()
    for least in sorted(set(sureness[sureness > 0].tolist())):
        above = sureness >= least
        accuracy = Share(hits=int(right[above].sum()), of=int(above.sum()))
        if accuracy.low >= target and accuracy.value >= floor and likely[above].mean() >= likely_floor:
            return least, accuracy.hits, accuracy.of
    return _NEVER
