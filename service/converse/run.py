"""The converse command: its settings, and the recipe at work."""

import re
from pathlib import Path
from typing import Any, ClassVar

from pydantic import ValidationError

from bookwright.agents.converse.items import Persona
from bookwright.agents.converse.team import model_converse_team
from bookwright.curation.specification.specification import AXES
from bookwright.errors import InputError
from bookwright.graphs.converse.recipe import ConverseRecipe
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.knowledge.dataset import Example
from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats
from bookwright.service.work import in_work_order

TURNS = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
PERSONA_FIELDS = ("persona", "who", "text")


class ConverseRun(RecipeSettings):
    """A run that makes dialogues; `data` holds the personas where they are given."""

    kind: ClassVar[str] = "converse"

    axes: ClassVar[tuple[str, ...]] = AXES
    method: ConverseSettings


def run(documents: tuple[str, ...], turns: str, personas_file: Path | None, common: Common, **method: Any) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_recipe`."""
    engine = asked(common)
    engine.model_for("converse")
    fewest, most = turns_of(turns)
    try:
        chosen = ConverseSettings(fewest=fewest, most=most, **method)
    except ValidationError as error:
        raise InputError(f"--turns {turns}: {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None
    data = (personas_file,) if personas_file else ()
    settings = engine.settings(ConverseRun, sources=documents, data=data, method=chosen)
    if data and settings.specification and settings.specification.names_personas:
        raise InputError("--personas: the specification names personas too; leave one of them out")
    return run_command(settings, begin)


def begin(settings: ConverseRun, material: Material, chats: Chats) -> ConverseRecipe:
    """The recipe at work on the passages of the library. InputError for a row without a persona."""
    assert settings.model  # the command does not begin without one
    assert material.library
    given = [_persona(row) for row in material.examples]
    judges = tuple(chats[name] for name in settings.judges)
    asked = settings.specification
    finding = not given and not (asked and asked.names_personas)
    team = chats.seated(model_converse_team(chats[settings.model.name], judges, finding=finding))
    return ConverseRecipe(team, material.library, settings.method, in_work_order(material.library.passages()), given, specification=asked)


def turns_of(words: str) -> tuple[int, int]:
    """Fewest and most of "3-6" or "4". InputError for anything else."""
    found = TURNS.fullmatch(words.strip())
    if not found:
        raise InputError(f"--turns {words}: is no count of questions; write it like 3-6 or 4")
    return int(found[1]), int(found[2] or found[1])


def _persona(example: Example) -> Persona:
    who = example.text(*PERSONA_FIELDS)
    if not who:
        raise InputError(f"{example.id}: has no persona; give each row a field named {PERSONA_FIELDS[0]}")
    return Persona(who=who, wants=example.text("wants"))
