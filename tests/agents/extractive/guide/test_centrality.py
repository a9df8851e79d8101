"""LexRank."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.extractive.guide.centrality import centrality

SAID = ["Ships sail on the sea.", "The sea carries ships and boats.", "Boats sail on the sea too.", "Bread is baked from wheat flour."]


def test_a_sentence_that_shares_its_words_is_more_central_than_one_that_does_not() -> None:
    ranks = centrality(SAID)
    assert max(ranks) == 1
    assert min(ranks) == ranks[3]


def test_of_nothing_nothing_is_central() -> None:
    assert centrality([]) == []


@given(st.lists(st.sampled_from([*SAID, "", "The of."]), min_size=1, max_size=8))
def test_ranks_are_shares_of_the_greatest(sentences: list[str]) -> None:
    ranks = centrality(sentences)
    assert len(ranks) == len(sentences)
    assert all(0 < rank <= 1 for rank in ranks)
