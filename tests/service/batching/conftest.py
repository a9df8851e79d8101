"""A run by batches over three documents that are read once, and the same run asked live."""

from functools import cache
from pathlib import Path

import pytest

from bookwright.errors import DocumentError
from bookwright.knowledge.document import Document
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.sources import SourceFile
from bookwright.service import intake
from tests.endpoint.client import Endpoint
from tests.service.batching.run import Run
from tests.service.conftest import write_subjects


@pytest.fixture(scope="session")
def three_subjects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three small documents on three subjects."""
    return write_subjects(tmp_path_factory.mktemp("subjects"), 3)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spares every go but the first the process that reads the documents, which never change."""
    monkeypatch.setattr(intake, "read_documents", lambda files, licence: _read(tuple(files)))


@cache
def _read(files: tuple[SourceFile, ...]) -> list[tuple[SourceFile, Document | DocumentError]]:
    return list(read_documents(files))


@pytest.fixture
def run(three_subjects: Path, tmp_path: Path, endpoint: Endpoint) -> Run:
    return Run(three_subjects, tmp_path / "run", endpoint)


@pytest.fixture
def live(three_subjects: Path, tmp_path: Path, endpoint: Endpoint) -> Run:
    """The same run, asked live."""
    return Run(three_subjects, tmp_path / "live", endpoint)
