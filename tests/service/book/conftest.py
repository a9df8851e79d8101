"""The sample book, made once, and the ways to read what became of it."""

from collections.abc import Mapping

import pytest

from bookwright.curation.book.book import Book
from bookwright.knowledge.document import Document
from tests.service.book.sample import documents, sample_book


@pytest.fixture(scope="session")
def sources() -> Mapping[str, Document]:
    return documents()


@pytest.fixture(scope="session")
def book(sources: Mapping[str, Document]) -> Book:
    return sample_book()
