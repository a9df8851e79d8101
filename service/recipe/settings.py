"""What a recipe's command asks of a run."""

from pathlib import Path
from typing import ClassVar

from pydantic import Field

from bookwright.curation.specification.specification import Specification
from bookwright.knowledge.document import Frozen
from bookwright.service.settings import EngineSettings


class RecipeSettings(EngineSettings):
    """A run of a recipe. It works from the rows of `data`, from the documents of `sources`, or from both.

    A recipe's own class names its `kind` and the type of `method`, which is all that its items depend on beside data and team. At most
    `limit` items are worked on in a round; the run ends when `count` records are accepted. Its items can follow the `axes` of a
    `specification`, none where what it makes is given.
    """

    axes: ClassVar[tuple[str, ...]] = ()

    sources: tuple[str, ...] = ()
    data: tuple[Path, ...] = ()
    method: Frozen
    count: int | None = Field(default=None, ge=1)
    limit: int | None = Field(default=None, ge=1)
    specification: Specification | None = None
