"""The replier: an answer from the passages in which every sentence is cited, or the word that it cannot be found, and what can."""

from typing import Literal

from bookwright.agents.converse.items import Dialogue, Replying, Turn
from bookwright.agents.converse.shown import told_dialogue
from bookwright.agents.reading import fenced, numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import Wanted, only, specified
from bookwright.agents.written import Locating, Sentence
from bookwright.knowledge.document import Frozen


class RepliedTurn(Frozen):
    """The reply: what the answer rests on, whether the passages answer, then the answer."""

    derivation: str
    answerable: Literal["yes", "no"]
    sentences: list[Sentence]


class Replier(PromptRole[Replying, RepliedTurn, Dialogue]):
    """A question to the dialogue with one turn more."""

    returns = RepliedTurn

    def fields(self, item: Replying) -> dict[str, str]:
        asked = only(item.conversation.specification, "audience", "length")
        return {
            "passages": numbered_passages(item.conversation.brief) + specified(asked, Wanted.ANSWER),
            "dialogue": told_dialogue(item.dialogue),
            "question": fenced(item.question.said),
            "standalone": fenced(item.question.standalone),
            "language": item.conversation.brief.language,
        }

    def parse(self, item: Replying, answer: RepliedTurn) -> Dialogue:
        brief = item.conversation.brief
        locating = Locating(brief.passages, brief.language, item.dialogue.evidence)
        claims = locating.claims(answer.sentences)
        if not claims:
            raise ValueError("sentences: there is none; answer, or say what cannot be found and what can")
        lost = tuple(locating.unlocated)
        turn = Turn(question=item.question, claims=claims, refusal=answer.answerable == "no", unlocated=lost)
        return Dialogue(turns=(*item.dialogue.turns, turn), evidence=tuple(locating.evidence))
