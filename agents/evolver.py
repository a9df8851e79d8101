"""The evolver: a harder or broader draft on the same evidence (after Evol-Instruct, Xu et al. 2023, section 3.2)."""

from enum import StrEnum

from bookwright.agents.items import Evolution, Submission
from bookwright.agents.reading import numbered_passages, shown_draft
from bookwright.agents.role import PromptRole
from bookwright.agents.written import WrittenDraft, draft_of
from bookwright.knowledge.document import Frozen


class Operator(StrEnum):
    """What an evolution does; `none` where the passages carry nothing more."""

    ADD_CONDITION = "add_condition"
    DEEPEN = "deepen"
    CONCRETISE = "concretise"
    REASON = "reason"
    COMPARE = "compare"
    JOIN = "join"
    NONE = "none"


class Evolved(Frozen):
    """The evolver's reply: what could be gained and how, before the draft itself."""

    plan: str
    operator: Operator
    draft: WrittenDraft | None


class Evolver(PromptRole[Submission, Evolved, Evolution]):
    """Submission to an evolution."""

    returns = Evolved

    def fields(self, item: Submission) -> dict[str, str]:
        return {"passages": numbered_passages(item.brief), "draft": shown_draft(item.draft), "language": item.brief.language}

    def parse(self, item: Submission, answer: Evolved) -> Evolution:
        if answer.operator is Operator.NONE or answer.draft is None:
            return Evolution(operator=Operator.NONE, reason=answer.plan)
        return Evolution(operator=answer.operator, draft=draft_of(answer.draft, item.brief), reason=answer.plan)
