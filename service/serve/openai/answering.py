"""From a question to an answer: the library is searched, then a model answers, or the rules do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from bookwright.agents.chat import Usage, tally
from bookwright.agents.items import Draft
from bookwright.errors import ModelError, ReplyUnreadable, RequestRefused
from bookwright.service.serve.openai.answer import Answer, Cited, Found
from bookwright.service.serve.openai.extract import extracted
from bookwright.service.serve.openai.shelf import Shelves
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService

if TYPE_CHECKING:
    from bookwright.service.serve.openai.grounded import Grounded


class Answering:
    """Answers over the documents of whoever asks. Used inside `open`."""

    def __init__(self, service: RunService, shelves: Shelves, role: "Grounded | None") -> None:
        self._service, self.shelves, self._role = service, shelves, role
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

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
                    from bookwright.service.serve.openai.grounded import open_grounded  # noqa: PLC0415 - a second to import

                    role = await stack.enter_async_context(open_grounded(choice))
                yield cls(service, shelves, role)
        finally:
            shelves.close()

    async def answer(self, who: Principal, question: str, request_id: str) -> tuple[Answer, Found, Usage]:
        """The answer, what it was made from, and what it cost, which is written down under the request's id.

        A model whose answer the gates refuse three times is not heard: the rules answer then. 402 where the owner's budget is spent, 502
        where the model cannot be asked. Who has a budget asks one thing after the other, so that each sees what the others have cost.
        """
        found = await self.shelves.search(who, question)
        if who.budget is None:
            return await self._made(who, question, request_id, found)
        turn = self._turns.setdefault(who.owner, asyncio.Lock())
        async with turn:
            return await self._made(who, question, request_id, found)

    async def _made(self, who: Principal, question: str, request_id: str, found: Found) -> tuple[Answer, Found, Usage]:
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
        draft = await self._role.ask(question, found)
        return Answer(sentences=_cited(draft) if draft else (), by=self._role.maker)


def _cited(draft: Draft) -> tuple[Cited, ...]:
    return tuple(Cited(text=claim.text, evidence=tuple(draft.evidence[index] for index in claim.evidence)) for claim in draft.claims)
