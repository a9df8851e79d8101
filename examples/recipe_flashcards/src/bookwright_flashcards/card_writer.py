"""The writer of cards."""

from bookwright.agents.items import Brief
from bookwright.agents.reading import in_one_line, numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import locate
from bookwright_flashcards.cards import Card


class WrittenCard(Frozen):
    """A card as a model replies: the words of the source first."""

    words: str
    front: str
    back: str


class WrittenCards(Frozen):
    """The reply; no card where the passage holds nothing worth learning by heart."""

    cards: list[WrittenCard]


class CardWriter(PromptRole[Brief, WrittenCards, tuple[Card, ...]]):
    returns = WrittenCards

    def fields(self, item: Brief) -> dict[str, str]:
        return {"passages": numbered_passages(item), "wanted": str(item.wanted), "language": item.language}

    def parse(self, item: Brief, answer: WrittenCards) -> tuple[Card, ...]:
        return tuple(self._card(card, item) for card in answer.cards[: item.wanted])

    def _card(self, card: WrittenCard, item: Brief) -> Card:
        passage = item.passages[0]
        evidence = locate(card.words, passage.text, passage.document_id, passage.start)
        return Card(front=in_one_line(visible(card.front)), back=in_one_line(visible(card.back)), evidence=evidence)
