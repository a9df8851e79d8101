"""The wording of a sentence: punctuation is forgiven, nothing else is that could change what is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.citations import support_of
from bookwright.curation.support import Standard, support
from bookwright.curation.support.wording import wording

FRAME = "The valve of the reactor is closed at {}."
CHANGED = (
    ("-5 °C", "5 °C"),
    ("−5 °C", "5 °C"),
    ("-5 °C", "+5 °C"),
    ("5 °C", "5 C"),
    ("x >= 3", "x <= 3"),
    ("x ≥ 3", "x ≤ 3"),
    ("x > 3", "x 3"),
    ("x == 3", "x != 3"),
    ("5 €", "5 $"),
    ("€5", "£5"),
    ("-$5", "$5"),
    ("5%", "5"),
    ("5%", "5‰"),
    (".5 bar", "5 bar"),
    ("1.5 bar", "1,5 bar"),
    ("±5 bar", "5 bar"),
    ("~5 bar", "5 bar"),
    ("5 mW", "5 MW"),
    ("C++", "C"),
    ("C++", "C#"),
    (".NET", "NET"),
    ("2 * 3", "2 3"),
    ("2*3", "2**3"),
    ("2 * (3 + 4)", "(2 * 3) + 4"),
    ("--force", "-force"),
    ("!ready", "ready"),
    ("10²", "10"),
    ("5'", '5"'),
    ("snake_case", "snake case"),
)
MARKS = ("+", "<", ">", "=", "$", "€", "%", "#", "°", "±", "~", "^", "§", "&", "@", "/", "|", "≠", "→")


@pytest.mark.parametrize(("first", "second"), [*CHANGED, *((second, first) for first, second in CHANGED)])
@pytest.mark.parametrize("standard", Standard)
def test_what_is_written_with_another_sign_is_not_the_same_word_for_word(first: str, second: str, standard: Standard) -> None:
    claim, sentence = FRAME.format(first), FRAME.format(second)
    for found in (support(claim, (sentence,), standard=standard), support_of(claim, (sentence,), standard, "en")):
        assert found is not None
        assert round(found.score, 4) < 1


@pytest.mark.parametrize("value", sorted({value for pair in CHANGED for value in pair}))
def test_a_sentence_with_signs_stands_word_for_word_in_itself(value: str) -> None:
    found = support_of(FRAME.format(value), (FRAME.format(value),), Standard.REWORDED, "en")
    assert found is not None
    assert found.score == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("“The loop – as built – holds water”", "The loop - as built - holds water."),
        ("the loop holds 5 % more", "The loop holds 5% more."),
        ("The *loop* holds `water`, they say", "The loop holds water they say."),
        ("## The loop holds water", "The loop\u00ad holds water"),
        ("> The loop holds water", "The loop\nholds  water."),
        ("The loop holds 10–20 litres", "The loop holds 10-20 litres"),
        ("The loop’s water cools the cafe\u0301", "The loop's water cools the caf\u00e9"),
    ],
)
def test_typography_and_markdown_are_forgiven(first: str, second: str) -> None:
    assert wording(first) == wording(second)


def test_no_words_are_no_wording() -> None:
    assert wording(" … – ") == ()


@given(st.text(st.sampled_from("ab 12.,-+%$<"), max_size=12), st.sampled_from(MARKS), st.data())
def test_a_mark_put_in_anywhere_changes_the_wording(text: str, mark: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert wording(f"At {text[:place]}{mark}{text[place:]}") != wording(f"At {text}")


@given(st.text())
def test_the_wording_of_any_text_knows_no_case_of_its_first_word(text: str) -> None:
    assert wording("Water " + text) == wording("water " + text)
