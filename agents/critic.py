"""The critic: faults in a draft, each with the words it objects to."""

from typing import Literal

from bookwright.agents.items import Critique, Fault, FaultKind, Submission
from bookwright.agents.reading import numbered_passages, shown_draft
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


class Criticism(Frozen):
    """The critic's reply: what was checked sentence by sentence, then the faults; none where the draft is sound."""

    checks: list[str]
    faults: list[FoundFault]


class Critic(PromptRole[Submission, Criticism, Critique]):
    """Submission to critique."""

    returns = Criticism

    def fields(self, item: Submission) -> dict[str, str]:
        return {"passages": numbered_passages(item.brief), "draft": shown_draft(item.draft)}

    def parse(self, item: Submission, answer: Criticism) -> Critique:
        read, _ = squeeze(item.draft.question + " " + item.draft.answer)
        for fault in answer.faults:
            words, _ = squeeze(fault.words)
            if not words or words not in read:
                raise ValueError(f'faults: "{fault.words}" does not stand in the question or the answer; copy the words you object to')
        faults = tuple(Fault(kind=FaultKind(f.kind), quote=f.words, reason=f.reason, remedy=f.remedy) for f in answer.faults)
        return Critique(draft_sha256=item.draft.sha256, by=self.maker, faults=faults)
