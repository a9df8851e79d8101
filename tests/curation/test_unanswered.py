"""The unanswered gate: an answer that holds its place, or says that there is none, is a fault unless the source says so."""

import pytest

from bookwright.curation.gates.unanswered import unanswered
from tests.curation.conftest import kinds, submit

SOURCE = "The judge may accept the plea and give a score of the hearing."
NONE = ["N/A", "TODO", "The passage does not mention it.", "Sorry, I cannot help.", "This cannot be determined from the text."]


@pytest.mark.parametrize("answer", NONE)
def test_an_answer_that_is_none_is_a_fault(answer: str) -> None:
    assert kinds(unanswered(submit(SOURCE, answer))) == ["unanswered"]


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("The function returns None.", "None."),
        ("It is unknown who built it.", "Unknown."),
        ("The source does not state a licence, so none is assumed.", "The source does not state a licence."),
        (SOURCE, "It cannot be known before the hearing."),
    ],
)
def test_an_answer_that_is_the_sources_own_passes(source: str, answer: str) -> None:
    assert unanswered(submit(source, answer)) == ()
