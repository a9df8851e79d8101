"""Terms: what the channels count."""

import pytest

from bookwright.knowledge.analysis import ENGLISH, OTHER, dense_terms, english_words, family, lexical_terms, ngrams, primary, words
from bookwright.knowledge.words import count_words


@pytest.mark.parametrize(
    ("code", "rule"), [("en", ENGLISH), ("en-GB", ENGLISH), ("EN_us", ENGLISH), ("de", OTHER), ("eno", OTHER), ("", OTHER)]
)
def test_a_language_follows_one_of_two_rules(code: str, rule: str) -> None:
    assert family(code) == rule


def test_a_language_is_named_without_its_region() -> None:
    assert primary("pt-BR") == "pt"


def test_english_words_are_stemmed_and_stop_words_left_out() -> None:
    assert english_words("The Libraries of connected rivers") == ["librari", "connect", "river"]


def test_words_keep_to_the_script() -> None:
    assert words("Über den Fluß, 学习机器 2024") == ["über", "den", "fluss", "学习", "习机", "机器", "2024"]


def test_ngrams_know_the_ends_of_a_word_and_never_cross_them() -> None:
    assert ngrams("an der", (3, 4), (1, 2)) == ["_an", "an_", "_an_", "_de", "der", "er_", "_der", "der_"]


def test_a_run_too_short_for_an_ngram_is_its_own() -> None:
    assert ngrams("5 字", (4, 5), (2, 2)) == ["_5_", "字"]


def test_the_two_channels_count_different_things() -> None:
    for rule in (ENGLISH, OTHER):
        assert set(lexical_terms(rule)("several rivers")) != set(dense_terms(rule)("several rivers"))


@pytest.mark.parametrize(("text", "count"), [("two words", 2), ("one — two", 2), ("", 0), ("机器学习", 2), ("学", 1), ("an 机器", 2)])
def test_words_are_counted_in_any_script(text: str, count: int) -> None:
    assert count_words(text) == count
