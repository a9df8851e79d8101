"""The label command: its settings, and the recipe at work."""

from pathlib import Path
from typing import ClassVar

from bookwright.agents.label.items import Unlabelled
from bookwright.agents.label.scheme import Scheme
from bookwright.agents.label.team import model_label_team
from bookwright.curation.record import Source
from bookwright.errors import InputError
from bookwright.graphs.label.recipe import Labelling
from bookwright.graphs.label.settings import LabelSettings
from bookwright.knowledge.dataset import Example
from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats

TEXT_FIELDS = ("text", "content", "sentence")


class LabelRun(RecipeSettings):
    """A run that labels."""

    kind: ClassVar[str] = "label"

    method: LabelSettings


def run(texts: tuple[Path, ...], scheme: Path, labellers: tuple[str, ...], agreement: float, common: Common) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_recipe`."""
    engine = asked(common)
    choice = engine.model_for("label")
    settings = engine.settings(
        LabelRun,
        data=texts,
        method=LabelSettings(scheme=Scheme.load(scheme), agreement=agreement),
        beside=tuple(choice.model_copy(update={"name": name}) for name in labellers),
    )
    return run_command(settings, begin)


def begin(settings: LabelRun, material: Material, chats: Chats) -> Labelling:
    """The recipe at work. InputError for a row without a text."""
    sources = {one.document.id: Source(title=one.path, path=one.path, licence=settings.licence) for one in material.datasets}
    languages = {one.document.id: one.document.language for one in material.datasets}
    texts = [_text(row, settings.method.scheme, languages[row.shown.document_id]) for row in material.examples]
    team = chats.seated(model_label_team(tuple(chats.values())))
    return Labelling(team, settings.method, texts, {text.id: sources[text.shown.document_id] for text in texts})


def _text(example: Example, scheme: Scheme, language: str) -> Unlabelled:
    named = next((name for name in TEXT_FIELDS if name in example.spans), None)
    if named is None:
        raise InputError(f"{example.id}: has no text; give each row a field named {TEXT_FIELDS[0]}")
    return Unlabelled(id=example.id, shown=example.spans[named], scheme=scheme, language=language)
