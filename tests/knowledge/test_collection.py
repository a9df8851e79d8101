"""A Chroma collection that exists already, read as documents."""

from collections.abc import Iterator
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings

from bookwright.errors import InputError
from bookwright.knowledge.collection import documents_of, read_collection
from bookwright.knowledge.library import Change, Library

RECORDS: tuple[tuple[str, str, dict[str, str | int] | None], ...] = (
    ("1", "Second part of the guide.", {"source": "guide.pdf", "page": 1}),
    ("2", "First part\nof the guide.\n\nIts second paragraph.", {"source": "guide.pdf", "page": 0, "license": "MIT", "title": "The Guide"}),
    ("3", "A note that belongs to nothing.", None),
    ("4", "Eine Notiz.", {"source": "/post/notiz.txt", "language": "de"}),
)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[chromadb.Collection]:
    client = chromadb.PersistentClient(path=str(tmp_path / "theirs"), settings=Settings(anonymized_telemetry=False))
    made = client.create_collection("handbook")
    for record_id, text, metadata in RECORDS:
        made.add(ids=[record_id], documents=[text], embeddings=[[0.1, 0.2]], metadatas=[metadata] if metadata else None)
    made.add(ids=["5"], embeddings=[[0.3, 0.4]], metadatas=[{"source": "image.png"}])
    yield made
    client.close()


def test_records_of_one_source_are_one_document_in_the_order_of_their_pages(collection: chromadb.Collection) -> None:
    documents = {document.path: document for document in documents_of(collection)}
    assert sorted(documents) == ["chroma/handbook/3", "chroma/handbook/guide.pdf", "chroma/handbook/post/notiz.txt"]
    guide = documents["chroma/handbook/guide.pdf"]
    assert guide.text == "First part of the guide.\n\nIts second paragraph.\n\nSecond part of the guide."
    assert (guide.title, guide.licence, guide.language) == ("The Guide", "MIT", "en")
    assert documents["chroma/handbook/post/notiz.txt"].language == "de"


def test_a_library_takes_a_collection_in_and_a_second_time_changes_nothing(collection: chromadb.Collection, tmp_path: Path) -> None:
    with Library.open(tmp_path / "ours") as library:
        assert library.add_collection(collection) == Change(added=3)
        assert library.add_collection(collection) == Change(unchanged=3)
        assert library.search("second part of the guide")[0].passage.text.startswith("First part")


def test_a_collection_is_read_from_its_place(collection: chromadb.Collection, tmp_path: Path) -> None:
    assert read_collection(f"{tmp_path}/theirs/handbook", licence="CC0-1.0")[1].licence == "CC0-1.0"


@pytest.mark.parametrize(
    ("place", "words"), [("theirs/manual", "there is handbook"), ("nowhere/handbook", "not the directory of a Chroma")]
)
def test_a_place_that_is_none_is_said(collection: chromadb.Collection, tmp_path: Path, place: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_collection(f"{tmp_path}/{place}")
    assert not (tmp_path / "nowhere").exists()
