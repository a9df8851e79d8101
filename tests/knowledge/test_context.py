"""Context: a passage leans on its neighbours in the same document."""

import numpy as np

from bookwright.knowledge.context import in_context

AXES = np.eye(4, dtype=np.float32)


def test_neighbours_of_one_document_lend_their_meaning() -> None:
    mixed = in_context(AXES, ["a", "a", "a", "b"])
    assert np.allclose(mixed[0], np.array([1, 1, 0, 0]) / np.sqrt(2))
    assert np.allclose(mixed[1], np.array([1, 1, 1, 0]) / np.sqrt(3))
    assert np.allclose(mixed[3], [0, 0, 0, 1])


def test_a_vector_of_zeros_has_only_its_neighbours_and_alone_nothing() -> None:
    nothing = np.zeros((2, 4), dtype=np.float32)
    assert not in_context(nothing, ["a", "b"]).any()
    nothing[0, 2] = 1
    assert np.allclose(in_context(nothing, ["a", "a"])[1], [0, 0, 1, 0])


def test_one_passage_stays_as_it_is() -> None:
    assert np.allclose(in_context(AXES[:1], ["a"]), AXES[:1])
