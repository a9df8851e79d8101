"""A trace that was written with a hint must not show it."""

import pytest

from bookwright.curation.reason.hint import betrayal, comments_of

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


@pytest.mark.parametrize(
    ("reasoning", "answer"),
    [
        ("It is B. The other three are too long to be right, and nothing else is left to be said of them.", "B"),
        ("Take x2 for it, as will be shown. The root is found by going down the slope, step by step.", "x2"),
        ("One gets 5cm for it. A string is cut at both ends, and what is left is laid beside the ruler.", "5"),
        ("One gets 5 for it. A string is cut at both ends, and what is left is laid beside the ruler.", "5 cm"),
        ("The share is 1/2, no doubt. Of two sides one is chosen, and both are as likely to come up.", r"\frac{1}{2}"),
        ("The share is ½, no doubt. Of two sides one is chosen, and both are as likely to come up.", "1/2"),
        (r"The share is \frac12, no doubt. Of two sides one is chosen, both as likely to come up.", "0.5"),
        ("The share is 0.5, no doubt. Of two sides one is chosen, and both are as likely to come up.", r"$\dfrac{1}{2}$"),
    ],
)
def test_a_short_answer_or_a_fraction_is_known_however_it_is_written(reasoning: str, answer: str) -> None:
    assert betrayal(reasoning, answer, "Which is it?")
    honest = "From what is given it follows by two steps that the rest falls away, and so what is left = "
    assert betrayal(honest + answer, answer, "Which is it?") == ""


@pytest.mark.parametrize(
    ("reasoning", "answer"),
    [
        ("A train leaves at noon and I see it pass; from there on, nothing more can be said of either.", "A"),
        ("Halving 16/2 gives each of them a part of it, as is easily seen by laying them side by side.", "8"),
        ("Of 2x and 12.5 and 18 hundredths nothing is left once both of the sides have been divided.", "5"),
        ("Six of twelve are red, that is 6/12 of them, and a half is what such a share is called by all.", "1/2"),
    ],
)
def test_what_only_looks_like_a_short_answer_is_none(reasoning: str, answer: str) -> None:
    assert betrayal(reasoning, answer, "Which is it?") == ""


def test_an_answer_that_the_question_names_is_not_called_the_answer_at_the_outset() -> None:
    question = "Which is even: (A) 3 or (B) 4?"
    assert betrayal("The answer must be B, for it is. Whoever halves it is left with two and two, and so it is.", "B", question)
    assert betrayal("Of A and B, halve both. With the one something is left over, with the other nothing.", "B", question) == ""


def test_the_comments_of_a_program_are_read_too() -> None:
    program = 'def add(a, b):\n    """Adds, as in the reference solution."""\n    return a + b  # hint: see above'
    assert "reference solution" in comments_of(program)
    assert betrayal("Both are added.", "def f(): pass", "Add two.", comments_of(program))
    assert betrayal("Both are added.", "def f(): pass", "Add two.", comments_of("hint = 1  # the sum")) == ""
