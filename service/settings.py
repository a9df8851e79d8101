"""What a command asks of a run."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from bookwright.agents.pace import PaceSettings
from bookwright.agents.patience import Patience
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.settings import LibrarySettings
from bookwright.service.budget import Budget
from bookwright.service.configuration import ModelChoice
from bookwright.service.dispatch import BatchSettings


class RunSettings(Frozen):
    """`count` is accepted records wanted, `limit` the number of passages worked on, `prices` a table that goes before published prices.

    With `replay` "strict" the ledger alone answers; with `batch` the answers come from the endpoint's batches.
    """

    sources: tuple[str, ...]
    out: Path
    model: ModelChoice | None = None
    qa: QASettings = QASettings()
    library: LibrarySettings = LibrarySettings()
    patience: Patience = Patience()
    pace: PaceSettings = PaceSettings()
    batch: BatchSettings | None = None
    budget: Budget | None = None
    prices: Path | None = None
    replay: Literal["off", "strict"] = "off"
    count: int | None = Field(default=None, ge=1)
    limit: int | None = Field(default=None, ge=1)
    licence: str | None = None
