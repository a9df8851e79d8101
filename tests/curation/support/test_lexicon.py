"""The lexicon: what counts as one word, as words that may stand for each other, and as words that exclude each other."""

import pytest

from bookwright.curation.support.lexicon import antonyms, are_forms, distant_kin, is_negation, kin, opposites, root, synonyms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("increases", "increased"),
        ("went", "go"),
        ("children", "child"),
        ("seven", "7"),
        ("first", "1st"),
        ("1,200", "1200"),
        ("Ann's", "ann"),
    ],
)
def test_forms_of_a_word_share_their_root(one: str, other: str) -> None:
    assert root(one) == root(other)


def test_kin_holds_both_ways_and_includes_synonyms() -> None:
    for web in (synonyms(), kin(), antonyms()):
        assert all(word in web[other] for word, others in web.items() for other in others)
        assert all(word not in others for word, others in web.items())
    assert all(others <= kin()[word] for word, others in synonyms().items())


def test_distant_kin_is_neither_the_word_nor_its_synonyms() -> None:
    word = root("buy")
    assert distant_kin(word)
    assert not distant_kin(word) & (synonyms()[word] | {word})


@pytest.mark.parametrize(("one", "other"), [("increase", "decrease"), ("able", "unable"), ("possible", "impossible"), ("with", "without")])
def test_opposites_hold_both_ways(one: str, other: str) -> None:
    assert root(other) in opposites(root(one))
    assert root(one) in opposites(root(other))


def test_a_word_is_not_its_own_opposite() -> None:
    assert all(word not in opposites(word) for word in antonyms())


@pytest.mark.parametrize(("one", "other", "alike"), [("explor", "exploratori", True), ("cat", "car", False), ("2019", "20191", False)])
def test_forms_begin_alike_and_numbers_are_never_forms(one: str, other: str, alike: bool) -> None:
    assert are_forms(one, other) is alike


def test_negations() -> None:
    assert all(map(is_negation, ("not", "never", "doesn't")))
    assert not is_negation("knot")
