"""The measures of diversity: their ends, and what they do in between."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookwright.curation.diversity.likeness import cosines, overlaps
from bookwright.curation.diversity.measures import distinct, diversity_of, nearest, vendi
from bookwright.curation.diversity.sample import sample

TEXTS = st.lists(st.text(st.sampled_from("ab cd.é数"), max_size=12), min_size=1, max_size=8)


def test_texts_without_a_word_in_common_are_as_many_as_they_are() -> None:
    told = diversity_of(["one two three", "four five six", "seven eight nine"])
    assert (told.n, told.overlapping) == (3, 0.0)
    assert told.distinct_2 == pytest.approx(6 / 9)
    assert told.vendi == pytest.approx(3)
    assert told.nearest == pytest.approx(0)


def test_the_same_text_over_and_over_is_one() -> None:
    told = diversity_of(["one two three"] * 4)
    assert (told.distinct_2, told.overlapping) == (pytest.approx(2 / 12), 1.0)
    assert told.vendi == pytest.approx(1)
    assert told.nearest == pytest.approx(1)


def test_the_vendi_score_is_the_exponential_of_the_entropy_of_the_eigenvalues() -> None:
    alike = np.array([[1, 0.5], [0.5, 1]])  # eigenvalues of K/2 are 0.75 and 0.25
    assert vendi(alike) == pytest.approx(np.exp(-0.75 * np.log(0.75) - 0.25 * np.log(0.25)))


def test_distinct_counts_different_runs_of_words_over_all_words() -> None:
    assert distinct(["a b a b", "A b!"], 2) == 2 / 6  # "a b" three times, "b a" once
    assert distinct(["a b a b", "A b!"], 1) == 2 / 6
    assert distinct(["a", ""], 2) == distinct([], 2) == 0


def test_cutting_texts_into_shorter_ones_does_not_make_them_more_diverse() -> None:
    whole = "the lynx sleeps while a hare crosses the field"
    words = whole.split()
    pairs = [" ".join(words[start : start + 2]) for start in range(0, len(words), 2)]
    assert distinct(pairs, 2) < distinct([whole], 2)


def test_overlap_is_the_share_of_words_in_the_longest_common_subsequence() -> None:
    assert overlaps(["the police killed the gunman", "police kill the gunman"])[0, 1] == pytest.approx(2 * 3 / (5 + 4))
    assert overlaps(["", "a word"])[0, 1] == 0


def test_a_rare_word_in_common_makes_more_alike_than_a_common_one() -> None:
    alike = cosines(["the lynx sleeps", "a lynx hunts", "the moon shines", "the sun warms"])
    assert alike[0, 1] > alike[0, 2] > 0


@settings(max_examples=50)
@given(TEXTS)
def test_every_measure_stays_within_its_ends(texts: list[str]) -> None:
    told = diversity_of(texts)
    assert 0 <= told.distinct_2 <= 1
    assert 1 - 1e-6 <= told.vendi <= len(texts) + 1e-6
    assert -1e-9 <= told.nearest <= 1 + 1e-9
    assert 0 <= told.overlapping <= 1
    assert np.allclose(cosines(texts), cosines(texts).T)


def test_one_alone_has_nobody_near() -> None:
    assert nearest(cosines(["one"])) == 0


@given(TEXTS)
def test_a_sample_does_not_ask_for_the_order_and_grows_from_a_smaller_one(texts: list[str]) -> None:
    mixed = list(reversed(texts))
    assert sample(texts, 4) == sample(mixed, 4)
    assert sample(texts, 2) == sample(texts, 4)[:2]
