"""How rephrasing works."""

from pydantic import Field

from bookwright.agents.rephrase.style import Style
from bookwright.knowledge.document import Frozen


class RephraseSettings(Frozen):
    """The styles, each once; how many of them each piece is told in, drawn by the hash of its id, all where `per_passage` is none; at most
    `rounds` of revision."""

    styles: tuple[Style, ...] = Field(default=tuple(Style), min_length=1)
    per_passage: int | None = Field(default=None, ge=1)
    rounds: int = Field(default=2, ge=0, le=10)
