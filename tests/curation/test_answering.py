"""What answers to a record's question come to."""

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from bookwright.agents.inquiry import Answer, Match, Matched
from bookwright.curation.answering import Answering, GivenAnswer, given, in_same_words, is_answer, is_easy, to_compare

RIGHT = {Match.SAME, Match.PARTIAL}
matches = st.lists(st.none() | st.sampled_from(Match), min_size=1, max_size=4)


def answering(*open_book: Match | None) -> Answering:
    answers = tuple(GivenAnswer(by=f"a{n}", match=match, reason="so") for n, match in enumerate(open_book))
    return Answering(open=answers, closed=(), easy=False, text_sha256="")


@for_any(matches)
def test_one_right_answer_keeps_the_question_and_none_at_all_says_that_there_is_none(found: list[Match | None]) -> None:
    objection = answering(*found).objection
    assert (objection == "") == bool(RIGHT & set(found))
    assert (objection == "unanswerable") == (set(found) == {None})


def test_answers_that_all_say_something_else_disagree() -> None:
    assert answering(Match.DIFFERENT, None).objection == "disagreement"
    assert answering(Match.CONTRADICTS).objection == "disagreement"
    assert answering(Match.CONTRADICTS, None).why == "a0: so; a1: so"


@pytest.mark.parametrize("answer", ["12 Hours", "  12\n hours. ", "12 hours."])
def test_the_same_words_are_the_same_answer(answer: str) -> None:
    assert in_same_words(answer, "12 hours.")


@pytest.mark.parametrize(("answer", "reference"), [("-5", "5"), ("1.5", "15"), ("== ", "!="), ("must", "must not"), ("", "x")])
def test_signs_and_points_are_not_looked_over(answer: str, reference: str) -> None:
    assert not in_same_words(answer, reference)


@pytest.mark.parametrize(
    ("text", "holds"), [("", False), ("Unknown.", False), ("N/A", False), ("I don't know", False), ("==", True), ("0", True)]
)
def test_a_word_that_holds_the_place_of_an_answer_is_none(text: str, holds: bool) -> None:
    assert is_answer(text, "It returns a reference.") is holds


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Null.", "It returns null."), ("None", "The default is `None`."), ("Undefined.", "the result is undefined"),
        ("Na", "The symbol of sodium is Na."),
    ],
)  # fmt: skip
def test_such_a_word_is_an_answer_where_the_source_has_it(text: str, source: str) -> None:
    assert is_answer(text, source)
    assert not is_answer(text, "It returns nothing and annuls it.")


def test_only_what_takes_a_reader_is_compared_and_each_once() -> None:
    said = [Answer(by="a", text=text) for text in ("None.", "unknown", "", "Two", "Two", "Three")]
    assert to_compare(said, "none", "none") == ("Two", "Three")


def test_each_answer_gets_its_match_and_its_reason() -> None:
    compared = {"Two": Matched(match=Match.CONTRADICTS, reason="another number")}
    assert given(Answer(by="a", text="Two"), "Three.", compared) == GivenAnswer(
        by="a", answer="Two", match=Match.CONTRADICTS, reason="another number"
    )
    assert given(Answer(by="a", text="three"), "Three.", {}).match is Match.SAME
    silent = given(Answer(by="a", reason="not in passage 1"), "Three.", {})
    assert (silent.match, silent.reason) == (None, "not in passage 1")


@for_any(matches, st.integers(0, 2))
def test_a_failed_call_leaves_open_only_what_hangs_on_it(found: list[Match | None], failures: int) -> None:
    closed = [GivenAnswer(by="a", match=match) for match in found] + [GivenAnswer(by="b", failed="timeout")] * failures
    all_know = set(found) == {Match.SAME}
    assert is_easy(closed) is ((None if failures else True) if all_know else False)
