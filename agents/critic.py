"""The critic: how every claim of a draft stands to the passages, and its faults, each with the words it objects to."""

from typing import Literal

from bookwright.agents.critique import CheckedSentence, Criticised, as_critique, each_once
from bookwright.agents.items import Brief, Critique, Draft, Fault, FaultKind, Panel
from bookwright.agents.reading import numbered_drafts, numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen

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
    """What was checked in one draft, sentence by sentence and beyond them, then its faults; none where it is sound."""

    draft: int
    sentences: list[CheckedSentence]
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
        numbers = [criticism.draft for criticism in answer.drafts]
        each_once(numbers, range(1, len(item.drafts) + 1), "drafts: check each of the drafts")
        found = sorted(answer.drafts, key=lambda criticism: criticism.draft)
        return tuple(self._critique(draft, item.brief, criticism) for draft, criticism in zip(item.drafts, found, strict=True))

    def _critique(self, draft: Draft, brief: Brief, criticism: DraftCriticism) -> Critique:
        read = Criticised(
            sha256=draft.sha256,
            claims=dict(enumerate(draft.claims, 1)),
            beside=draft.question,
            place="the question or the answer",
            brief=brief,
        )
        faults = tuple(Fault(kind=FaultKind(f.kind), quote=f.words, reason=f.reason, remedy=f.remedy) for f in criticism.faults)
        try:
            return as_critique(read, criticism.sentences, faults, self.maker)
        except ValueError as error:
            raise ValueError(f"draft {criticism.draft}, {error}") from None
