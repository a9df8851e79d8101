"""A question must not hang on a name that only the example code of the text knows."""

import pytest

from tests.agents.extractive.conftest import asked_of

LOCAL = [
    ("fn shoes_in_size(shoes: Vec<Shoe>) {", "The shoes_in_size function takes ownership of a vector of shoes and a size."),
    ("let black = Color(0);\nlet origin = Point(0);", "The black and origin values are different types because their structs differ."),
    ("struct Rectangle {\n    width: u32,\n}", "Methods of the Rectangle type are useful because they keep its code together."),
    ("enum Coin {\n    Penny,\n}", "When a Coin::Quarter matches, the state is bound to the value of that quarter of the union."),
    ("mod front_of_house {\n}", "The front_of_house module is defined in the root of the crate so that its siblings see it."),
    ("", "The add_one_v3 and add_one_v4 lines require closures to be evaluated because the types are inferred from usage."),
    ("", "The Nil variant stores no values at all beyond the tag that tells it from others."),
    ("", "If you roll a 7, your player loses a fancy hat to the bank."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "sentence"), LOCAL, ids=lambda value: value[:50])
def test_a_name_of_an_example_makes_no_question(code: str, sentence: str) -> None:
    assert asked_of(f"{sentence}\n\n{code}" if code else sentence) == {}


def test_a_method_that_code_only_calls_may_be_asked_about() -> None:
    sentence = "The read_to_string method takes the file and puts its whole contents into a string."
    assert list(asked_of(f"{sentence}\n\n    file.read_to_string(&mut text)?;")) == ["What does the read_to_string method do?"]


def test_a_name_of_the_standard_library_is_no_example() -> None:
    sentence = "All iterators implement a trait named Iterator that is defined in the standard library."
    assert list(asked_of(f"{sentence}\n\npub trait Iterator {{\n}}")) == ["What do all iterators implement?"]
