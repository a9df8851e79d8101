"""A trace that was written with a hint must not show it."""

import pytest

from bookwright.curation.reason.hint import betrayal

QUESTION = "Ducks lay 16 eggs; 7 are eaten and the others sold at $2 each. What comes in?"


@pytest.mark.parametrize(
    "reasoning",
    [
        "16 - 7 = 9 and 9 * 2 = 18, as the hint says.",
        "Since the answer is 18, there must be 9 eggs.",
        "The given answer is reached by 9 * 2.",
        "16 - 7 = 9, and 9 * 2 is in line with the expected answer.",
        "9 * 2 = 18, which matches the known solution.",
        "We are told that the answer is given.",
        "Working backwards from 18 we get 9 eggs.",
        "Die richtige Antwort ergibt sich aus 9 mal 2.",
        "They get $18. There are nine eggs left over, and each of them brings two dollars, so that all is well.",
        "18 = 9 * 2, for nine are left over, and each of them brings two dollars to the owner.",
    ],
)
def test_a_trace_that_speaks_of_the_hint_or_begins_with_the_answer_is_refused(reasoning: str) -> None:
    assert betrayal(reasoning, "18", QUESTION)


@pytest.mark.parametrize(
    "reasoning",
    [
        "16 - 7 = 9 eggs are left. 9 * 2 = 18 dollars come in.",
        "Of sixteen eggs seven are eaten, so that nine are left. Each brings two dollars, which makes 18.",
        "The number of eggs that are sold is 16 - 7 = 9. At $2 each that is $18. The answer is 18.",
        "There are 9.18 or so. No: 16 - 7 = 9, so 9 * 2 = 18.",
    ],
)
def test_a_trace_that_works_it_out_passes(reasoning: str) -> None:
    assert betrayal(reasoning, "18", QUESTION) == ""


def test_an_answer_that_the_question_names_may_stand_anywhere() -> None:
    assert betrayal("Ann has 3 and so has Bob, who is taller than she is by some way.", "3", "Ann has 3 apples. How many has Bob?") == ""


def test_a_hint_that_the_question_speaks_of_may_be_spoken_of() -> None:
    assert betrayal("The hint costs 2 and the riddle 3, so 2 + 3 = 5.", "5", "A hint costs 2, a riddle 3. What do both cost?") == ""


def test_the_reason_holds_nothing_of_the_answer() -> None:
    assert "18" not in betrayal("They get $18, and that is all that there is to say about it at all.", "18", QUESTION)


@pytest.mark.parametrize(
    ("written", "answer"), [("$1,234 is what they get, for so it is, and nothing else is.", "1234"), ("Carla it is.", "Carla")]
)
def test_an_answer_is_known_however_it_is_written(written: str, answer: str) -> None:
    assert betrayal(written + " Then some words follow that say little.", answer, "Who gets what?")
