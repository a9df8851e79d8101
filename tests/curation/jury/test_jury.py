"""The jury: who sits on it, who leads it, when it abstains, and what its file holds."""

import json
import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookwright.agents.items import Decision
from bookwright.agents.pair import Preference
from bookwright.curation.jury import Ballot, Jury, Vote, jury_of_decisions, jury_of_pairs, majority, read_jury, write_jury
from bookwright.errors import InputError
from tests.curation.jury.made import FIRST, TIE, gold_of, judging, renamed

GOLD, FRESH = gold_of(300), gold_of(600, seed=1)
LEAD = judging("lead", GOLD, 0.85, ties=0.1)
CROWD = judging("one", GOLD, 0.25)
ADVERSARIAL = {"lead": LEAD, "one": CROWD, "two": renamed("two", CROWD), "three": renamed("three", CROWD)}

DOUBTING = jury_of_pairs({**ADVERSARIAL, "member": judging("member", GOLD, 0.7)}, GOLD)


def votes_on(ballots: Mapping[str, Mapping[str, Ballot]], item: str) -> dict[str, Vote]:
    return {judge: given[item].vote for judge, given in ballots.items()}


@cache
def jury_of_pairs_once() -> Jury:
    """The jury of the adversarial set."""
    return jury_of_pairs(ADVERSARIAL, GOLD)


def trapped(gold: Mapping[str, Preference], seed: int) -> dict[str, dict[str, Ballot]]:
    """Two of three items are traps: there a crowd is nearly always wrong, and the lead errs with it three times in ten."""
    drawn = random.Random(f"traps {seed}")
    traps = [item for item in gold if drawn.random() < 0.67]
    others = {item: better for item, better in gold.items() if item not in traps}
    caught = {item: gold[item] for item in traps if drawn.random() < 0.3}
    escaped = {item: gold[item] for item in traps if item not in caught}
    lead = {**judging("lead", others, 0.98), **judging("lead", caught, 0.0), **judging("lead", escaped, 1.0)}
    crowd = {**judging("one", others, 0.9), **judging("one", caught, 0.0), **judging("one", escaped, 0.1)}
    return {"lead": lead, "one": crowd, "two": renamed("two", crowd)}


def right(found: Mapping[str, Vote], gold: Mapping[str, object]) -> float:
    """The share of right ones among the decided."""
    decided = [(vote, gold[item]) for item, vote in found.items() if vote is not Vote.NONE]
    return sum(vote.preference is better for vote, better in decided) / len(decided)


def test_a_crowd_that_shares_its_mistakes_is_left_out() -> None:
    jury = jury_of_pairs(ADVERSARIAL, GOLD)
    assert set(jury.weights) == {"lead"}
    assert set(jury.left_out) == {"one", "two", "three"}
    plain = {item: majority(votes_on(ADVERSARIAL, item).values()) for item in GOLD}
    found = {item: jury.find(votes_on(ADVERSARIAL, item)).vote for item in GOLD}
    assert right(plain, GOLD) < 0.4
    assert right(found, GOLD) > 0.8


def test_agreement_with_a_judge_shown_to_be_mostly_wrong_is_a_reason_for_doubt() -> None:
    jury = jury_of_pairs(ADVERSARIAL, GOLD)
    alone, agreeing, opposed = (jury.find({"lead": Vote.YES, "one": other}).probability for other in (Vote.NONE, Vote.YES, Vote.NO))
    assert agreeing < alone < opposed


@given(st.dictionaries(st.sampled_from(["one", "two", "three"]), st.sampled_from(Vote)), st.sampled_from(Vote))
def test_the_doubted_have_no_vote_of_their_own_and_turn_none(doubted: dict[str, Vote], lead: Vote) -> None:
    finding = jury_of_pairs_once().find({**doubted, "lead": lead})
    assert finding.vote in {Vote.NONE, lead}


def test_where_a_bias_is_shared_doubt_finds_the_items_that_it_spoils() -> None:
    gold, fresh = gold_of(300), gold_of(1000, seed=1)
    ballots, unseen = trapped(gold, 0), trapped(fresh, 1)
    jury = jury_of_pairs(ballots, gold, target=0.9)
    found = {item: jury.find(votes_on(unseen, item)).vote for item in fresh}
    assert right({item: unseen["lead"][item].vote for item in fresh}, fresh) < 0.85
    assert right(found, fresh) > 0.95
    assert sum(vote is not Vote.NONE for vote in found.values()) > len(fresh) / 3


def test_members_that_share_their_mistakes_count_little_more_than_one() -> None:
    weak = judging("weak", GOLD, 0.7)
    single = jury_of_pairs({"lead": LEAD, "weak": weak}, GOLD)
    tripled = jury_of_pairs({"lead": LEAD, "weak": weak, "b": renamed("b", weak), "c": renamed("c", weak)}, GOLD)
    together = sum(weight for judge, weight in tripled.weights.items() if judge != "lead")
    assert together < 1.5 * single.weights["weak"]


def test_members_that_err_apart_are_shown_to_be_better_than_the_best_of_them() -> None:
    names = "abcdefg"
    jury = jury_of_pairs({name: judging(name, GOLD, 0.72) for name in names}, GOLD)
    fresh = {name: judging(name, FRESH, 0.72, seed=1) for name in names}
    assert jury.led_by is None
    assert right({item: jury.find(votes_on(fresh, item)).vote for item in FRESH}, FRESH) > 0.8


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0.2, 0.95), st.floats(0, 0.4)), min_size=1, max_size=4), st.integers(0, 9))
def test_nobody_overrules_a_lead_and_no_weight_is_below_zero(worth: list[tuple[float, float]], seed: int) -> None:
    gold = gold_of(80, seed)
    ballots = {f"j{n}": judging(f"j{n}", gold, accuracy, ties, seed) for n, (accuracy, ties) in enumerate(worth)}
    jury = jury_of_pairs(ballots, gold)
    assert all(weight >= 0 for weight in jury.weights.values())
    if jury.led_by:
        for votes in (votes_on(ballots, item) for item in gold):
            assert jury.find(votes).vote * votes[jury.led_by] >= 0


@settings(max_examples=20)
@given(st.integers(0, 99))
def test_what_it_decides_on_fresh_items_is_no_worse_than_its_best_member(seed: int) -> None:
    gold, fresh = gold_of(60, seed), gold_of(500, seed + 100)
    worth = {"a": (0.85, 0.1), "b": (0.75, 0.3), "c": (0.6, 0.2), "d": (0.3, 0.1)}
    jury = jury_of_pairs({name: judging(name, gold, *w, seed) for name, w in worth.items()}, gold)
    ballots = {name: judging(name, fresh, *w, seed + 100) for name, w in worth.items()}
    found = {item: jury.find(votes_on(ballots, item)).vote for item in fresh}
    if any(found.values()):
        assert right(found, fresh) > right({item: ballots["a"][item].vote for item in fresh}, fresh) - 0.05


def test_a_higher_target_is_met_by_abstaining() -> None:
    ballots = {"a": judging("a", GOLD, 0.8), "b": judging("b", GOLD, 0.8), "c": judging("c", GOLD, 0.8)}
    fresh = {name: judging(name, FRESH, 0.8, seed=1) for name in ballots}
    modest, strict = (jury_of_pairs(ballots, GOLD, target=target) for target in (0.5, 0.9))
    assert strict.accuracy.low >= 0.9
    assert strict.decided.value < modest.decided.value
    found = {item: strict.find(votes_on(fresh, item)).vote for item in FRESH}
    assert right(found, FRESH) > 0.9
    assert Vote.NONE in found.values()


def test_a_target_that_is_not_shown_to_be_met_leaves_everything_open() -> None:
    jury = jury_of_pairs({"lead": LEAD}, GOLD, target=0.99)
    assert jury.least is None
    finding = jury.find({"lead": Vote.YES})
    assert finding.vote is Vote.NONE
    assert 0.7 < finding.probability < 0.95


def test_without_a_judge_above_chance_it_abstains() -> None:
    jury = jury_of_pairs({"one": CROWD}, GOLD)
    assert (jury.weights, jury.least) == ({}, None)
    assert jury.find({"one": Vote.YES}).vote is Vote.NONE
    assert jury.find({"one": Vote.YES}).probability == 0.5


@given(st.dictionaries(st.sampled_from(["lead", "member", "one", "stranger"]), st.sampled_from(Vote)))
def test_exchanging_the_answers_exchanges_the_finding(votes: dict[str, Vote]) -> None:
    found, turned = DOUBTING.find(votes), DOUBTING.find({judge: Vote(-vote) for judge, vote in votes.items()})
    assert (found.vote, found.probability) == (-turned.vote, turned.probability)
    assert 0 < found.probability < 1


def test_the_order_in_which_items_and_judges_come_changes_nothing() -> None:
    turned = {judge: dict(reversed(given.items())) for judge, given in reversed(ADVERSARIAL.items())}
    assert jury_of_pairs(turned, dict(reversed(GOLD.items()))) == jury_of_pairs(ADVERSARIAL, GOLD)


def test_absolute_verdicts_make_a_jury_too() -> None:
    gold = {item: Decision.ACCEPT if better is FIRST else Decision.REJECT for item, better in GOLD.items()}
    said = {item: Decision.ACCEPT if ballot.preference is FIRST else Decision.REJECT for item, ballot in judging("j", GOLD, 0.9).items()}
    jury = jury_of_decisions({"j": said, "lenient": dict.fromkeys(gold, Decision.ACCEPT)}, gold)
    assert jury.left_out == ("lenient",)
    assert jury.find({"j": Vote.for_decision(Decision.REJECT), "lenient": Vote.YES}).vote is Vote.NO


def test_a_file_gives_the_same_jury(tmp_path: Path) -> None:
    jury = jury_of_pairs(ADVERSARIAL, GOLD)
    write_jury(tmp_path / "jury.json", jury)
    assert read_jury(tmp_path / "jury.json") == jury


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda told: told.pop("decided"), "decided"),
        (lambda told: told["accuracy"].update(hits=10**6), "accuracy"),
        (lambda told: told.update(extra=1), "extra"),
    ],
)
def test_a_file_that_is_no_jury_is_refused_in_one_line(tmp_path: Path, spoil: object, named: str) -> None:
    told = json.loads(jury_of_pairs({"lead": LEAD}, GOLD).model_dump_json())
    spoil(told)  # type: ignore[operator]
    path = tmp_path / "jury.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InputError, match=named) as caught:
        read_jury(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[]"])
def test_any_other_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "jury.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"jury\.json"):
        read_jury(path)
    with pytest.raises(InputError, match=r"none\.json"):
        read_jury(tmp_path / "none.json")


@pytest.mark.parametrize("target", [0.0, 1.0, 90.0, -1.0])
def test_a_target_must_be_a_share(target: float) -> None:
    with pytest.raises(InputError, match="target"):
        jury_of_pairs({"lead": LEAD}, GOLD, target=target)


def test_gold_of_other_items_or_of_ties_alone_is_refused() -> None:
    for gold in ({"elsewhere": FIRST}, {"item 1": TIE}, {}):
        with pytest.raises(InputError, match="gold"):
            jury_of_pairs({"lead": LEAD}, gold)


def test_gold_that_nobody_judged_changes_nothing() -> None:
    assert jury_of_pairs(ADVERSARIAL, {**GOLD, **{f"unjudged {number}": FIRST for number in range(99)}}) == jury_of_pairs(ADVERSARIAL, GOLD)


def test_a_jury_states_what_it_is_made_of() -> None:
    jury = jury_of_pairs(ADVERSARIAL, GOLD)
    assert isinstance(jury, Jury)
    assert {calibration.judge for calibration in jury.calibrations} == set(ADVERSARIAL)
    assert jury.accuracy.of == jury.decided.hits
    assert jury.decided.of == len(GOLD)
