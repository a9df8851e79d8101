"""ROUGE-L is that of the package rouge-score, and a pool finds what comparing with everything would find."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.instruct.rouge import Near, Pool, rouge_l, tokens

NIGHT = "Name a bird that sings at night."
# What rouge-score 0.1.2 says: RougeScorer(["rougeL"], use_stemmer=False).score(first, second)["rougeL"].fmeasure
VECTORS = [
    (NIGHT, NIGHT, 1.0),
    (NIGHT, "name A BIRD, that sings -- at night!", 1.0),
    (NIGHT, "Name a fish that sleeps at night.", 0.7142857142857143),
    ("the cat sat on the mat", "the mat sat on the cat", 0.6666666666666666),
    ("a b c d e f g h i j", "a b c d e f g x y z", 0.7),
    ("a a a b", "a b a a a", 0.6666666666666665),
    ("Sort these numbers: 3, 1 and 2.5", "Sort these numbers: 2.5, 1 and 3", 0.625),
    ("état d'âme snake_case", "etat d ame snake case", 0.6),
    ("", "a", 0),
    ("写一首诗", "写一首歌", 0),
    ("Write a poem about İstanbul", "write a poem about istanbul", 0.7272727272727272),
    ("one two three four five six seven", "seven six five four three two one", 0.14285714285714285),
    (
        "Rewrite the sentence in the passive voice, keeping its tense.",
        "Rewrite the following sentence in the active voice.",
        0.6666666666666665,
    ),
]
TEXT = st.lists(st.sampled_from("a b c d e a a".split()), max_size=12).map(" ".join)


@pytest.mark.parametrize(("first", "second", "score"), VECTORS)
def test_it_is_what_rouge_score_says(first: str, second: str, score: float) -> None:
    assert rouge_l(tokens(first), tokens(second)) == pytest.approx(score, abs=1e-9)


def pool_of(texts: Sequence[str], threshold: float = 0.7) -> Pool:
    """The texts under their numbers."""
    pool = Pool(threshold)
    for number, text in enumerate(texts):
        pool.add(str(number), text)
    return pool


def test_above_the_threshold_is_too_near_and_at_it_is_not() -> None:
    pool = pool_of(["a b c d e f g h i j"])
    assert pool.nearest("a b c d e f g x y z") is None
    assert pool.nearest("a b c d e f g h y z") == Near("0", 0.8)


@pytest.mark.parametrize("length", range(10, 160, 10))
def test_seven_tenths_of_any_length_is_not_above_seven_tenths(length: int) -> None:
    common = [f"t{n}" for n in range(length * 7 // 10)]
    first, second = (" ".join(common + [f"{own}{n}" for n in range(length - len(common))]) for own in "xy")
    assert pool_of([first]).nearest(second) is None


@given(st.lists(TEXT, max_size=12), TEXT, st.sampled_from([0.3, 0.5, 0.7, 0.9]))
def test_the_nearest_is_that_of_comparing_with_every_text(texts: list[str], text: str, threshold: float) -> None:
    scores = [(rouge_l(tokens(other), tokens(text)), -place) for place, other in enumerate(texts)]
    best = max((score for score in scores if round(score[0] - threshold, 9) > 0), default=None)
    found = pool_of(texts, threshold).nearest(text)
    assert found == (Near(str(-best[1]), best[0]) if best else None)


def test_of_several_as_near_it_is_the_one_put_in_first_whatever_words_they_share() -> None:
    pool = pool_of(["a b c d x", "a b c d y", "b c d e a"])
    assert pool.nearest("a b c d e") == Near("0", 0.8)


def test_other_words_than_those_of_rouge_score_can_be_compared() -> None:
    pool = Pool(0.7, tokens=list)
    pool.add("poem", "写一首关于春天的诗")
    assert pool.nearest("写一首关于夏天的诗") == Near("poem", 16 / 18)
    assert len(pool) == 1
