"""Embeddings fitted on the library itself."""

from pathlib import Path

import numpy as np
import pytest

from bookwright.knowledge.analysis import ENGLISH, OTHER
from bookwright.knowledge.fitted import FittedEmbeddings

TEXTS = [
    f"{animal} {verb} in the {place}." for animal in ("Cats", "Dogs", "Owls") for verb in ("sleep", "hunt") for place in ("barn", "forest")
]


def test_a_text_is_nearest_to_itself() -> None:
    model, vectors = FittedEmbeddings.fit(TEXTS, ENGLISH)
    queries = np.array(model.embed_documents(TEXTS))
    assert (queries @ vectors.T).argmax(axis=1).tolist() == list(range(len(TEXTS)))
    assert np.allclose(queries, vectors, atol=1e-5)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_the_same_texts_give_the_same_vectors() -> None:
    first, second = (FittedEmbeddings.fit(TEXTS, ENGLISH) for _ in range(2))
    assert first[0].name == second[0].name
    assert (first[1] == second[1]).all()


def test_other_texts_or_another_order_have_another_name() -> None:
    names = {FittedEmbeddings.name_for(texts, rule) for texts in (TEXTS, TEXTS[::-1], TEXTS[:5]) for rule in (ENGLISH, OTHER)}
    assert len(names) == 6


def test_a_saved_model_answers_as_before(tmp_path: Path) -> None:
    model, _ = FittedEmbeddings.fit(TEXTS, ENGLISH)
    model.save(tmp_path / "model.npz")
    again = FittedEmbeddings.load(tmp_path / "model.npz")
    assert (again.name, again.dimensions) == (model.name, model.dimensions)
    assert again.embed_query("an owl in a barn") == model.embed_query("an owl in a barn")
    assert [path.name for path in tmp_path.iterdir()] == ["model.npz"]


def test_a_text_of_unknown_terms_has_a_vector_of_zeros() -> None:
    model, _ = FittedEmbeddings.fit(TEXTS, OTHER)
    assert not any(model.embed_query("Ξένος"))
    assert not any(model.embed_query(""))


@pytest.mark.parametrize("texts", [[], ["one"], ["", ""], ["?", "!", "…"]])
def test_too_little_to_learn_from_is_said(texts: list[str]) -> None:
    with pytest.raises(ValueError, match="too few"):
        FittedEmbeddings.fit(texts, ENGLISH)
