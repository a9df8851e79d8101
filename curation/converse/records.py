"""What dialogues ship."""

from bookwright.agents.chat import Message
from bookwright.agents.converse.items import Dialogue, Persona, Turn
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield


class DialogueRecord(RecipeRecord[Dialogue]):
    """An accepted dialogue. `messages` is what a trainer reads; `standalone` has the form of each question that can be understood alone;
    `turns` has each answer's sentences with their evidence; `refusal_turn` is the place, from 0, of the turn that the passages do not
    answer, none where there is none; `passages` are the ids of those shown."""

    kind: str = "dialogue"
    messages: tuple[Message, ...]
    standalone: tuple[str, ...]
    turns: tuple[Turn, ...]
    refusal_turn: int | None
    persona: Persona
    subject: str
    passages: tuple[str, ...]


class DialogueReject(RecipeReject[Dialogue]):
    """A dialogue that came to nothing, or a document for which no personas were found."""

    kind: str = "dialogue"
    persona: Persona | None = None
    passages: tuple[str, ...] = ()


DialogueYield = Yield[DialogueRecord, DialogueReject]
