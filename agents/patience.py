"""The one owner of retries and deadlines."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from bookwright.agents.chat import Chat, Reply, Request
from bookwright.agents.failures import AT_FIRST, HOPELESS, TRANSIENT, CallFailed, Failure, FailureKind, as_error, failure_of
from bookwright.agents.pace import LONGEST_SILENCE, Pace
from bookwright.knowledge.document import Frozen


class Patience(Frozen):
    """How long and how often: the deadline of one attempt in seconds, attempts in all, and the first pause, which doubles each time.

    An endpoint that has answered nothing yet is given up after so many `failures`: requests whose attempts were all in vain.
    """

    deadline: float = 120.0
    attempts: int = 4
    pause: float = 0.5
    failures: int = 20


class TimelyChat:
    """One attempt: it ends at its deadline, however slowly a server drips."""

    def __init__(self, chat: Chat, deadline: float) -> None:
        self.chat = chat
        self.name = chat.name
        self._deadline = deadline

    async def ask(self, request: Request) -> Reply:
        """The reply, or CallFailed for whatever the client raised that stands in the failure table."""
        try:
            async with asyncio.timeout(self._deadline):
                return await self.chat.ask(request)
        except Exception as error:
            failure = failure_of(error)
            if failure is None:
                raise
            raise CallFailed(failure) from None


def _as_it_is(chat: Chat) -> Chat:
    return chat


class PatientChat:
    """A chat that asks again where that can help, and ends every attempt at its deadline.

    Every attempt waits for the pace's leave first; that wait is not part of the deadline. `around` puts other chats around each attempt,
    such as one that logs it: they see a reply or CallFailed, and an error of their own is passed on and never asked again.
    """

    def __init__(
        self,
        chat: Chat,
        patience: Patience | None = None,
        pace: Pace | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        around: Callable[[Chat], Chat] = _as_it_is,
    ) -> None:
        self.patience = patience or Patience()
        self.chat = around(TimelyChat(chat, self.patience.deadline))
        self.name = chat.name
        self.pace = pace or Pace()
        self._sleep = sleep
        self._answered = False
        self._failed = 0

    async def ask(self, request: Request) -> Reply:
        """The reply, or a ModelError by the failure table once the attempts are spent."""
        attempt = 1
        while True:
            outcome = await self._attempt(request)
            if isinstance(outcome, Reply):
                self._answered = True
                return outcome
            failure = outcome
            wait = self._pause(failure, attempt)
            if wait is None:
                self._failed += 1
                raise as_error(self._all_told(failure), self.name, attempt)
            await self._sleep(wait)
            attempt += 1

    async def _attempt(self, request: Request) -> Reply | Failure:
        async with self.pace.slot(request) as slot:
            try:
                reply = await self.chat.ask(request)
            except CallFailed as error:
                slot.failed(error.failure)
                return error.failure
            slot.answered(reply)
            return reply

    def _all_told(self, failure: Failure) -> Failure:
        """The failure of the item, or that of the endpoint as a whole: it asks for a long silence, or has never answered anything."""
        if _puts_off(failure):
            return failure.model_copy(
                update={"kind": FailureKind.PUT_OFF, "message": f"{failure.message}, asks to wait {failure.wait:.0f} s"}
            )
        if self._answered:
            return failure
        failure = failure.model_copy(update={"kind": AT_FIRST.get(failure.kind, failure.kind)})
        if self._failed < self.patience.failures or failure.kind in HOPELESS:
            return failure
        words = f"none of the first {self._failed} requests was answered, the last: {failure.message}"
        return Failure(kind=FailureKind.SILENT, message=words)

    def _pause(self, failure: Failure, attempt: int) -> float | None:
        """Seconds until the next attempt; None when there is to be none."""
        if failure.kind not in TRANSIENT or attempt == self.patience.attempts or _puts_off(failure):
            return None
        if failure.wait:
            return 0.0  # the pace keeps silent for that time
        return self.patience.pause * 2.0 ** (attempt - 1) * random.uniform(0.75, 1.25)  # noqa: S311 - spreads the retries, hides nothing


def _puts_off(failure: Failure) -> bool:
    """Whether the endpoint wants to be left alone for longer than a run waits."""
    return failure.kind in TRANSIENT and failure.wait is not None and failure.wait > LONGEST_SILENCE
