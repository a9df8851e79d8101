"""The figures of a run."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Claim, Decision, Verdict
from bookwright.curation.citations import Entailment
from bookwright.curation.claims import read_claims
from bookwright.curation.figures import binned, figures_of
from tests.curation.conftest import recorded

COOLED = "The reactor is cooled by heavy water."


def test_records_are_counted_by_claim_and_judge() -> None:
    claims = (Claim(text=COOLED, evidence=(0,)), Claim(text="Belgian brewers prefer dark malt.", evidence=(0,)))
    verdict = Verdict(decision=Decision.ACCEPT, scores={"clarity": 4}, by="m", text_sha256="t")
    first = recorded(claims, (COOLED,), verdict=verdict)
    second = recorded((claims[0], Claim(text="So much for that.", connective=True)), (COOLED,), id="s")
    found = figures_of([read_claims(first), read_claims(second)], Entailment())
    assert (found.records, found.connective, found.verbatim, found.support[-1]) == (2, 1, 2, 2)
    assert sum(found.support) == found.citations.claims == 3
    assert found.citations.recall == pytest.approx(0.75)
    assert found.judge == {"clarity": {4: 1, 5: 1}}
    assert [look.id for look in found.look_first] == ["r"]


def test_a_run_without_records_has_figures_too() -> None:
    found = figures_of([], Entailment())
    assert (found.records, sum(found.support), found.judge, found.look_first) == (0, 0, {}, ())


@given(st.lists(st.floats(0, 1)))
def test_every_score_has_its_bin(scores: list[float]) -> None:
    bins = binned(scores)
    assert sum(bins) == len(scores)
    for place, count in enumerate(bins):
        last = place == len(bins) - 1
        assert count == sum(math.floor(score * 10) == place or (last and score == 1) for score in scores)
