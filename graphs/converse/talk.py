"""A dialogue that is to be held: what it is about, who asks, how long it is, and where something is asked that cannot be found."""

from collections.abc import Mapping, Sequence

from pydantic import Field

from bookwright.agents.converse.items import Persona
from bookwright.curation.draw import drawn_from
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.knowledge.document import Frozen, text_sha256
from bookwright.knowledge.passage import Passage

PARTS = range(1_000_000)


class Talk(Frozen):
    """As `Conversation`, with the passage by its id."""

    id: str
    passage_id: str
    persona: Persona
    turns: int
    refusal: int
    specification: dict[str, str] = Field(default_factory=dict)


def talk_on(passage: Passage, personas: Sequence[Persona], settings: ConverseSettings, cell: Mapping[str, str]) -> Talk:
    """The dialogue on a passage with one of these personas, or with that of the cell of a specification; all that varies is drawn by the
    passage's id, so it is the same in every run."""
    turns = drawn_from(range(settings.fewest, settings.most + 1), "turns", passage.id)
    refused = drawn_from(PARTS, "refused", passage.id) < settings.refusals * len(PARTS)
    persona = Persona(who=cell["persona"]) if "persona" in cell else drawn_from(personas, "persona", passage.id)
    asked = persona.model_dump_json() + "".join(f"\n{axis}: {value}" for axis, value in cell.items())
    return Talk(
        id=f"{passage.id}-dialogue-{text_sha256(asked)[:8]}",  # what is kept of another persona's is not taken for it
        passage_id=passage.id,
        persona=persona,
        turns=turns,
        refusal=drawn_from(range(2, turns + 1), "refusal", passage.id) if refused else 0,
        specification=dict(cell),
    )
