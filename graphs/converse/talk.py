"""A dialogue that is to be held: what it is about, who asks, how long it is, and where something is asked that cannot be found."""

from collections.abc import Sequence

from pydantic import Field

from bookwright.agents.converse.items import Persona
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.knowledge.document import Frozen, text_sha256
from bookwright.knowledge.neighbours import drawn
from bookwright.knowledge.passage import Passage

WHOLE = 2**64


class Talk(Frozen):
    """As `Conversation`, with the passage by its id."""

    id: str
    passage_id: str
    persona: Persona
    turns: int
    refusal: int
    specification: dict[str, str] = Field(default_factory=dict)


def talk_on(passage: Passage, personas: Sequence[Persona], settings: ConverseSettings) -> Talk:
    """The dialogue on a passage; all that varies is drawn by the passage's id, so it is the same in every run."""
    turns = settings.fewest + _drawn("turns", passage.id) % (settings.most - settings.fewest + 1)
    refused = _drawn("refused", passage.id) < settings.refusals * WHOLE
    persona = personas[_drawn("persona", passage.id) % len(personas)]
    return Talk(
        id=f"{passage.id}-dialogue-{text_sha256(persona.model_dump_json())[:8]}",  # what is kept of another persona's is not taken for it
        passage_id=passage.id,
        persona=persona,
        turns=turns,
        refusal=2 + _drawn("refusal", passage.id) % (turns - 1) if refused else 0,
    )


def _drawn(what: str, passage_id: str) -> int:
    return int.from_bytes(drawn(f"{what} {passage_id}")[:8])
