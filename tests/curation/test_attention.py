"""Which records come first: the worst by support, wording and judge, one of each in turn."""

from bookwright.curation.attention import look_first
from bookwright.curation.citations import of_record
from bookwright.curation.claims import ClaimReading, RecordReading


def reading(name: str, support: float | None = 1.0, rewording: float | None = 1.0, **scores: int) -> RecordReading:
    claim = ClaimReading(text="C.", evidence=(0,), connective=False, support=support, rewording=rewording)
    return RecordReading(id=name, citations=of_record([]), scores=scores or {"clarity": 5}, claims=(claim,))


def order(*readings: RecordReading, most: int = 20) -> list[str]:
    return [look.id for look in look_first(readings, most)]


def test_the_worst_of_each_measure_come_in_turn() -> None:
    found = order(
        reading("fine"),
        reading("judged", clarity=3),
        reading("weak", support=0.2),
        reading("weaker", support=0.1),
        reading("changed", rewording=0.1),
    )
    assert found == ["weaker", "changed", "judged", "weak"]


def test_a_record_is_listed_once_with_all_that_is_held_against_it() -> None:
    (look,) = look_first([reading("a", 0.25, 0.5, clarity=4, stands_alone=4, usefulness=5)])
    assert look.why == ("support 0.25", "wording 0.50", "judge: 4 for clarity, stands alone")


def test_nothing_held_against_a_record_keeps_it_off_the_list() -> None:
    assert order(reading("fine"), reading("not read", None, None)) == []


def test_of_two_records_with_one_low_score_that_with_more_of_them_comes_first() -> None:
    assert order(reading("one", clarity=3, usefulness=5), reading("two", clarity=3, usefulness=3)) == ["two", "one"]


def test_ties_come_as_in_the_run_and_the_list_ends() -> None:
    many = [reading(str(number), support=0.3) for number in range(9)]
    assert order(*many, most=3) == ["0", "1", "2"]
