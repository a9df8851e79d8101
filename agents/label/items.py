"""What the roles of labelling hand to each other."""

from pydantic import Field

from bookwright.agents.items import Hashed
from bookwright.agents.label.scheme import Scheme
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Unlabelled(Frozen):
    """A text before a labeller: its words as they stand in the data, and the scheme.

    `recorded` are labels that the data itself has for it, by who gave them; `gold` is the right one, where it is known. A model is shown
    neither. `draw` tells which of several answers to the same words is wanted, from 0.
    """

    id: str
    shown: Evidence
    scheme: Scheme
    language: str
    recorded: dict[str, str] = Field(default_factory=dict)
    gold: str = ""
    draw: int = 0


class Vote(Frozen):
    """One labeller's word: the label, why, and the words of the text that decide it (none where it is the text as a whole). A label that
    people gave, or that the data has, comes without either."""

    label: str
    by: str
    reason: str = ""
    words: Evidence | None = None


class LabelledText(Hashed):
    """A text with the label that the votes come to; what a verdict is bound to."""

    text: str
    label: str
    votes: tuple[Vote, ...]
