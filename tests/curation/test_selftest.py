"""The self-test's report: who caught what, counted against what is held against the untouched record."""

import pytest

from bookwright.curation.planting import Plantable
from bookwright.curation.selftest import Stage, Trial, planted_in, report
from tests.curation.test_planting import sound

GATES, CRITIC, JUDGE = Stage
NOTHING: dict[Stage, tuple[str, ...]] = {GATES: (), CRITIC: (), JUDGE: ()}


def planted(record: str, *, held_out: bool = False, **objections: tuple[str, ...]) -> Trial:
    found = NOTHING | {Stage(name): reasons for name, reasons in objections.items()}
    return Trial(record_id=record, fault=Plantable.NUMBER, way="tenfold", held_out=held_out, objections=found)


def untouched(record: str, **objections: tuple[str, ...]) -> Trial:
    return Trial(record_id=record, objections=NOTHING | {Stage(name): reasons for name, reasons in objections.items()})


def test_a_fault_is_caught_by_every_stage_that_objects_and_first_by_the_first() -> None:
    found = report([untouched("a"), planted("a", gates=("number_mismatch",), judge=("groundedness",))], 1)
    row = next(row for row in found.faults if row.fault is Plantable.NUMBER)
    assert (row.all.planted, row.all.caught, row.all.rate) == (1, 1, 1.0)
    assert row.all.by == {GATES: 1, CRITIC: 0, JUDGE: 1}
    assert row.all.first == {GATES: 1, CRITIC: 0, JUDGE: 0}
    assert row.missed == ()


def test_what_is_held_against_the_sound_record_too_catches_nothing() -> None:
    found = report([untouched("a", critic=("unclear",)), planted("a", critic=("unclear",))], 1)
    row = next(row for row in found.faults if row.fault is Plantable.NUMBER)
    assert (row.all.caught, row.missed) == (0, ("a",))
    assert (found.alarms.any, found.alarms.rate, found.alarms.by[CRITIC]) == (1, 1.0, 1)
    assert found.alarms.reasons == {"critic:unclear": 1}


def test_ways_held_out_records_without_a_hold_and_stages_without_an_answer_are_counted_apart() -> None:
    silent = Trial(record_id="b", fault=Plantable.NUMBER, way="one more", held_out=True, objections={GATES: ()})
    found = report([untouched("a"), untouched("b"), untouched("c"), planted("a", gates=("number_mismatch",)), silent], 1)
    row = next(row for row in found.faults if row.fault is Plantable.NUMBER)
    assert (row.no_hold, row.all.planted, row.held_out.planted, row.held_out.caught) == (1, 2, 1, 0)
    assert row.all.unread == {GATES: 0, CRITIC: 1, JUDGE: 1}
    assert (row.ways["tenfold"].caught, row.ways["one more"].caught) == (1, 0)


def test_of_nothing_there_is_no_rate() -> None:
    found = report([untouched("a")], 1)
    assert {row.all.rate for row in found.faults} == {None}
    assert report([], 1).alarms.rate is None
    assert (found.reworded.no_hold, found.reworded.all.rate) == (1, None)


@pytest.mark.parametrize(("before", "after"), [((GATES, CRITIC), (GATES, CRITIC, JUDGE)), ((GATES, CRITIC, JUDGE), (GATES, CRITIC))])
def test_a_stage_that_gave_no_answer_before_or_after_catches_nothing_and_is_not_counted_on(
    before: tuple[Stage, ...], after: tuple[Stage, ...]
) -> None:
    sound_one = Trial(record_id="a", objections=dict.fromkeys(before, ()))
    faulty = Trial(record_id="a", fault=Plantable.NUMBER, way="tenfold", objections=dict.fromkeys(after, ("groundedness",)))
    row = next(row for row in report([sound_one, faulty], 1).faults if row.fault is Plantable.NUMBER)
    assert row.all.by == {GATES: 1, CRITIC: 1, JUDGE: 0}
    assert row.all.unread == {GATES: 0, CRITIC: 0, JUDGE: 1}


def test_what_is_held_against_a_rewording_is_an_alarm_of_its_own() -> None:
    reworded = [
        Trial(record_id="a", way="contracted", objections=NOTHING | {GATES: ("negation",)}),
        Trial(record_id="b", way="written out", objections=NOTHING | {CRITIC: ("unclear",)}),
    ]
    found = report([untouched("a"), untouched("b"), untouched("c"), *reworded, planted("a")], 1)
    assert (found.alarms.records, found.alarms.any) == (3, 0)
    assert (found.reworded.no_hold, found.reworded.all.records, found.reworded.all.any) == (1, 2, 2)
    assert found.reworded.all.by == {GATES: 1, CRITIC: 1, JUDGE: 0}
    assert (found.reworded.ways["contracted"].any, found.reworded.ways["synonym"].rate) == (1, None)
    assert found.reworded.against_gates == ("a",)


def test_a_planted_draft_needs_its_untouched_record() -> None:
    with pytest.raises(KeyError):
        report([planted("a")], 1)


def test_what_is_planted_depends_on_seed_and_record_alone() -> None:
    assert planted_in(sound(), "a", 1) == planted_in(sound(), "a", 1)
    assert planted_in(sound(), "a", 1) != planted_in(sound(), "a", 2)
