"""Which questions are asked of a reader, and which answers answer them."""

import pytest

from bookwright.agents.extractive.fairness import is_fair
from tests.agents.extractive.conftest import asked_of


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is a gauge?", ["A gauge is a metric that can go up and down."]),
        ("Does the mill grind in winter?", ["The mill does not grind in winter, because the stream is frozen."]),
        ("May guests light a fire?", ["Guests may not light a fire."]),
        ("May a ticket be handed on?", ["A ticket must not be handed on."]),
        ("How do you open the sluice?", ["You open the sluice by turning the wheel to the left."]),
        ("What does the guild help you to do?", ["The guild helps you to find work."]),
        ("What happens if the dam breaks?", ["If the dam breaks, the bells are rung. They ring until all have left."]),
        ("Under the Mill Rules, what must a miller do?", ["A miller must sweep the floor every evening."]),
    ],
)
def test_a_sound_question_with_its_answer_is_fair(question: str, answer: list[str]) -> None:
    assert is_fair(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is be patient - Mill?", ["Be patient - Mill is a place for people of all kinds."]),
        ("What do sweeping the floor helps prevent?", ["Sweeping the floor helps prevent fires."]),
        ("What do thousands of millers pour?", ["Thousands of millers pour their hearts into the work."]),
        ("What do grave dangers arise?", ["Grave dangers arise where dust is not swept."]),
        ("What is (ii) the mill fit for?", ["We do not warrant that (i) it is dry; (ii) the mill is fit for a purpose."]),
        ("What is open and not open?", ["The gate is open and not open at the same time."]),
        ("When are sluices safe since the keeper will easily see?", ["Sluices are safe since the keeper will easily see a leak."]),
        ("Where can a more detailed discussion of dust be found?", ["A more detailed discussion of dust can be found in [Dust]."]),
        ("Is the guild responsible for any delays?", ["The guild is not responsible for any delays, failures, or errors."]),
        ("Does the tally include broken?", ["The tally does not include broken, wet or rotten sacks."]),
        ("May old machines run well?", ["Old machines may not run well."]),
        ("What does the guild help you to do?", ["The guild helps us to know you."]),
        ("How do you use the mill?", ["In order to use the mill, you must be 18 years of age."]),
        ("What is flour?", ["We use flour to bake bread."]),
        ("What is the choice of stones?", ["The choice of stones is where a mill shines."]),
        ("What happens if the belt slips?", ["With the brake on, the wheel stops.", "Instead, if the belt slips, the wheel runs free."]),
        ("What should keepers do to ease their use?", ["To ease their use, keepers should oil the hinges."]),
    ],
)
def test_what_is_no_question_or_no_answer_is_not_asked(question: str, answer: list[str]) -> None:
    assert not is_fair(question, answer)


def test_the_writer_asks_nothing_that_ends_within_a_list() -> None:
    sentence = "GitHub does not allow any content on GitHub that exploits, harms, or endangers children, and we have a strict policy."
    assert asked_of(sentence) == {}
