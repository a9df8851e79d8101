"""Near pairs: what is found is what comparing every text with every other would find."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.book.pairs import likeness, near_pairs

TEXTS = st.lists(st.frozensets(st.sampled_from("reactor coolant pump valve rod core shield steam turbine loop".split())), max_size=14)


@given(TEXTS, st.sampled_from([0.1, 0.5, 0.6, 0.8, 1.0]))
def test_it_finds_all_pairs_that_are_alike_enough_and_no_others(texts: list[frozenset[str]], least: float) -> None:
    everyone = [(one, other) for one, other in combinations(range(len(texts)), 2) if likeness(texts[one], texts[other]) >= least]
    assert sorted(near_pairs(texts, least)) == everyone


def test_texts_without_terms_are_like_nothing() -> None:
    assert list(near_pairs([frozenset(), frozenset()], 0.5)) == []
