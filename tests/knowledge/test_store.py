"""The store: whole or absent."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bookwright.knowledge.chunker import chunk
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.store import Store

TEXT = Parsed(media_type="text/plain", blocks=(Block(kind=BlockKind.PARAGRAPH, text="Water boils at 100 degrees."),))


@pytest.fixture
def document() -> Document:
    return compose(TEXT, "water.txt", "en")


@pytest.fixture
def store(tmp_path: Path, document: Document) -> Iterator[Store]:
    opened = Store(tmp_path / "library.db")
    with opened.transaction():
        opened.put_source(document)
        opened.replace_passages(document.id, chunk(document))
    yield opened
    opened.close()


def test_what_was_put_is_there_in_the_next_process(store: Store, document: Document, tmp_path: Path) -> None:
    store.close()
    again = Store(tmp_path / "library.db")
    assert list(again.documents()) == [document]
    assert again.passages() == chunk(document)
    again.close()


def test_a_failed_transaction_leaves_nothing_behind(store: Store, document: Document) -> None:
    def fail_half_way() -> None:
        with store.transaction():
            store.drop_source("water.txt")
            store.replace_passages(document.id, [])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert store.paths() == ["water.txt"]
    assert len(store.passages()) == 1


def test_vectors_are_kept_by_embedder_and_go_with_their_passage(store: Store, document: Document) -> None:
    (passage,) = store.passages()
    row = np.array([[0.5, -1.5]], dtype=np.float32)
    store.put_vectors("fitted-a", [passage.id], row)
    store.put_vectors("given", [passage.id], 2 * row)
    assert store.vectors("fitted-a")[passage.id].tolist() == [0.5, -1.5]
    store.drop_vectors("fitted-")
    assert store.vectors("fitted-a") == {}
    assert store.vectors("given")[passage.id].tolist() == [1, -3]
    with store.transaction():
        store.replace_passages(document.id, [])
    assert store.vectors("given") == {}


def test_a_note_is_what_was_written_last(store: Store) -> None:
    assert store.note("cut") is None
    store.put_note("cut", "a")
    store.put_note("cut", "b")
    assert store.note("cut") == "b"
