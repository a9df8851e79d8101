"""Fusion: two channels' scores made one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bookwright.knowledge.fusion import fuse, scale

numbers = st.lists(st.floats(-1000, 1000, width=32), min_size=1, max_size=30).map(lambda values: np.array(values, dtype=np.float32))


@given(numbers)
def test_scaling_keeps_the_order_and_ends_at_0_and_1(scores: np.ndarray) -> None:
    scaled = scale(scores)
    assert ((scaled >= 0) & (scaled <= 1)).all()
    assert (np.diff(scaled[np.argsort(scores, kind="stable")]) >= 0).all()


def test_scores_that_tell_nothing_apart_are_all_1_or_all_0() -> None:
    assert scale(np.array([3, 3, 3], dtype=np.float32)).tolist() == [1, 1, 1]
    assert scale(np.array([0, 0], dtype=np.float32)).tolist() == [0, 0]
    assert scale(np.array([], dtype=np.float32)).tolist() == []


def test_the_weight_is_the_share_of_the_dense_channel() -> None:
    lexical, dense = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)
    assert np.allclose(fuse(lexical, dense, 0.25), [0.75, 0.25])
