"""The recipe at work: one passage after the other, and no front twice."""

from collections.abc import Sequence

from pydantic import Field, JsonValue

from bookwright.agents.chat import tally
from bookwright.agents.failures import HOPELESS
from bookwright.agents.items import Brief, Decision, Verdict
from bookwright.agents.role import maker
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield
from bookwright.curation.record import VersionOf
from bookwright.errors import ModelError
from bookwright.graphs.settle import source_of
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from bookwright_flashcards.cards import Card, FlashcardTeam


class FlashcardSettings(Frozen):
    """How many cards are wanted of each passage."""

    cards: int = Field(default=3, ge=1, le=20)


class FlashcardRecord(RecipeRecord[Card]):
    """A card whose back is carried by words of the documents."""

    kind: str = "flashcard"
    front: str
    back: str


class FlashcardReject(RecipeReject[Card]):
    """A card that is none, or a passage on which there are none."""

    kind: str = "flashcard"


FlashcardYield = Yield[FlashcardRecord, FlashcardReject]


class Flashcards:
    """The recipe, as `bookwright.graphs.recipe.recipe.Recipe` describes it."""

    made = FlashcardYield

    def __init__(self, team: FlashcardTeam, settings: FlashcardSettings, passages: Sequence[Passage], library: Library) -> None:
        self.team, self.settings, self.library = team, settings, library
        self._waiting = list(passages)
        self._fronts: dict[str, str] = {}

    def items(self) -> Sequence[Passage]:
        """All passages, then none."""
        passages, self._waiting = self._waiting, []
        return passages

    async def work(self, item: Passage) -> FlashcardYield:
        """The cards of a passage. A failed call makes it a reject."""
        imprint = self.library.imprint(item.document_id)
        brief = Brief(passages=(item,), titles={item.document_id: imprint.title}, language=imprint.language, wanted=self.settings.cards)
        with tally() as usage:
            try:
                cards = await self.team.writer(brief)
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return FlashcardYield(rejects=(FlashcardReject(id=item.id, reason=f"writer:{error.kind}", detail=str(error), usage=usage),))
        if not cards:
            return FlashcardYield(rejects=(FlashcardReject(id=item.id, reason="writer:nothing_to_learn", usage=usage),))
        shares = usage.shares(len(cards))
        numbered = enumerate(zip(cards, shares, strict=True), 1)
        ended = [self._settled(f"{item.id}-{number}", card, item, share) for number, (card, share) in numbered]
        return FlashcardYield(
            records=tuple(one for one in ended if isinstance(one, FlashcardRecord)),
            rejects=tuple(one for one in ended if isinstance(one, FlashcardReject)),
        )

    def _settled(self, name: str, card: Card, passage: Passage, usage: object) -> FlashcardRecord | FlashcardReject:
        by = maker(self.team.writer)
        common = {
            "id": name,
            "text_sha256": card.sha256,
            "made_by": by,
            "prompts": self.team.prompts(),
            "lineage": (VersionOf[Card](draft=card, operator="write", by=by),),
            "source": source_of(passage, self.library),
            "language": self.library.imprint(passage.document_id).language,
            "usage": usage,
        }
        if card.evidence is None:
            return FlashcardReject(**common, reason="gates:evidence_missing", detail="its words do not stand in the passage", text=card)
        verdict = Verdict(decision=Decision.ACCEPT, reasons=("its words stand in the passage",), by="rules", text_sha256=card.sha256)
        return FlashcardRecord(**common, evidence=(card.evidence,), verdict=verdict, front=card.front, back=card.back)

    def broken(self, item: Passage, cause: str) -> FlashcardYield:
        """A reject that says so."""
        return FlashcardYield(rejects=(FlashcardReject(id=item.id, reason=f"defect:{cause}", detail="see log.jsonl"),))

    def take(self, item: Passage, made: FlashcardYield) -> FlashcardYield:  # noqa: ARG002 - a recipe is told of both
        """The same without the cards whose front was there before."""
        kept, rejects = [], list(made.rejects)
        for record in made.records:
            first = self._fronts.setdefault(record.front.casefold(), record.id)
            if first == record.id:
                kept.append(record)
            else:
                rejects.append(FlashcardReject.of(record, "curation:duplicate", f"asks the same as {first}"))
        return FlashcardYield(records=tuple(kept), rejects=tuple(rejects))

    def figures(self) -> dict[str, JsonValue]:
        """How many different fronts there are."""
        return {"fronts": len(self._fronts)}
