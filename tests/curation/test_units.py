"""The units gate: a number keeps its unit, its month, its scale and its era; other spellings of the same are the same."""

import pytest

from bookwright.curation.gates.units import amounts, units
from tests.curation.conftest import kinds, submit

TURNED = [
    ("Sessions end after 12 hours.", "They end after 12 days."),
    ("The file may hold 5 MB.", "It may hold 5 GB."),
    ("It cost three million euros.", "It cost three billion euros."),
    ("The law was passed on 4 March 2010.", "It was passed on 4 May 2010, as agreed in June."),
    ("The fee is $20.", "The fee is 20 euros."),
    ("The session ends on Monday at the latest.", "The session ends on Friday at the latest."),
    ("It is renewed every two weeks by the tenant.", "It is renewed every two months by the tenant."),
]
SOUND = [
    ("Sessions end after 12 hours.", "They end after 12h."),
    ("The file may hold 5 MB.", "It may hold five megabytes."),
    ("The law was passed on March 4, 2010.", "It was passed on 4 March 2010."),
    ("The fee is $20.", "The fee is 20 dollars."),
    ("It takes 5 to 10 minutes.", "It takes 5 minutes at least."),
    ("Timeout (seconds): 30", "The timeout is 30 seconds."),
    ("A range of 5m is usual.", "A range of 5 minutes is usual."),
    ("It costs 5 US dollars.", "It costs 5 dollars."),
    ("It took 3 days and 3 hours.", "It took 3 days."),
    ("Rule 5 may be waived after 5 days.", "Rule 5 may be waived."),
    ("About 40% of them agreed.", "Some 40 percent of them agreed."),
]


@pytest.mark.parametrize(("source", "answer"), TURNED)
def test_another_unit_is_a_fault_with_the_sentence(source: str, answer: str) -> None:
    (fault,) = units(submit(source, answer))
    assert (fault.kind, fault.quote) == ("unit_mismatch", answer)


@pytest.mark.parametrize(("source", "answer"), SOUND)
def test_the_same_unit_in_another_writing_passes(source: str, answer: str) -> None:
    assert units(submit(source, answer)) == ()


def test_what_the_question_says_may_be_repeated() -> None:
    assert kinds(units(submit("It ends 30 minutes later.", "After 30 days it ends.", "What happens after 30 days?"))) == []


def test_amounts_come_in_one_spelling() -> None:
    assert amounts("five MB, 5 megabytes, €3 and 4 March") == {("5", "megabyte"), ("3", "euro"), ("4", "March")}
