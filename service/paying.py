"""Chats around a chat: what was paid for is kept, what is asked is counted, and nothing is asked beyond the budget."""

import asyncio
from contextvars import ContextVar
from typing import Any
from weakref import WeakValueDictionary

from bookwright.agents.chat import Chat, Reply, Request
from bookwright.agents.failures import CallFailed
from bookwright.errors import ModelError, ReplayMissed
from bookwright.service.budget import Purse
from bookwright.service.ledger import Ledger


class Standing:
    """What stands out just now; `none` is set while that is nothing."""

    def __init__(self) -> None:
        self.none = asyncio.Event()
        self.none.set()
        self._those: set[object] = set()

    def begin(self, one: object) -> None:
        """Adds one; harmless if it is there."""
        self._those.add(one)
        self.none.clear()

    def end(self, one: object) -> None:
        """Takes one away; harmless if it is not there."""
        self._those.discard(one)
        if not self._those:
            self.none.set()


_calls: ContextVar[tuple[Standing, object] | None] = ContextVar("calls", default=None)
"""Where the request that a task makes is counted as a call, and under what; set by the LedgerChat that it goes through."""


class LedgerChat:
    """A chat whose answers are kept before they are given on, and given from the ledger when they are there.

    `idle` is set while no request waits for its answer; `landed` while none of them is a call under way, that is let out by a MeteredChat
    and its answer not kept yet. What only waits for the pace has cost nothing.
    """

    def __init__(self, chat: Chat, ledger: Ledger, parameters: dict[str, Any]) -> None:
        self.chat = chat
        self.name = chat.name
        self.ledger = ledger
        self.parameters = parameters
        self._requests, self._under_way = Standing(), Standing()
        self.idle, self.landed = self._requests.none, self._under_way.none
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, request: Request) -> Reply:
        """The kept answer, or a new one once it is committed; what is asked twice at once is asked once."""
        key = request.key(self.name, self.parameters)
        async with self._asking.setdefault(key, asyncio.Lock()):
            return self.ledger.reader.answer(key) or await self._new(key, request)

    async def _new(self, key: str, request: Request) -> Reply:
        self._requests.begin(key)
        token = _calls.set((self._under_way, key))
        try:
            reply = await self.chat.ask(request)
            await self.ledger.keep_answer(key, self.name, reply, request.role)
        except ModelError as error:
            await self.ledger.keep_failure(key, self.name, request.role, error)
            raise
        finally:
            _calls.reset(token)
            self._under_way.end(key)
            self._requests.end(key)
        return reply


class MeteredChat:
    """A chat that asks only while the purse is open, and puts what each answer cost on its account.

    Inside a LedgerChat it says which requests are calls under way: those it lets out, until they have failed or their answer is kept.
    """

    def __init__(self, chat: Chat, purse: Purse) -> None:
        self.chat = chat
        self.name = chat.name
        self.purse = purse

    async def ask(self, request: Request) -> Reply:
        """The answer. RunStopped instead of a call when there is nothing left to spend."""
        async with self.purse.call(self.name, request) as pay:
            calls, one = _calls.get() or (Standing(), None)
            calls.begin(one)
            try:
                reply = await self.chat.ask(request)
            except BaseException as error:
                calls.end(one)
                if isinstance(error, CallFailed) and error.failure.paid:
                    pay(error.failure.paid)
                raise
            pay(reply)
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
