"""How a jury is learnt from items with gold."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

from bookwright.agents.items import Decision
from bookwright.agents.pair import Preference
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.jury.bar import Tried, bar_of
from bookwright.curation.jury.calibration import Calibration, Lengths, calibrate_decisions, calibrate_pairs, calibrate_votes
from bookwright.curation.jury.jury import Jury, leaning
from bookwright.curation.jury.panel import Votes, panel_of
from bookwright.curation.jury.share import Share
from bookwright.curation.jury.vote import Vote
from bookwright.curation.jury.weights import PARTS
from bookwright.errors import InputError

Shown = Callable[[Mapping[str, Vote]], list[Calibration]]
End = TypeVar("End", Preference, Decision)


def jury_of_pairs(
    ballots: Mapping[str, Mapping[str, Ballot]],
    gold: Mapping[str, Preference],
    *,
    lengths: Lengths | None = None,
    target: float = 0.5,
) -> Jury:
    """The jury of judges that compare: `ballots` by judge and item, `gold` by item, `lengths` of both answers by item.

    It decides no further than held-out gold says that its accuracy reaches `target` (the lower end of a 95 % interval, not widened for the
    bars that were tried) and does not fall below that of its best member.
    InputError if the target is no share or no item with gold was judged.
    """
    judged = _judged({item: better for item, better in gold.items() if better is not Preference.TIE}, ballots)
    votes = {judge: {item: ballot.vote for item, ballot in given.items()} for judge, given in sorted(ballots.items())}
    wanted = {item: Vote.for_preference(better) for item, better in judged.items()}

    def shown(items: Mapping[str, Vote]) -> list[Calibration]:
        return [calibrate_votes(judge, given, items) for judge, given in votes.items()]

    calibrations = [calibrate_pairs(judge, ballots[judge], judged, lengths) for judge in votes]
    return _jury(calibrations, shown, votes, wanted, target)


def jury_of_decisions(decisions: Mapping[str, Mapping[str, Decision]], gold: Mapping[str, Decision], *, target: float = 0.5) -> Jury:
    """As `jury_of_pairs`, of judges that accept or reject: `decisions` by judge and item, `gold` by item."""
    judged = _judged(gold, decisions)
    votes = {judge: {item: Vote.for_decision(said) for item, said in given.items()} for judge, given in sorted(decisions.items())}
    wanted = {item: Vote.for_decision(decision) for item, decision in judged.items()}

    def shown(items: Mapping[str, Vote]) -> list[Calibration]:
        ends = {item: judged[item] for item in items}
        return [calibrate_decisions(judge, decisions[judge], ends) for judge in votes]

    return _jury(shown(wanted), shown, votes, wanted, target)


def _jury(calibrations: Sequence[Calibration], shown: Shown, votes: Votes, wanted: Mapping[str, Vote], target: float) -> Jury:
    if not 0 < target < 1:
        raise InputError(f"target: {target} is no accuracy to aim at; give a share between 0 and 1, such as 0.9")
    panel = panel_of(calibrations, votes, wanted)
    levels = [leaning(panel.weights, panel.doubts, _on(votes, item))[1] for item in wanted]
    least, accuracy = bar_of(levels, list(_tried(shown, votes, wanted)), target)
    return Jury(
        weights=dict(panel.weights),
        doubts=dict(panel.doubts),
        led_by=None if panel.overruled else panel.lead,
        least=least,
        target=target,
        decided=Share(hits=accuracy.of, of=len(wanted)),
        accuracy=accuracy,
        calibrations=tuple(calibrations),
    )


def _tried(shown: Shown, votes: Votes, wanted: Mapping[str, Vote]) -> Iterator[Tried]:
    """Each item as judged by the panel of the other parts: members, lead, weights and doubts are all learnt without it."""
    items = list(wanted)
    for part in range(PARTS):
        others = {item: wanted[item] for place, item in enumerate(items) if place % PARTS != part}
        panel = panel_of(shown(others), votes, others)
        for item in items[part::PARTS]:
            said = _on(votes, item)
            lean, sureness = leaning(panel.weights, panel.doubts, said)
            lead = said[panel.lead] if panel.lead else Vote.NONE
            yield Tried(sureness, lean is wanted[item], Vote(lead * wanted[item]))


def _on(votes: Votes, item: str) -> dict[str, Vote]:
    return {judge: given.get(item, Vote.NONE) for judge, given in votes.items()}


def _judged(gold: Mapping[str, End], by_judge: Mapping[str, Mapping[str, object]]) -> dict[str, End]:
    """The gold of the items that any judge judged, as if shuffled, but the same for any order in which they are given."""
    items = sorted(
        (item for item in gold if any(item in given for given in by_judge.values())), key=lambda item: sha256(item.encode()).digest()
    )
    if not items:
        raise InputError("gold: none of its items was judged; gold and judged items must go by the same ids, and not all gold be ties")
    return {item: gold[item] for item in items}
