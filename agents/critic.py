"""The critic: faults in drafts, each with the words it objects to."""

from typing import Literal

from bookwright.agents.items import Critique, Draft, Fault, FaultKind, Panel
from bookwright.agents.reading import numbered_drafts, numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import squeeze

ReadableFault = Literal[
    "unsupported",
    "contradicted",
    "incomplete",
    "not_answered",
    "leaked_answer",
    "not_standalone",
    "unclear",
    "trivial",
]


class FoundFault(Frozen):
    """One fault as a model replies: the words first, then why, then the kind."""

    words: str
    reason: str
    kind: ReadableFault
    remedy: str


class DraftCriticism(Frozen):
    """What was checked in one draft sentence by sentence, then its faults; none where it is sound."""

    draft: int
    checks: list[str]
    faults: list[FoundFault]


class Criticism(Frozen):
    """The critic's reply: each draft in its turn."""

    drafts: list[DraftCriticism]


class Critic(PromptRole[Panel, Criticism, tuple[Critique, ...]]):
    """Panel to critiques, one for each draft in the panel's order. The passages are read once for all of them."""

    returns = Criticism

    def fields(self, item: Panel) -> dict[str, str]:
        return {"passages": numbered_passages(item.brief), "drafts": numbered_drafts(item.drafts)}

    def parse(self, item: Panel, answer: Criticism) -> tuple[Critique, ...]:
        wanted = list(range(1, len(item.drafts) + 1))
        if sorted(criticism.draft for criticism in answer.drafts) != wanted:
            raise ValueError(f"drafts: check each of the drafts {wanted} once, by its number")
        found = sorted(answer.drafts, key=lambda criticism: criticism.draft)
        return tuple(self._critique(draft, criticism) for draft, criticism in zip(item.drafts, found, strict=True))

    def _critique(self, draft: Draft, criticism: DraftCriticism) -> Critique:
        read, _ = squeeze(draft.question + " " + draft.answer)
        for fault in criticism.faults:
            words, _ = squeeze(fault.words)
            if not words or words not in read:
                raise ValueError(
                    f'draft {criticism.draft}, faults: "{fault.words}" does not stand in the question or the answer; '
                    "copy the words you object to"
                )
        faults = tuple(Fault(kind=FaultKind(f.kind), quote=f.words, reason=f.reason, remedy=f.remedy) for f in criticism.faults)
        return Critique(draft_sha256=draft.sha256, by=self.maker, faults=faults)
