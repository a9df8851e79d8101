"""The four eliminations (Xu et al. 2023, section 3.3) on fixed vectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.evolve.items import Gain, GainCheck
from bookwright.agents.instruction import Instruction
from bookwright.curation.evolve.elimination import Elimination, apologetic, empty, leaking, unchanged, without_gain

PARENT = Instruction(instruction="Name three rivers of Europe.")
SORRY = "I am sorry, I cannot do this."


def word(number: int) -> str:
    return " ".join(["water"] * number)


@pytest.mark.parametrize(("gain", "rule"), [(Gain.EQUAL, Elimination.EQUAL), (Gain.GAINED, None)])
def test_what_is_said_to_be_equal_is_eliminated_with_the_reason(gain: Gain, rule: Elimination | None) -> None:
    out = without_gain(GainCheck(gain=gain, reason="the same rivers", by="m"))
    assert (out.rule if out else None, out.reason if out else "the same rivers") == (rule, "the same rivers")


@pytest.mark.parametrize(
    ("child", "same"),
    [
        (Instruction(instruction="name three rivers of Europe"), True),
        (Instruction(instruction="Name three rivers of Europe.", input=" "), True),
        (Instruction(instruction="Name three rivers of Europe.", input="Po"), False),
        (Instruction(instruction="Name four rivers of Europe."), False),
    ],
)
def test_what_is_the_same_word_for_word_needs_nobody_to_say_so(child: Instruction, same: bool) -> None:
    assert (unchanged(PARENT, child) is not None) is same


@pytest.mark.parametrize(
    ("response", "out"),
    [
        (SORRY, True),
        ("Sorry!", True),
        (f"SORRY, but {word(77)}", True),
        (f"Sorry, but {word(78)}", False),
        ("The song is called Sorrow.", False),
        ("He said: I'm sorrier than you.", False),
        ("The Rhine, the Po and the Don.", False),
    ],
)
def test_a_short_apology_is_no_response(response: str, out: bool) -> None:
    assert (apologetic(response) is not None) is out


@pytest.mark.parametrize(
    ("response", "out"),
    [
        ("", True),
        ("...!?", True),
        ("— # * \n", True),
        ("It is what it is.", True),
        ("And so on, and so on", True),
        ("42", False),
        ("No.", False),
        ("Yes", False),
        ("The Po.", False),
        ("川です", False),
    ],
)
def test_punctuation_and_function_words_are_no_response(response: str, out: bool) -> None:
    assert (empty(response) is not None) is out


@pytest.mark.parametrize(
    ("child", "out"),
    [
        ("As in the given prompt, name three rivers.", True),
        ("Rewritten Prompt: name three rivers.", True),
        ("#Rewritten Prompt#: name three rivers.", True),
        ("Here is a created prompt on rivers.", True),
        ("#Given_Prompt# name rivers", True),
        ("#Evolved Task#: name three rivers.", True),
        ("For a given task, estimate the time that it takes.", False),
        ("Write a prompt that names three rivers.", False),
        ("Given promptness, name three rivers.", False),
        ("Name three rivers that are given to floods.", False),
    ],
)
def test_words_of_the_prompt_betray_the_rewriting(child: str, out: bool) -> None:
    assert (leaking(PARENT, Instruction(instruction=child)) is not None) is out


def test_words_that_the_parent_has_itself_are_its_subject() -> None:
    parent = Instruction(instruction="Say whether the given prompt is polite.")
    assert leaking(parent, Instruction(instruction="Say in two sentences whether the given prompt is polite.")) is None
    assert leaking(parent, Instruction(instruction="Say whether the rewritten prompt is polite."))


@given(st.text())
def test_a_parent_is_never_leaking_and_always_unchanged_beside_itself(text: str) -> None:
    task = Instruction(instruction=text)
    assert leaking(task, task) is None
    assert unchanged(task, task)
