"""Chats around a chat: what was paid for is kept, what is asked is counted, and nothing is asked beyond the budget."""

import asyncio
from typing import Any
from weakref import WeakValueDictionary

from bookwright.agents.chat import Chat, Reply, Request
from bookwright.errors import ModelError, ReplayMissed
from bookwright.service.budget import Purse
from bookwright.service.ledger import Ledger


class LedgerChat:
    """A chat whose answers are kept before they are given on, and given from the ledger when they are there.

    `idle` is set while no request is under way, that is begun and its answer not kept yet.
    """

    def __init__(self, chat: Chat, ledger: Ledger, parameters: dict[str, Any]) -> None:
        self.chat = chat
        self.name = chat.name
        self.ledger = ledger
        self.parameters = parameters
        self.idle = asyncio.Event()
        self.idle.set()
        self._under_way = 0
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, request: Request) -> Reply:
        """The kept answer, or a new one once it is committed; what is asked twice at once is asked once."""
        key = request.key(self.name, self.parameters)
        async with self._asking.setdefault(key, asyncio.Lock()):
            return self.ledger.reader.answer(key) or await self._new(key, request)

    async def _new(self, key: str, request: Request) -> Reply:
        self._under_way += 1
        self.idle.clear()
        try:
            reply = await self.chat.ask(request)
            await self.ledger.keep_answer(key, self.name, reply, request.role)
        except ModelError as error:
            await self.ledger.keep_failure(key, self.name, request.role, error)
            raise
        finally:
            self._under_way -= 1
            if not self._under_way:
                self.idle.set()
        return reply


class MeteredChat:
    """A chat that asks only while the purse is open, and puts what each answer cost on its account."""

    def __init__(self, chat: Chat, purse: Purse) -> None:
        self.chat = chat
        self.name = chat.name
        self.purse = purse

    async def ask(self, request: Request) -> Reply:
        """The answer. RunStopped instead of a call when there is nothing left to spend."""
        self.purse.draw()
        reply = await self.chat.ask(request)
        self.purse.pay(self.name, request.role, reply)
        return reply


class RecordedChat:
    """A chat that has no one to ask: what is not in the ledger is a ReplayMissed."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def ask(self, request: Request) -> Reply:
        """Raises ReplayMissed."""
        raise ReplayMissed(
            f"--replay strict: the ledger holds no answer to a request of the {request.role}; documents, settings or prompts have changed "
            "since it was recorded; run without --replay to ask the model"
        )
