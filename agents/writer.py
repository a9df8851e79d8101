"""The writer: questions and answers from the passages of a brief."""

from bookwright.agents.items import Brief, Draft
from bookwright.agents.reading import numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import specified
from bookwright.agents.written import WrittenDraft, draft_of
from bookwright.knowledge.document import Frozen


class Written(Frozen):
    """The writer's reply: none where the passage holds nothing worth asking."""

    drafts: list[WrittenDraft]


class Writer(PromptRole[Brief, Written, tuple[Draft, ...]]):
    """Brief to at most `brief.wanted` drafts."""

    returns = Written

    def fields(self, item: Brief) -> dict[str, str]:
        return {"passages": numbered_passages(item) + specified(item.specification), "wanted": str(item.wanted), "language": item.language}

    def parse(self, item: Brief, answer: Written) -> tuple[Draft, ...]:
        return tuple(draft_of(written, item) for written in answer.drafts[: item.wanted])
