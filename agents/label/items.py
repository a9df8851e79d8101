"""What the roles of labelling hand to each other."""

from bookwright.agents.items import Hashed
from bookwright.agents.label.scheme import Scheme
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Unlabelled(Frozen):
    """A text before a labeller: its words as they stand in the data, and the scheme."""

    id: str
    shown: Evidence
    scheme: Scheme
    language: str


class Vote(Frozen):
    """One labeller's word: the label, why, and the words of the text that decide it (none where it is the text as a whole)."""

    label: str
    reason: str
    words: Evidence | None
    by: str


class LabelledText(Hashed):
    """A text with the label that the votes come to; what a verdict is bound to."""

    text: str
    label: str
    votes: tuple[Vote, ...]
