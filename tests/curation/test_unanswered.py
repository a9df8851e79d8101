"""The unanswered gate: an answer that holds its place, or says that there is none, is a fault unless the source says so."""

import pytest

from bookwright.curation.gates.unanswered import unanswered
from tests.curation.conftest import kinds, submit

SOURCE = "The judge may accept the plea and give a score of the hearing."
NONE = ["N/A", "TODO", "The passage does not mention it.", "Sorry, I cannot help.", "This cannot be determined from the text."]
PUT_OFF = ["See the source.", "Read the text for details.", "(left blank)", "As described there.", "It depends."]


@pytest.mark.parametrize("answer", NONE + PUT_OFF)
def test_an_answer_that_is_none_is_a_fault(answer: str) -> None:
    assert kinds(unanswered(submit(SOURCE, answer))) == ["unanswered"]


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("The function returns None.", "None."),
        ("It is unknown who built it.", "Unknown."),
        ("The source does not state a licence, so none is assumed.", "The source does not state a licence."),
        (SOURCE, "It cannot be known before the hearing."),
        ("The keeper must read the text first.", "Read the text."),
        ("Whether it is owed depends on the treaty.", "It depends."),
        (SOURCE, "No, it depends."),
        (SOURCE, "It depends on the plea."),
        (SOURCE, "A number."),
        (SOURCE, "So."),
    ],
)
def test_an_answer_that_is_the_sources_own_passes(source: str, answer: str) -> None:
    assert unanswered(submit(source, answer)) == ()
