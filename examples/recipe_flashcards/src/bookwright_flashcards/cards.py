"""What the recipe is about: cards, and who writes them."""

from dataclasses import dataclass

from bookwright.agents.items import Brief, Hashed
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats
from bookwright.knowledge.evidence import Evidence


class Card(Hashed):
    """A front, a back, and where the words stand that carry the back; without evidence it was not found."""

    front: str
    back: str
    evidence: Evidence | None


@dataclass(frozen=True)
class FlashcardTeam(Seats):
    """The one seat of the recipe."""

    writer: Role[Brief, tuple[Card, ...]]
