"""Sentences: offsets into the text, in order, without white space at their ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.knowledge.sentences import sentence_spans


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Smith paid $1.50, i.e. too much. He left.", ["Dr. Smith paid $1.50, i.e. too much.", "He left."]),
        ("A heading\n\nIts text.", ["A heading", "Its text."]),
        ("The U. S. Army was led by J. Doe. He won.", ["The U. S. Army was led by J. Doe.", "He won."]),
        ("A pattern `..` or `...` matches the rest. Next.", ["A pattern `..` or `...` matches the rest.", "Next."]),
        ("Use vec![...] to make one. It is so.", ["Use vec![...] to make one.", "It is so."]),
        ("It stops! (It did.)", ["It stops!", "(It did.)"]),
        ("It is `f(a, ...)` that is called. Then wait.", ["It is `f(a, ...)` that is called.", "Then wait."]),
        ("He waited... and left. Then it rained.", ["He waited... and left.", "Then it rained."]),
        ("He waited... Then it rained.", ["He waited...", "Then it rained."]),
        ("He waited...\n\nthen it rained.", ["He waited...", "then it rained."]),
        ("One goes on\nin a line. Two.", ["One goes on\nin a line.", "Two."]),
        ("  One.  ", ["One."]),
        ("no end", ["no end"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_of_english(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_sentences_of_chinese() -> None:
    assert sentences("账本保存答案。引擎先读账本。", "zh") == ["账本保存答案。", "引擎先读账本。"]


def test_an_unknown_language_is_read_somehow() -> None:
    assert sentences("One. Two.", "xx") == ["One.", "Two."]


@given(st.text(alphabet=st.sampled_from("aB1. !?\n“é。"), max_size=60))
def test_spans_are_in_order_disjoint_trimmed_and_leave_only_white_space_out(text: str) -> None:
    spans = sentence_spans(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert text[position:start].strip() == ""
        assert text[start:end].strip() == text[start:end]
        position = end
    assert text[position:].strip() == ""
