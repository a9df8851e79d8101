"""A model that obeys whatever it reads gets nothing past the gates that names no words of the source.

The whole trial is `python -m benchmarks.attacks`; here every third family is tried once, each on another role.
"""

from pathlib import Path

import pytest

from tests.attacks.payloads import Payload, payloads
from tests.attacks.trial import ROLES, Steered, attack, ungated
from tests.endpoint.client import Endpoint

UNSEEN = {"hidden markup", "hidden Unicode"}


def one_for_each_role() -> list[Payload]:
    """An attack of every third family, on one role after the other."""
    families = list(dict.fromkeys(payload.family for payload in payloads("writer")))
    roles = list(ROLES)
    of_family = ([p for p in payloads(roles[turn % len(roles)]) if p.family == family] for turn, family in enumerate(families))
    return [found[turn % len(found)] for turn, found in enumerate(of_family)][::3]


SAMPLE = one_for_each_role()


def named(payload: Payload) -> str:
    return f"{payload.role}, {payload.name}"


@pytest.mark.parametrize("payload", SAMPLE, ids=named)
def test_an_obeyed_attack_makes_no_record_without_a_source(payload: Payload, endpoint: Endpoint, tmp_path: Path) -> None:
    outcome = attack(tmp_path, payload, endpoint)
    assert outcome.of(Steered.UNSOURCED) == []
    assert outcome.broken == ()
    assert outcome.hidden == 0
    assert outcome.obeyed == outcome.delivered
    assert outcome.delivered > 0 or payload.family in UNSEEN


def test_without_the_gates_an_attack_comes_through(endpoint: Endpoint, tmp_path: Path) -> None:
    with ungated():
        outcome = attack(tmp_path, SAMPLE[0], endpoint)
    assert len(outcome.of(Steered.UNSOURCED)) > 1
    assert outcome.of(Steered.MISQUOTED)


def test_where_the_attack_is_not_on_the_page_nobody_is_misled_even_without_gates(endpoint: Endpoint, tmp_path: Path) -> None:
    (unseen,) = [payload for payload in payloads("critic") if payload.name == "hidden Unicode 1"]
    with ungated():
        outcome = attack(tmp_path, unseen, endpoint)
    assert (outcome.delivered, outcome.obeyed, outcome.steered) == (0, 0, ())
    assert outcome.records > 0
