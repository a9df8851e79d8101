"""What a jury of verdicts is set beside: rules that take no gold to learn."""

from collections.abc import Iterable, Mapping

from bookwright.agents.items import Decision
from bookwright.curation.jury.calibration import Calibration, calibrate_decisions
from bookwright.curation.jury.majority import majority
from bookwright.curation.jury.vote import Vote

ACCEPT_ALL, UNANIMOUS, MAJORITY = "accept all", "all judges must accept", "majority"


def baselines(decisions: Mapping[str, Mapping[str, Decision]], gold: Mapping[str, Decision]) -> tuple[Calibration, ...]:
    """How accepting everything, accepting what all judges accept, and the plain majority do on the items with gold that any judge judged.

    `decisions` by judge and item, `gold` by item. An even majority leaves the item open.
    """
    said = {item: [given[item] for given in decisions.values() if item in given] for item in gold}
    judged = {item: given for item, given in said.items() if given}
    rules = {
        ACCEPT_ALL: dict.fromkeys(judged, Decision.ACCEPT),
        UNANIMOUS: {item: _unanimous(given) for item, given in judged.items()},
        MAJORITY: {item: end for item, given in judged.items() if (end := _of_more(given))},
    }
    wanted = {item: gold[item] for item in judged}
    return tuple(calibrate_decisions(rule, found, wanted) for rule, found in rules.items())


def _unanimous(given: Iterable[Decision]) -> Decision:
    return Decision.ACCEPT if all(decision is Decision.ACCEPT for decision in given) else Decision.REJECT


def _of_more(given: Iterable[Decision]) -> Decision | None:
    return majority(map(Vote.for_decision, given)).decision
