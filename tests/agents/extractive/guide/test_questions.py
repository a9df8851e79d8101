"""The terms that sentences define."""

import pytest

from bookwright.agents.extractive.guide.questions import definitions, is_of
from bookwright.agents.extractive.guide.source import questions_on
from tests.agents.extractive.guide.conftest import brief_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sluice", "A sluice is a gate that holds back water."),
        ("sluices", "In a mill, sluices are gates that hold back water."),
        ("Keeper", "“Keeper” means the person who opens the gates."),
        ("leat", "The water that comes from above is led in a ditch called a leat."),
    ],
)
def test_a_definition_begins_with_its_term_or_ends_by_naming_it(name: str, words: str) -> None:
    assert is_of(name, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("belt", "You will also need a belt, which is a band that turns the stones."),
        ("lower channel", "A sluice is a gate that leads water into a ditch, referred to as the lower channel."),
        ("oil", "We use oil to grease the hinges."),
        ("wheel", "The water falls into a box and turns a wheel, which is the drive of the mill."),
    ],
)
def test_a_sentence_that_speaks_of_something_else_defines_nothing(name: str, words: str) -> None:
    assert not is_of(name, words)


def test_what_an_author_says_before_a_definition_is_no_part_of_it() -> None:
    (found,) = definitions(questions_on(brief_of("# Mill\n\nRemember that a sluice is a gate that holds back the water of a stream.")))
    assert (found[0], found[1].quote) == ("sluice", "a sluice is a gate that holds back the water of a stream.")
