"""What the critics say of the drafts of one brief."""

from collections.abc import Sequence

from pydantic import Field

from bookwright.agents.chat import Usage, tally
from bookwright.agents.failures import HOPELESS
from bookwright.agents.items import Critique, Panel
from bookwright.agents.role import Role
from bookwright.errors import ModelError, ModelUnreachable
from bookwright.graphs.abreast import abreast
from bookwright.graphs.lineage import Lineage
from bookwright.knowledge.document import Frozen

Critics = Sequence[Role[Panel, tuple[Critique, ...]]]


class Hearing(Frozen):
    """Every critic's word on one draft, or the error because of which there is none; and its share of the cost."""

    critiques: tuple[Critique, ...] = ()
    kind: str = ""
    detail: str = ""
    usage: Usage = Field(default_factory=Usage)

    def of(self, lineage: Lineage) -> Lineage:
        """The lineage after the hearing."""
        after = lineage.rejected(f"critic:{self.kind}", self.detail) if self.kind else lineage.heard(self.critiques)
        return after.spent(self.usage)


async def hear(critics: Critics, panel: Panel) -> list[Hearing]:
    """One hearing for each draft of the panel, in its order.

    Where a reply to several drafts cannot be used, each draft is shown alone, so that none falls with another. A hopeless failure passes
    through.
    """
    drafts = panel.drafts
    with tally() as usage:
        try:
            read = await abreast(critic(panel) for critic in critics)
        except ModelError as error:
            if error.kind in HOPELESS:
                raise
            hearings = [Hearing(kind=error.kind, detail=str(error))] * len(drafts)
            again = len(drafts) > 1 and not isinstance(error, ModelUnreachable)
        else:
            hearings = [Hearing(critiques=critiques) for critiques in zip(*read, strict=True)]
            again = False
            if any(critique.draft_sha256 != draft.sha256 for h, draft in zip(hearings, drafts, strict=True) for critique in h.critiques):
                raise ValueError("a critic's critiques are not those of the drafts shown, in their order")
    if again:
        alone = await abreast(hear(critics, Panel(brief=panel.brief, drafts=(draft,))) for draft in drafts)
        hearings = [hearing for (hearing,) in alone]
    shares = usage.shares(len(drafts))
    return [h.model_copy(update={"usage": h.usage.plus(share)}) for h, share in zip(hearings, shares, strict=True)]
