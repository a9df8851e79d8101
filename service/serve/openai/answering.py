"""From a question to an answer: the library is searched, then a model answers, or the rules do."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bookwright.agents.chat import Usage, tally
from bookwright.agents.completions import CompletionsChat
from bookwright.agents.items import Brief, Draft
from bookwright.agents.patience import Patience, PatientChat
from bookwright.errors import ModelError, ReplyUnreadable, RequestRefused
from bookwright.service.model import endpoint_of
from bookwright.service.serve.openai.answer import Answer, Cited, Found
from bookwright.service.serve.openai.extract import extracted
from bookwright.service.serve.openai.grounded import Grounded, Question
from bookwright.service.serve.openai.shelf import Shelves
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService

PATIENCE = Patience(deadline=60.0, attempts=2)


class Answering:
    """Answers over the documents of whoever asks. Used inside `open`."""

    def __init__(self, service: RunService, shelves: Shelves, role: Grounded | None) -> None:
        self._service, self.shelves, self._role = service, shelves, role

    @classmethod
    @asynccontextmanager
    async def open(cls, service: RunService) -> AsyncIterator["Answering"]:
        """With the server's model, if it has one."""
        choice = service.settings.model
        shelves = Shelves(service.settings.data, service.uploads)
        try:
            async with AsyncExitStack() as stack:
                role = None
                if choice is not None:
                    chat = await stack.enter_async_context(CompletionsChat(endpoint_of(choice)))
                    role = Grounded(PatientChat(chat, PATIENCE))
                yield cls(service, shelves, role)
        finally:
            shelves.close()

    async def answer(self, who: Principal, question: str, request_id: str) -> tuple[Answer, Found, Usage]:
        """The answer, what it was made from, and what it cost, which is written down under the request's id.

        A model whose answer the gates refuse three times is not heard: the rules answer then. 402 where the owner's budget is spent, 502
        where the model cannot be asked.
        """
        found = await self.shelves.search(who, question)
        with tally() as usage:
            try:
                answer = await self._asked(who, question, found) if self._role and found.passages else extracted(question, found)
            except ReplyUnreadable:
                answer = extracted(question, found)
            except ModelError as error:
                raise RequestRefused(502, f"the model: {error}") from None
            finally:
                if usage.calls:
                    self._service.store.keep_spending(who.owner, request_id, usage.calls, usage.input_tokens + usage.output_tokens)
        return answer, found, usage

    async def _asked(self, who: Principal, question: str, found: Found) -> Answer:
        assert self._role
        if who.budget is not None and self._service.store.spent(who.owner)[0] >= who.budget:
            raise RequestRefused(402, f"the budget of {who.budget} calls is spent")
        titles = {document_id: origin.name for document_id, origin in found.origins.items()}
        draft = await self._role(Question(text=question, brief=Brief(passages=found.passages, titles=titles, language=found.language)))
        return Answer(sentences=_cited(draft) if draft else (), by=self._role.maker)


def _cited(draft: Draft) -> tuple[Cited, ...]:
    return tuple(Cited(text=claim.text, evidence=tuple(draft.evidence[index] for index in claim.evidence)) for claim in draft.claims)
