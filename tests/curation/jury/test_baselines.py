"""What every jury of verdicts is set beside, and whose verdicts those are."""

import pytest

from bookwright.agents.items import Decision, Verdict
from bookwright.curation.jury import baselines, decisions_of
from bookwright.errors import InputError

ACCEPT, REJECT = Decision.ACCEPT, Decision.REJECT
GOLD = {"a": ACCEPT, "b": ACCEPT, "c": REJECT, "d": REJECT, "unread": REJECT}
SAID = {
    "x": {"a": ACCEPT, "b": ACCEPT, "c": REJECT, "d": ACCEPT},
    "y": {"a": ACCEPT, "b": REJECT, "c": REJECT, "d": ACCEPT},
    "z": {"a": ACCEPT, "c": ACCEPT},
}


def verdict(by: str, decision: Decision = ACCEPT, *own: Verdict) -> Verdict:
    return Verdict(decision=decision, by=by, text_sha256="s", verdicts=own)


def test_each_rule_is_counted_on_what_was_judged() -> None:
    everything, unanimous, most = baselines(SAID, GOLD)
    assert [rule.judge for rule in (everything, unanimous, most)] == ["accept all", "all judges must accept", "majority"]
    assert (everything.accuracy.hits, everything.accuracy.of) == (2, 4)
    assert (unanimous.accuracy.hits, unanimous.accuracy.of) == (2, 4)
    assert (most.accuracy.hits, most.accuracy.of) == (2, 3)
    assert (most.decided.hits, most.decided.of) == (3, 4)
    assert everything.rejected_rightly is not None
    assert everything.rejected_rightly.hits == 0
    assert not everything.above_chance


def test_a_judge_s_own_verdicts_are_its_decisions_whether_it_sat_alone_or_not() -> None:
    together = verdict("jury of x, y", REJECT, verdict("x"), verdict("y", REJECT))
    found = decisions_of({"a": verdict("x"), "b": together, "c": None})
    assert found == {"x": {"a": ACCEPT, "b": ACCEPT}, "y": {"b": REJECT}}
    assert decisions_of({"a": None}) == {}


def test_judges_of_one_name_cannot_be_told_apart() -> None:
    with pytest.raises(InputError, match="a: has two verdicts by x"):
        decisions_of({"a": verdict("x, x", ACCEPT, verdict("x"), verdict("x"))})
