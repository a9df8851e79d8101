"""The reviser of rephrased passages: mends what gates and critics found."""

from bookwright.agents.reading import listed_faults, numbered_passages
from bookwright.agents.rephrase.items import Rephrased, RephraseRevision
from bookwright.agents.rephrase.shown import shown_rephrase
from bookwright.agents.rephrase.written import WrittenRephrase, rephrased
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class RevisedRephrase(Frozen):
    """The reviser's reply; no draft where the faults cannot be mended from the passage."""

    draft: WrittenRephrase | None


class RephraseReviser(PromptRole[RephraseRevision, RevisedRephrase, Rephrased]):
    """Revision to the mended text, or the same text where nothing can be mended."""

    returns = RevisedRephrase

    def fields(self, item: RephraseRevision) -> dict[str, str]:
        return {
            "style": item.item.guide.asks,
            "passage": numbered_passages(item.item.brief),
            "draft": shown_rephrase(item.text),
            "faults": listed_faults(item.faults),
            "language": item.item.language,
        }

    def parse(self, item: RephraseRevision, answer: RevisedRephrase) -> Rephrased:
        mended = rephrased(answer.draft, item.item) if answer.draft else item.text
        return mended if mended.parts else item.text
