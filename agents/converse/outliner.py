"""The outliner: what an asker is told of passages, so that it can ask without having read them."""

from pydantic import Field

from bookwright.agents.converse.items import Conversation, Outline
from bookwright.agents.reading import in_one_line, numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen

FEWEST, MOST = 2, 10


class WrittenOutline(Frozen):
    """The reply: the subject, what can be asked, and what cannot; no aspects where the passages answer nothing."""

    subject: str = Field(min_length=1)
    aspects: list[str]
    beyond: list[str]


class Outliner(PromptRole[Conversation, WrittenOutline, Outline]):
    """Passages to an outline; one without aspects where there is too little to ask."""

    returns = WrittenOutline

    def fields(self, item: Conversation) -> dict[str, str]:
        return {"passages": numbered_passages(item.brief), "turns": str(item.turns), "language": item.brief.language}

    def parse(self, item: Conversation, answer: WrittenOutline) -> Outline:
        aspects, beyond = _lines(answer.aspects), _lines(answer.beyond)
        if item.refusal and aspects and not beyond:
            raise ValueError("beyond: is empty; name at least one thing near the subject that the passages do not tell")
        return Outline(
            subject=in_one_line(visible(answer.subject)), aspects=aspects if len(aspects) >= FEWEST else (), beyond=beyond[:MOST]
        )


def _lines(said: list[str]) -> tuple[str, ...]:
    return tuple(line for one in said if (line := in_one_line(visible(one))))[:MOST]
