"""The rephrase command: its settings, and the recipe at work."""

from typing import ClassVar

from bookwright.agents.rephrase.style import Style
from bookwright.agents.rephrase.team import model_rephrase_team
from bookwright.errors import InputError
from bookwright.graphs.rephrase.recipe import RephraseRecipe
from bookwright.graphs.rephrase.settings import RephraseSettings
from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats
from bookwright.service.work import in_work_order


class RephraseRun(RecipeSettings):
    """A run that rephrases."""

    kind: ClassVar[str] = "rephrase"

    axes: ClassVar[tuple[str, ...]] = ("audience",)
    method: RephraseSettings


def run(documents: tuple[str, ...], styles: str, per_passage: int | None, rounds: int, common: Common) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_recipe`."""
    engine = asked(common)
    engine.model_for("rephrase")
    method = RephraseSettings(styles=styles_named(styles), per_passage=per_passage, rounds=rounds)
    return run_command(engine.settings(RephraseRun, sources=documents, method=method), begin)


def begin(settings: RephraseRun, material: Material, chats: Chats) -> RephraseRecipe:
    """The recipe at work on the passages of the library."""
    assert settings.model  # the command does not begin without one
    assert material.library
    judges = tuple(chats[name] for name in settings.judges)
    team = chats.seated(model_rephrase_team(chats[settings.model.name], judges))
    return RephraseRecipe(team, material.library, settings.method, in_work_order(material.library.passages()), settings.specification)


def styles_named(names: str) -> tuple[Style, ...]:
    """The styles of a list parted by commas, each once. InputError for a name that is none."""
    found = []
    for name in dict.fromkeys(filter(None, (part.strip() for part in names.split(",")))):
        if name not in set(Style):
            raise InputError(f"--styles {name}: is no style; give some of {', '.join(Style)}")
        found.append(Style(name))
    if not found:
        raise InputError(f"--styles: is empty; give some of {', '.join(Style)}")
    return tuple(found)
