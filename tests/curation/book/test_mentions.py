"""Mentions: a term is found in any of its forms, and told from a longer name that it is a part of."""

import pytest

from bookwright.curation.book.mentions import Text, is_whole, key_of


@pytest.mark.parametrize("form", ["control rod", "Control Rods", "the control rod", "a control rod's", '"control rod"'])
def test_the_forms_of_a_term_have_one_key(form: str) -> None:
    assert key_of(form) == key_of("control rod")


def test_a_term_stands_in_a_text_as_whole_words() -> None:
    text = Text(["Two control rods fell.", "The hall is cold."])
    assert text.mentions(key_of("control rod"))
    assert text.sentences(key_of("control rod")) == ["Two control rods fell."]
    assert not text.mentions(key_of("rod fell the"))
    assert not text.mentions(key_of("old"))


def test_a_term_does_not_reach_from_one_sentence_into_the_next() -> None:
    assert not Text(["It has no control.", "Rods are bars."]).mentions(key_of("control rod"))


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("The session ends after an hour.", True),
        ("A server ends each session, and starts anew.", True),
        ("The session secret is kept for an hour.", False),
        ("A browser session ends after an hour.", False),
        ("Nothing of that kind is said.", False),
    ],
)
def test_a_term_within_a_longer_name_is_not_the_term(sentence: str, whole: bool) -> None:
    assert is_whole(sentence, key_of("session")) is whole
