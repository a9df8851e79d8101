"""Rewards are from 0 to 1, and what they say can be worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Decision, Verdict
from bookwright.curation.reason.reward import agreement, brevity, judged


def verdict(**scores: int) -> Verdict:
    return Verdict(decision=Decision.ACCEPT, scores=scores, by="j", text_sha256="0")


def test_agreement_is_the_share_that_is_right() -> None:
    assert (agreement(3, 4), agreement(0, 4), agreement(0, 0)) == (0.75, 0.0, 0.0)


def test_twice_as_many_words_are_worth_half() -> None:
    assert brevity(["one two", "one two three four", "one"]) == [0.5, 0.25, 1.0]


def test_the_scores_of_all_judges_count_alike() -> None:
    assert judged([verdict(a=5, b=3), verdict(a=1, b=3)]) == pytest.approx(0.5)
    assert judged([]) == 0.0


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_brevity_is_a_share_and_the_shortest_has_all(texts: list[str]) -> None:
    rewards = brevity(texts)
    assert max(rewards) == 1.0
    assert all(0 < reward <= 1 for reward in rewards)
