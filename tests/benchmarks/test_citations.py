"""Planted faults lower citation recall and precision, each where it should."""

from benchmarks.citations import sets_of

from bookwright.curation.citations import Citations, of_run
from bookwright.curation.claims import read_claims
from tests.curation.conftest import recorded
from tests.curation.test_planting import sound


def measured(name: str) -> Citations:
    draft = sound().draft
    record = recorded(draft.claims, tuple(evidence.quote for evidence in draft.evidence))
    return of_run(read_claims(planted).citations for planted in sets_of([record], [sound()])[name])


def test_the_untouched_record_is_carried() -> None:
    assert (measured("untouched").recall, measured("untouched").precision) == (1.0, 1.0)


def test_a_wrong_citation_costs_both_and_an_idle_one_precision_alone() -> None:
    assert (measured("wrong citation").recall, measured("wrong citation").precision) == (0.0, 0.0)
    assert (measured("idle citation").recall, measured("idle citation").precision) == (1.0, 0.5)


def test_an_addition_costs_recall() -> None:
    assert (measured("addition").recall or 0) < 1
