"""The role that answers a question from passages, each sentence with the words that carry it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from bookwright.agents.completions import CompletionsChat
from bookwright.agents.items import Brief, Draft, QuestionKind, Submission
from bookwright.agents.patience import Patience, PatientChat
from bookwright.agents.reading import fenced, numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.agents.written import Locating, Sentence
from bookwright.curation.gates import inspect
from bookwright.curation.gates.address import address
from bookwright.curation.gates.citation import citation
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.located import located
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import numbers
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.units import units
from bookwright.knowledge.document import Frozen
from bookwright.service.configuration import ModelChoice
from bookwright.service.model import endpoint_of
from bookwright.service.serve.openai.answer import Found

PATIENCE = Patience(deadline=60.0, attempts=2)
GATES = (located, numbers, units, negation, direction, names, citation, truncation, prompt_leak, address)
"""Those that look at an answer; the question is a person's own, and any will do."""


class Question(Frozen):
    """A person's question, and the passages that may have the answer."""

    text: str
    brief: Brief


class GroundedAnswer(Frozen):
    """The reply: whether there is an answer, and its sentences."""

    answerable: Literal["yes", "no"]
    answer: list[Sentence]


class Grounded(PromptRole[Question, GroundedAnswer, Draft | None]):
    """Question to an answer with located quotes that the gates let pass, or to None where the passages have none.

    What a gate objects to is told to the model like a reply that cannot be read, so that it may mend it; ReplyUnreadable where it does not.
    """

    returns = GroundedAnswer

    async def ask(self, question: str, found: Found) -> Draft | None:
        """The answer to a question from what the library has for it."""
        titles = {document_id: origin.name for document_id, origin in found.origins.items()}
        return await self(Question(text=question, brief=Brief(passages=found.passages, titles=titles, language=found.language)))

    def fields(self, item: Question) -> dict[str, str]:
        return {"passages": numbered_passages(item.brief), "question": fenced(item.text)}

    def parse(self, item: Question, answer: GroundedAnswer) -> Draft | None:
        if answer.answerable == "no":
            return None
        locating = Locating(item.brief.passages, item.brief.language)
        draft = Draft(
            question=item.text,
            kind=QuestionKind.FACT,
            claims=locating.claims(answer.answer),
            evidence=tuple(locating.evidence),
            unlocated=tuple(locating.unlocated),
        )
        faults = inspect(Submission(brief=item.brief, draft=draft), GATES).faults
        if faults:
            raise ValueError("; ".join(f"“{fault.quote}”: {fault.reason}" for fault in faults[:4]))
        return draft


@asynccontextmanager
async def open_grounded(choice: ModelChoice) -> AsyncIterator[Grounded]:
    """The role with a model, whose connections are kept open inside the block."""
    async with CompletionsChat(endpoint_of(choice)) as chat:
        yield Grounded(PatientChat(chat, PATIENCE))
