"""Which sentences can be told as they stand, and which lean on others."""

import pytest

from bookwright.agents.extractive.guide.soundness import is_of_an_example, is_whole, leans, points_elsewhere, stands_alone
from bookwright.agents.extractive.guide.source import setting_in
from tests.agents.extractive.guide.conftest import brief_of

SOUND = "A gauge is a metric that can go up and down."


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        "Verifiers SHALL NOT require users to change their secrets.",
        "The sea, which is deep, is salt.",
        "Birds such as gulls can fly too far.",
    ],
)
def test_a_whole_statement_is_told(text: str) -> None:
    assert is_whole(text)
    assert not points_elsewhere(text)
    assert not leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "A gauge is a metric that can go up and",
        "which is why it can go up and down.",
        "A gauge (which is a metric can go up and down.",
        "Can a gauge go up and down again?",
        "User May Send A Counter Notice.",
        "A gauge it is.",
        "A gauge of metrics for all kinds of things.",
    ],
)
def test_what_is_cut_a_question_or_a_heading_is_no_statement(text: str) -> None:
    assert not is_whole(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("As shown in Table 3, a gauge can go up.", "As shown in"),
        ("The manual at https://a.example/gauge tells more of gauges.", "https://"),
        ("Welcome to the world of metrics and gauges.", "Welcome"),
        ("Subsequent sections describe how a gauge goes down.", "Subsequent sections"),
        ("Let us try to set a gauge to a value.", "Let us"),
        ("The preceding example sets the gauge to a value.", "The preceding example"),
    ],
)
def test_words_that_point_elsewhere_are_named(text: str, words: str) -> None:
    assert words in points_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "It can go up and down.",
        "However, a gauge can go down as well.",
        "This makes a gauge useful for temperatures.",
        "In other words, a gauge can go down.",
        "Each must have a name that is not taken.",
        "When they go down, the gauges are read again.",
        "The second is read from a clock.",
    ],
)
def test_what_needs_the_sentence_before_leans(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "We create a gauge for the temperature of the room.",
        "The variable s1 is no longer valid after the move.",
        "The read_temperature function is called twice.",
    ],
)
def test_what_an_author_does_in_an_example_is_not_told(text: str) -> None:
    code = "# Gauges\n\nA gauge is read by a function.\n\n```\nfn read_temperature() {\n    let s1 = 1;\n}\n```\n"
    assert is_of_an_example(text, setting_in(brief_of(code)))
    assert not is_of_an_example(SOUND, setting_in(brief_of(code)))


def test_a_party_that_says_we_is_heard() -> None:
    policy = "# Harbour Privacy Policy\n\nThis policy tells how we use data. We collect the names of ships. We may share them with pilots."
    assert not is_of_an_example("We collect the names of ships and keep them for a year.", setting_in(brief_of(policy)))


def test_a_definition_stands_alone_or_is_none() -> None:
    assert stands_alone(SOUND)
    assert stands_alone("Ropes are tied to rings. This is called mooring.")
    assert not stands_alone("In addition, a gauge has a second name.")
    assert not stands_alone("A gauge is a metric that can go up")


@pytest.mark.parametrize(
    "text",
    [
        "(We call the stones of a mill its runners.)",
        "As expected, the wheel of the mill stops at once.",
        "You must be able to show that their use is safe for all.",
    ],
)
def test_asides_and_what_names_nobody_lean_on_a_sentence_before(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize("text", ["If millers are ill, they send a son in their place.", "Millers keep their floors clean by the hour."])
def test_a_pronoun_that_the_sentence_itself_explains_leans_on_nothing(text: str) -> None:
    assert not leans(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("If the keeper fails to meet subsection (a), the mill is closed.", "subsection (a)"),
        ("I couldn’t resist the wish to build a second wheel.", "I"),
        ("That was the year in which the wheel was my only care.", "my"),
    ],
)
def test_references_that_nobody_can_follow_and_tales_of_one_person_are_named(text: str, words: str) -> None:
    assert words in points_elsewhere(text)


def test_words_that_somebody_is_asked_to_say_are_no_tale() -> None:
    assert not points_elsewhere("A miller clicks “I agree to my duties” before the work begins.")
