"""The batch mode of a run: what the roles ask is gathered until the run has gone quiet, and sent out together."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from bookwright.agents.batches import BatchClient
from bookwright.agents.chat import Reply, Request
from bookwright.agents.completions import Endpoint
from bookwright.agents.patience import Patience
from bookwright.errors import InputError, ModelError, RunStopped
from bookwright.service.batchbook import BatchBook
from bookwright.service.budget import Purse
from bookwright.service.dispatch import BatchSettings, Dispatch, Tell
from bookwright.service.ledger import Ledger

POLLS = 20
HEED_SECONDS = 0.25
LONGEST_PAUSE, GROWTH = 60.0, 1.5

T = TypeVar("T")


class BatchChat:
    """A chat whose answers come with batches. A request waits until the run asks nothing new; then all that wait and are in no batch yet
    are submitted. When no batch has ended within the time to wait, every request ends with RunStopped, and a later go at the run, which
    asks the same again, finds the answers in the ledger or goes on waiting.

    A request that was given up is given up at once when it is asked again before the run is finished.
    """

    def __init__(self, dispatch: Dispatch, purse: Purse, settings: BatchSettings, parameters: dict[str, Any]) -> None:
        self.name = dispatch.model
        self.dispatch, self.purse, self.settings, self.parameters = dispatch, purse, settings, parameters
        dispatch.settled = self._settle
        self._waiting: dict[str, tuple[Request, asyncio.Future[Reply]]] = {}
        self._asked = 0
        self._ended: BaseException | None = None

    async def ask(self, request: Request) -> Reply:
        """The answer, once the batch with it is collected; a ModelError as a live call would end with."""
        key = request.key(self.name, self.parameters)
        standing = self.dispatch.book.standing.get(key)
        if error := self._ended or (standing and standing.given_up):
            raise error
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[key] = request, answer
        self._asked += 1
        try:
            return await answer
        finally:
            self._waiting.pop(key, None)

    async def rounds(self) -> None:
        """Submits, waits and collects for as long as it is let; whatever ends it ends every request."""
        try:
            await heeded(self._rounds(), self.purse)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # nobody may wait for ever for a batch that no one looks at any more
            self._ended = error
            for _, answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(error)

    async def _rounds(self) -> None:
        until, pause = time.monotonic() + self.settings.wait, self.settings.pause
        while True:
            await self._quiet()
            over = await self._submit()
            left = until - time.monotonic()
            if left <= 0:
                raise RunStopped("batch", f"{self.dispatch.in_words()}; give the same command again later to collect them{over}")
            await asyncio.sleep(min(pause, left))
            pause = self.settings.pause if await self.dispatch.take_in() else min(pause * GROWTH, LONGEST_PAUSE)

    async def _submit(self) -> str:
        """Sends what is in no batch, as far as the budget goes; in words, what that left over. RunStopped when it leaves nothing to do."""
        owed = set(self.dispatch.owed)
        fresh = [(key, request) for key, (request, _) in self._waiting.items() if key not in owed]
        out = (request for key, (request, _) in self._waiting.items() if key in owed)
        allowed = self.purse.allow(self.name, (request for _, request in fresh), out)
        if allowed:
            await self.dispatch.send(fresh[:allowed])
        elif not owed:
            self.purse.refuse()
        return f"; the budget of {self.purse.budget} leaves {len(fresh) - allowed} more out" if allowed < len(fresh) else ""

    async def _quiet(self) -> None:
        """Waits until there is something to answer and nothing new was asked for a while.

        The while is counted in turns of the event loop as well as in seconds, so that a run that is busy is not taken for a quiet one.
        """
        still, seen = 0, self._asked
        while not self._waiting or still < POLLS:
            await asyncio.sleep(self.settings.quiet / POLLS)
            still = still + 1 if self._asked == seen else 0
            seen = self._asked

    def _settle(self, key: str, outcome: Reply | ModelError) -> None:
        _, answer = self._waiting.get(key, (None, None))
        if answer is None or answer.done():
            return
        if isinstance(outcome, Reply):
            answer.set_result(outcome)
        else:
            answer.set_exception(outcome)


async def heeded(work: Coroutine[Any, Any, T], purse: Purse) -> T:
    """Does the work, but not past the moment at which the user wants to stop: then it is left where it stands, as if the process had ended
    there, and RunStopped is raised."""
    task = asyncio.create_task(work)
    try:
        while not task.done():
            if purse.is_closed:
                purse.refuse()
            await asyncio.wait({task}, timeout=HEED_SECONDS)
        return task.result()
    finally:
        task.cancel()
        await asyncio.wait({task})


async def _caught_up(dispatch: Dispatch) -> None:
    """Collects what earlier goes have submitted as far as it is ready."""
    await dispatch.recall()
    await dispatch.take_in()


@asynccontextmanager
async def open_batches(
    endpoint: Endpoint, settings: BatchSettings, ledger: Ledger, purse: Purse, *, patience: Patience, tell: Tell
) -> AsyncIterator[BatchChat]:
    """A chat by batches, with what earlier goes have submitted collected as far as it is ready."""
    book = BatchBook(ledger)
    async with BatchClient(endpoint) as client:
        dispatch = Dispatch(client, book, purse, patience=patience, settings=settings, tell=tell)
        chat = BatchChat(dispatch, purse, settings, endpoint.parameters)
        await heeded(_caught_up(dispatch), purse)
        rounds = asyncio.create_task(chat.rounds())
        try:
            yield chat
            await book.forget()
        finally:
            rounds.cancel()
            await asyncio.gather(rounds, return_exceptions=True)


async def collect_left(endpoint: Endpoint, ledger: Ledger, purse: Purse, patience: Patience) -> None:
    """Before live calls: collects the batches of an earlier go. InputError while one is under way, for its requests would be paid twice."""
    book = BatchBook(ledger)
    if book.out():
        async with BatchClient(endpoint) as client:
            dispatch = Dispatch(client, book, purse, patience=patience, settings=BatchSettings())
            await heeded(_caught_up(dispatch), purse)
            if book.out():
                raise InputError(f"{dispatch.in_words()}; add --batch to collect them, or cancel the batch at the provider to ask live")
    await book.forget()
