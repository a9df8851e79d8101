"""Measures: length, sentences, readability and copying in figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.rephrase.measures import copied, lix, measured

PROSE = "The verifier ends every session after twelve hours. A session cookie carries the secret of the session."


def test_length_and_sentences_are_counted_beside_the_passage() -> None:
    found = measured(["Sessions end after twelve hours.", "Their cookies hold a secret."], PROSE, "en")
    assert (found.words, found.ratio, found.sentence_words) == (10, round(10 / 17, 3), 5)


def test_lix_is_words_a_sentence_and_long_words_in_a_hundred() -> None:
    assert lix(["one two three four", "wonderful things happen"]) == pytest.approx(7 / 2 + 100 * 1 / 7, abs=0.05)
    assert lix([]) == 0


def test_easy_words_in_short_sentences_have_a_lower_lix() -> None:
    assert lix(["The cat sat.", "It ate."]) < lix(["Notwithstanding considerable resistance, administrations implemented restrictions."])


def test_a_copy_is_copied_and_other_words_are_not() -> None:
    assert copied(["The verifier ends every session after twelve hours."], PROSE) == 1
    assert copied(["Once twelve hours are over, a verifier will end it."], PROSE) == 0
    assert copied(["Too short."], PROSE) == 0


@given(st.lists(st.text(alphabet="ab c.", max_size=60), max_size=6), st.text(alphabet="ab c.", max_size=200))
def test_the_measures_of_anything_are_in_their_bounds(sentences: list[str], prose: str) -> None:
    found = measured(sentences, prose, "en")
    assert 0 <= found.copied <= 1
    assert found.lix >= 0
    assert found.ratio >= 0
