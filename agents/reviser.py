"""The reviser: the writer's second look at a draft in which faults were found."""

from bookwright.agents.items import Draft, Revision
from bookwright.agents.reading import listed_faults, numbered_passages, shown_draft
from bookwright.agents.role import PromptRole
from bookwright.agents.written import WrittenDraft, draft_of
from bookwright.knowledge.document import Frozen


class Revised(Frozen):
    """The reviser's reply; no draft where the faults cannot be mended from the passages."""

    draft: WrittenDraft | None


class Reviser(PromptRole[Revision, Revised, Draft]):
    """Revision to the mended draft, or the same draft where nothing can be mended."""

    returns = Revised

    def fields(self, item: Revision) -> dict[str, str]:
        return {
            "passages": numbered_passages(item.submission.brief),
            "draft": shown_draft(item.submission.draft),
            "faults": listed_faults(item.faults),
            "language": item.submission.brief.language,
        }

    def parse(self, item: Revision, answer: Revised) -> Draft:
        return draft_of(answer.draft, item.submission.brief) if answer.draft else item.submission.draft
