"""What each judge decided, taken from the verdicts of a run."""

from collections import defaultdict
from collections.abc import Mapping

from bookwright.agents.items import Decision, Verdict
from bookwright.errors import InputError


def decisions_of(verdicts: Mapping[str, Verdict | None]) -> dict[str, dict[str, Decision]]:
    """Each judge's own decisions, by judge and item, from the verdicts by item. InputError where two judges of an item go by one name."""
    found: dict[str, dict[str, Decision]] = defaultdict(dict)
    for item, verdict in verdicts.items():
        for own in (verdict.verdicts or (verdict,)) if verdict else ():
            if item in found[own.by]:
                raise InputError(f"{item}: has two verdicts by {own.by}; a jury knows judges by their names, so give each its own")
            found[own.by][item] = own.decision
    return dict(found)
