"""The recipe as an assistant of `bookwright serve`: what it takes; all else is every recipe's."""

from typing import Annotated

from pydantic import Field

from bookwright.service.serve.assistants.recipe import RecipeAssistant, RecipeInput
from bookwright_flashcards.recipe import FlashcardSettings


class FlashcardInput(RecipeInput):
    """Cards are made from `documents`."""

    documents: Annotated[list[str], Field(min_length=1, description="Ids of uploaded documents.")]
    settings: FlashcardSettings = FlashcardSettings()


flashcards = RecipeAssistant(
    name="flashcards",
    description="Flashcards from documents: a front, a back, and the words of the source that carry it.",
    input=FlashcardInput,
    run="bookwright_flashcards.run:FlashcardRun",
)
