"""What a command asks of a run."""

from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import Field

from bookwright.agents.pace import PaceSettings
from bookwright.agents.patience import Patience
from bookwright.agents.rubric import Rubric
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.settings import LibrarySettings
from bookwright.service.budget import Budget
from bookwright.service.configuration import ModelChoice
from bookwright.service.dispatch import BatchSettings
from bookwright.service.teaming import TeamChoice

DRAFTS_OF_A_MODEL = 3
DRAFTS_OF_RULES = 8
"""Drafts wanted of each passage, where nothing else is said."""


class EngineSettings(Frozen):
    """What every run works with. `prices` is a table that goes before published prices; `judges` are the names of the models that judge in
    place of `model`, at its endpoint and with its key; `beside` are models asked beside these, told apart by their labels; `team` is what
    a team file says, with models at endpoints of their own. With `replay` "strict" the ledger alone answers; with `batch` the answers come
    from the endpoint's batches.
    """

    kind: ClassVar[str]

    sources: tuple[str, ...]
    out: Path
    model: ModelChoice | None = None
    judges: tuple[str, ...] = ()
    beside: tuple[ModelChoice, ...] = ()
    library: LibrarySettings = LibrarySettings()
    patience: Patience = Patience()
    pace: PaceSettings = PaceSettings()
    batch: BatchSettings | None = None
    budget: Budget | None = None
    prices: Path | None = None
    replay: Literal["off", "strict"] = "off"
    licence: str | None = None
    team: TeamChoice | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """What outcomes depend on beside the words, the items and who sits where: the model's parameters, and the whole of a team file."""
        own = self.model.parameters if self.model else {}
        return own | {"team": self.team.terms} if self.team else own

    @property
    def choices(self) -> tuple[ModelChoice, ...]:
        """Every model that is asked, each once: the one that plays the roles, then those that judge, those beside them, and those of the
        team file. Where rules do the work, those of the team file's stages alone."""
        of_team = self.team.models.values() if self.team else ()
        if self.model is None:
            return tuple(of_team)
        beside = {one.label: one for one in self.beside if one not in self.named}
        return (*self.named, *beside.values(), *of_team)

    @property
    def named(self) -> tuple[ModelChoice, ...]:
        """The models that are told apart by their names alone: the one that plays the roles, and those that judge."""
        if self.model is None:
            return ()
        return tuple(self.model.model_copy(update={"name": name}) for name in dict.fromkeys((self.model.name, *self.judges)))


class RunSettings(EngineSettings):
    """A Q&A run. `count` is accepted records wanted, `limit` the number of passages worked on; judged by the `rubric` or else the default
    one; with `answering` the model also answers the questions of accepted drafts.
    """

    kind: ClassVar[str] = "qa"

    rubric: Rubric | None = None
    answering: bool = False
    qa: QASettings = QASettings()
    count: int | None = Field(default=None, ge=1)
    limit: int | None = Field(default=None, ge=1)
