"""The command: its settings, and the recipe at work."""

from typing import ClassVar

from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats
from bookwright.service.work import in_work_order
from bookwright_flashcards.card_writer import CardWriter
from bookwright_flashcards.cards import FlashcardTeam
from bookwright_flashcards.recipe import Flashcards, FlashcardSettings


class FlashcardRun(RecipeSettings):
    """A run that makes flashcards."""

    kind: ClassVar[str] = "flashcards"

    method: FlashcardSettings


def run(sources: tuple[str, ...], cards: int, common: Common) -> int:
    """Runs the command; the exit code."""
    engine = asked(common)
    engine.model_for("flashcards")
    return run_command(engine.settings(FlashcardRun, sources=sources, method=FlashcardSettings(cards=cards)), begin)


def begin(settings: FlashcardRun, material: Material, chats: Chats) -> Flashcards:
    """The recipe at work."""
    assert material.library
    assert chats.main
    team = chats.seated(FlashcardTeam(writer=CardWriter(chats.main)))
    return Flashcards(team, settings.method, in_work_order(material.library.passages()), material.library)
