"""The principles command: its settings, and the recipe at work."""

from pathlib import Path
from typing import Any, ClassVar

from bookwright.agents.principles.principle import DEFAULT_PRINCIPLES, Principles
from bookwright.agents.principles.team import model_principles_team
from bookwright.curation.record import Source
from bookwright.graphs.principles.recipe import ByPrinciples
from bookwright.graphs.principles.settings import PrinciplesSettings
from bookwright.graphs.principles.state import Row
from bookwright.knowledge.dataset import Dataset, Example
from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.instructions import response_of, task_of
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats


class PrinciplesRun(RecipeSettings):
    """A run that revises by principles."""

    kind: ClassVar[str] = "principles"

    method: PrinciplesSettings


def run(data: tuple[Path, ...], principles: Path | None, method: dict[str, Any], common: Common) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_recipe`."""
    engine = asked(common)
    engine.model_for("principles")
    loaded = Principles.load(principles or DEFAULT_PRINCIPLES).principle
    return run_command(engine.settings(PrinciplesRun, data=data, method={**method, "principles": loaded}), begin)


def begin(settings: PrinciplesRun, material: Material, chats: Chats) -> ByPrinciples:
    """The recipe at work. InputError for a row without an instruction."""
    assert settings.model  # the command does not run without
    team = chats.seated(model_principles_team(chats[settings.model.name], [chats[name] for name in settings.judges]))
    rows = [_row(row, dataset, settings.licence) for dataset in material.datasets for row in dataset.examples]
    return ByPrinciples(team, settings.method, rows)


def _row(row: Example, dataset: Dataset, licence: str | None) -> Row:
    return Row(
        id=row.id,
        task=task_of(row),
        response=response_of(row),
        row=row.shown,
        source=Source(title=dataset.path, path=dataset.path, licence=licence),
        language=row.language_or(dataset.document.language),
        generation=row.generation,
    )
