"""A run by batches, taken up as often as a user would."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bookwright.errors import RunStopped
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.settings import LibrarySettings
from bookwright.service.configuration import ModelChoice
from bookwright.service.dispatch import BatchSettings
from bookwright.service.progress import LineProgress
from bookwright.service.run import run_qa
from bookwright.service.settings import RunSettings
from bookwright.service.summary import Summary
from tests.endpoint.client import Endpoint

LATER = BatchSettings(quiet=0.2)
IN_ONE_GO = BatchSettings(quiet=0.2, wait=60, pause=0.05)
MOST_GOES = 20


class Run:
    """A run in a folder, one go after another."""

    def __init__(self, source: Path, out: Path, endpoint: Endpoint) -> None:
        self.source, self.out, self.endpoint = source, out, endpoint

    def go(self, batch: BatchSettings | None = LATER, **settings: Any) -> Summary:
        model = ModelChoice(name="scripted", base_url=self.endpoint.url, key=SecretStr("k"))
        qa, library = QASettings(drafts=2), LibrarySettings(embeddings="none")
        given = {"model": model, "qa": qa, "library": library, "batch": batch} | settings
        return run_qa(RunSettings(sources=(str(self.source),), out=self.out, **given), LineProgress())

    def submitted(self, **settings: Any) -> str:
        """A go that ends with its requests in a batch; its last words."""
        with pytest.raises(RunStopped) as caught:
            self.go(**settings)
        assert caught.value.cause == "batch"
        return str(caught.value)

    def to_the_end(self, **settings: Any) -> int:
        """Go after go until the run is finished; how many were left with requests in a batch."""
        for goes in range(MOST_GOES):
            try:
                self.go(**settings)
            except RunStopped as stop:
                if stop.cause != "batch":
                    raise
            else:
                return goes
        raise AssertionError("the run never ends")

    def files(self) -> list[bytes]:
        return [(self.out / name).read_bytes() for name in ("records.jsonl", "rejects.jsonl")]

    def query(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.out / "ledger.db")) as connection:
            return connection.execute(query).fetchall()
