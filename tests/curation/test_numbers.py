"""The numbers gate: a question's numbers stand in the passages, a claim's in its evidence or in the question, however written."""

from typing import Any

import pytest

from bookwright.agents.items import Claim, FaultKind, Submission
from bookwright.curation.gates.numbers import figures, number_words, numbers
from tests.curation.conftest import kinds, submit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,250 or 1250", {"1250"}),
        ("12.5 and 0.5.", {"12.5", "0.5"}),
        ("pages 3–5, or 3-5", {"3", "5"}),
        ("at −5 °C or -5", {"-5"}),
        ("50% of 2,000,000", {"50", "2000000"}),
        ("RFC9110 and COVID-19", {"9110", "19"}),
        ("in 1999. Then 2000, and 2001,", {"1999", "2000", "2001"}),
        ("version 1.5.2", {"1.5.2"}),
        ("none", set()),
    ],
)
def test_figures_are_read_as_numbers(text: str, found: set[str]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three of them", {"3"}),
        ("twenty-one days", {"21"}),
        ("Forty two", {"42"}),
        ("twenty", {"20"}),
        ("someone often tends to", set()),
        ("ninety and nine", {"90", "9"}),
    ],
)
def test_number_words_are_read_as_numbers(text: str, found: set[str]) -> None:
    assert number_words(text) == found


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("The fee is $1,250.", "It is 1250 dollars."),
        ("Sessions end after twelve hours.", "They end after 12 hours."),
        ("Sessions end after 12 hours.", "They end after twelve hours."),
        ("Notice is given twenty-one days before.", "It is given 21 days before."),
        ("It holds salt, water and sand.", "It holds three things."),
        ("Either party may end it.", "One of the two parties may end it."),
        ("It fell to −5 °C.", "It fell to -5 °C."),
        ("It was the third attempt.", "It was the 3rd attempt."),
        ("It was the 3rd attempt.", "It was the third attempt."),
        ("It has two wards in Oslo, three wards in Bergen and no others, or so.", "It has five wards."),
    ],
)
def test_the_same_number_in_another_writing_passes(source: str, answer: str) -> None:
    assert numbers(submit(source, answer)) == ()


@pytest.mark.parametrize(
    ("source", "answer", "number"),
    [
        ("The fee is $1,250.", "It is 1520 dollars.", "1520"),
        ("Sessions end after 12 hours.", "They end after twenty hours.", "20"),
        ("It grew by 1.5 million.", "It grew by 15 million.", "15"),
        ("It fell to −5 °C.", "It fell to 5 °C.", "5"),
        ("It holds salt and water.", "It holds seven things.", "7"),
        ("Salt, water, sand, oil and tar stood there for six days.", "They stood there for five days.", "5"),
        ("Salt, water, sand, oil and tar stood there for 6 days.", "They stood there for five days.", "5"),
        ("Adams was the third president of the club.", "Adams was the fifth president of the club.", "5."),
        ("It is done on the 3rd attempt of all.", "It is done on the 5th attempt of all.", "5"),
    ],
)
def test_a_number_that_the_source_does_not_have_is_a_fault(source: str, answer: str, number: str) -> None:
    (fault,) = numbers(submit(source, answer))
    assert fault.quote == answer
    assert fault.reason.endswith(f"the number {number}")


def test_a_number_of_the_question_that_a_passage_has_may_be_repeated() -> None:
    submission = submit("It ends then.", "After 30 days it ends.", "What happens at Halden after 30 days?")
    assert numbers(showing(submission, text="A notice of thirty days is sent. It ends then.")) == ()


def test_an_invented_number_of_the_question_is_a_fault_there_and_in_the_claim_that_repeats_it() -> None:
    question, answer = "Why did the 1999 law fail?", "The 1999 law failed because the funding ended."
    asked, told = numbers(submit("The law failed because the funding ended.", answer, question))
    assert (asked.kind, asked.quote) == (FaultKind.NUMBER_MISMATCH, question)
    assert "the number 1999" in asked.reason
    assert told.quote == answer


@pytest.mark.parametrize(
    "shown",
    [
        {"text": "The law of 1999 was short-lived."},
        {"headings": ("Laws", "The law of 1999")},
        {"title": "The laws of 1999"},
        {"about": "Laws of 1999"},
    ],
)
def test_a_number_of_the_question_may_stand_in_any_text_heading_title_or_the_subject(shown: dict[str, Any]) -> None:
    submission = submit("The law failed.", "The 1999 law failed.", "What became of the 1999 law?")
    assert numbers(showing(submission, **shown)) == ()


@pytest.mark.parametrize(
    ("source", "question"),
    [
        ("It holds salt, water and sand.", "Which three things does the Halden tank hold?"),
        ("Either party may end it.", "Which of the two parties may end it?"),
        ("Notice is given twenty-one days before.", "What is given 21 days before?"),
        ("The fee is $1,250.", "What costs 1250 dollars?"),
    ],
)
def test_a_question_may_count_and_write_numbers_its_own_way(source: str, question: str) -> None:
    assert numbers(submit(source, "It is so.", question)) == ()


def test_a_number_from_another_claims_evidence_is_a_fault() -> None:
    submission = submit("The fee is 12 euros.", "The fee is 12 euros.")
    draft = submission.draft.model_copy(update={"claims": (*submission.draft.claims, Claim(text="The fine is 12 euros."))})
    assert kinds(numbers(submission.model_copy(update={"draft": draft}))) == ["number_mismatch"]


def showing(submission: Submission, text: str = "", headings: tuple[str, ...] = (), title: str = "Halden", about: str = "") -> Submission:
    """The submission with a second passage of that text under those headings, in a work of that title and subject."""
    first = submission.brief.passages[0]
    second = first.model_copy(update={"id": "p2", "text": text, "headings": headings})
    brief = submission.brief.model_copy(update={"passages": (first, second), "titles": {"d": title}, "about": about})
    return submission.model_copy(update={"brief": brief})
