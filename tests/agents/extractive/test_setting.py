"""A question names where it is at home, if the text makes that sure."""

from tests.agents.extractive.conftest import asked_of

SCOPE = "A scope is the range within a program for which an item is valid."


def test_the_subject_matter_that_the_text_speaks_of_opens_the_question() -> None:
    beside = "Memory in Rust is managed by ownership. The compiler of Rust checks it, and Rust has no collector."
    text = f"{SCOPE} Variables in Rust are immutable by default."
    assert "In Rust, what is a scope?" in asked_of(text, beside)


def test_a_policy_is_named_by_its_title() -> None:
    text = "“Security risk” refers to a situation that involves exposure to physical danger."
    asked = list(asked_of(text, title="Acme Removal Policy"))
    assert asked[0] == "Under the Acme Removal Policy, what does “Security risk” refer to?"
    assert all(question.startswith("Under the Acme Removal Policy, ") for question in asked)


def test_we_in_a_policy_is_the_party_that_speaks() -> None:
    text = (
        "The owners of Acme know that Acme will act on reports. "
        "If we receive an incomplete report, we will ask for the details that are missing from it."
    )
    assert "Under the Acme Removal Policy, what will Acme do if Acme receives an incomplete report?" in asked_of(
        text, title="Acme Removal Policy"
    )


def test_we_in_a_textbook_is_the_reader() -> None:
    assert list(asked_of("We can use traits to define shared behavior in an abstract way.")) == [
        "How can you define shared behavior in an abstract way?"
    ]


def test_a_level_in_the_headings_is_named() -> None:
    text = "Reauthentication of the subscriber SHALL be repeated at least once per 12 hours."
    assert list(asked_of(text, headings=("Assurance", "Authentication Assurance Level 2"))) == [
        "At Authentication Assurance Level 2, how often must reauthentication of the subscriber be repeated?"
    ]


def test_nothing_is_named_without_need() -> None:
    assert list(asked_of(SCOPE)) == ["What is a scope?"]


def test_no_place_person_or_month_is_a_setting() -> None:
    beside = "The moons of Mars are small. Astronomers on Mars would see Mars has two moons, and the sky in Mars is red."
    text = "An ellipse is a closed curve that has two points inside it. Mars has an orbit that is an ellipse, and Mars is small."
    assert "What is an ellipse?" in asked_of(text, beside)


def test_a_law_of_nature_is_no_instrument() -> None:
    text = "Gravity is a force that acts between all things that have a mass."
    assert "What is gravity?" in asked_of(text, title="Newton’s Universal Law of Gravitation")


def test_the_number_of_a_section_is_no_part_of_a_level() -> None:
    text = "Reauthentication of the subscriber SHALL be repeated at least once per 12 hours."
    assert list(asked_of(text, headings=("4.5 Assurance Level 3",))) == [
        "At Assurance Level 3, how often must reauthentication of the subscriber be repeated?"
    ]
