"""The asker: the next question of somebody who has not read the passages."""

from pydantic import Field

from bookwright.agents.converse.items import Asking, Question
from bookwright.agents.converse.shown import told_dialogue
from bookwright.agents.reading import fenced, in_one_line, visible
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import Wanted, only, specified
from bookwright.knowledge.document import Frozen

FIRST = "It is the first question: it names its subject in full, and its standalone form is the same."
FOLLOWING = "It is a follow-up: it goes on from what was said and cannot be understood without it; its standalone form can."
BEYOND = "Ask now for one of these, which are near the subject and may not be known there, in the way this person would come to it:"
ASPECTS = "Ask now for one of these that was not asked yet, or for more on what was answered:"


class AskedTurn(Frozen):
    """The reply: what leads to the question, what the person says, and the same without what was said before."""

    thought: str
    said: str = Field(min_length=1)
    standalone: str = Field(min_length=1)


class Asker(PromptRole[Asking, AskedTurn, Question]):
    """Asking to the next question. It sees what the passages are about and what was said, never the passages."""

    returns = AskedTurn

    def fields(self, item: Asking) -> dict[str, str]:
        outline = item.outline
        wanted = outline.beyond if item.beyond else outline.aspects
        return {
            "persona": fenced(item.conversation.persona.described),
            "subject": fenced(outline.subject),
            "place": FOLLOWING if item.dialogue.turns else FIRST,
            "wish": BEYOND if item.beyond else ASPECTS,
            "aspects": _listed(wanted),
            "set_aside": _listed(item.set_aside) or "- none",
            "dialogue": told_dialogue(item.dialogue),
            "specified": specified(only(item.conversation.specification, "audience", "bloom", "question_type"), Wanted.QUESTION),
            "language": item.conversation.brief.language,
        }

    def parse(self, item: Asking, answer: AskedTurn) -> Question:
        said, standalone = in_one_line(visible(answer.said)), in_one_line(visible(answer.standalone))
        return Question(said=said, standalone=standalone if item.dialogue.turns else said)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {in_one_line(fenced(line))}" for line in lines)
