"""The answerer: answers a record's question without having seen the record's answer, from passages or from what it knows."""

from typing import Literal

from bookwright.agents.inquiry import Answer, Inquiry
from bookwright.agents.reading import fenced, numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen

NO_PASSAGES = "There are no passages: answer from what you know."


class Answered(Frozen):
    """The answerer's reply: what the answer rests on, then whether there is one, then the answer."""

    derivation: str
    answerable: Literal["yes", "no"]
    answer: str


class Answerer(PromptRole[Inquiry, Answered, Answer]):
    """Inquiry to answer, open book or closed book."""

    returns = Answered

    def fields(self, item: Inquiry) -> dict[str, str]:
        about = f" The question belongs to: {fenced(item.about)}" if item.about else ""
        return {
            "passages": numbered_passages(item.brief) if item.brief else NO_PASSAGES + about,
            "question": fenced(item.question),
            "language": item.language,
        }

    def parse(self, _: Inquiry, answer: Answered) -> Answer:
        text = answer.answer.strip()
        if answer.answerable == "yes" and not text:
            raise ValueError('answer: is empty; give the answer, or "no" as answerable')
        return Answer(by=self.maker, text=text if answer.answerable == "yes" else "", reason=answer.derivation)
