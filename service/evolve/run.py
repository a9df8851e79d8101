"""The evolve command: its settings, and the recipe at work."""

from pathlib import Path
from typing import Any, ClassVar

from bookwright.agents.evolve.items import EvolvedText, Operator
from bookwright.agents.evolve.team import model_evolve_team
from bookwright.agents.items import Brief
from bookwright.curation.evolve.records import DATA, GIVEN, EvolvedVersion
from bookwright.curation.record import Source
from bookwright.errors import InputError
from bookwright.graphs.evolve.pool import Member
from bookwright.graphs.evolve.recipe import EvolInstruct
from bookwright.graphs.evolve.settings import EvolveSettings
from bookwright.knowledge.dataset import Dataset, Example
from bookwright.knowledge.surroundings import surroundings
from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.instructions import grounds_of, response_of, task_of
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats


class EvolveRun(RecipeSettings):
    """A run that evolves instructions. The model asked beside, if there is one, gives the answers that measure difficulty."""

    kind: ClassVar[str] = "evolve"

    axes: ClassVar[tuple[str, ...]] = ("persona", "audience", "bloom", "question_type")
    method: EvolveSettings


def run(data: tuple[Path, ...], method: dict[str, Any], solver: str | None, common: Common) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_recipe`."""
    engine = asked(common)
    choice = engine.model_for("evolve")
    engine.check_seat("solver", "--solver", named=bool(solver))
    beside = (choice.model_copy(update={"name": solver}),) if solver else ()
    settings = engine.settings(EvolveRun, data=data, method=method, beside=beside)
    if solver and not (settings.method.measure and settings.method.measured):
        raise InputError("--solver: nothing is measured, so nobody solves; leave it out, or give --measure and --measured more than 0")
    if settings.specification and Operator.BROADEN not in settings.method.operators:
        raise InputError("--specification: is for tasks in breadth, and no operator makes any; add --operator broaden, or leave it out")
    return run_command(settings, begin)


def begin(settings: EvolveRun, material: Material, chats: Chats) -> EvolInstruct:
    """The recipe at work. InputError for a row without an instruction, or one on which the operators can do nothing."""
    assert settings.model  # the command does not run without
    judges = [chats[name] for name in settings.judges]
    solver = chats.beside[settings.beside[0].label] if settings.beside else None
    team = chats.seated(model_evolve_team(chats[settings.model.name], judges, solver))
    pool = [_member(row, dataset, settings.licence) for dataset in material.datasets for row in dataset.examples]
    if set(settings.method.operators) == {Operator.COMPLICATE} and any(member.brief for member in pool):
        raise InputError("--operator complicate: makes up material, which rows with evidence cannot have; name another operator too")
    return EvolInstruct(team, settings.method, pool, settings.specification)


def _member(row: Example, dataset: Dataset, licence: str | None) -> Member:
    task, (grounds, documents) = task_of(row), grounds_of(row, dataset)
    home = documents[grounds[0].document_id] if grounds else dataset.document
    given = EvolvedText(instruction=task.instruction, input=task.input, output=response_of(row))
    titles = {piece.document_id: documents[piece.document_id].title for piece in grounds}
    brief = Brief(passages=surroundings(grounds, documents), titles=titles, language=row.language_or(home.language))
    return Member(
        id=row.id,
        row=row.shown,
        source=Source(title=home.title, path=home.path, licence=home.licence or licence),
        language=row.language_or(home.language),
        versions=(EvolvedVersion(id=row.id, draft=given, operator=GIVEN, by=DATA),),
        generation=row.generation,
        brief=brief if grounds else None,
    )
