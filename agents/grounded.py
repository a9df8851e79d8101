"""Texts other than a question with its answer that stand on passages sentence by sentence, and how roles hand them to each other."""

from typing import Generic, TypeVar

from bookwright.agents.items import Claim, Fault, Hashed
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class GroundedText(Hashed):
    """A text whose sentences are claims that name their evidence by index."""

    evidence: tuple[Evidence, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every sentence that is to be carried by the passages, in reading order."""
        raise NotImplementedError


Item = TypeVar("Item", bound=Frozen)
Text = TypeVar("Text", bound=Hashed)


class Submitted(Frozen, Generic[Item, Text]):
    """A text before a critic or a judge, with the item that it was made for."""

    item: Item
    text: Text


class Returned(Submitted[Item, Text], Generic[Item, Text]):
    """A text before its reviser, with all that was found wrong with it."""

    faults: tuple[Fault, ...]
