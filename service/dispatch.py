"""Sending requests out in batches and taking in what comes back; no step is taken before the last one stands in the ledger."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import structlog

from bookwright.agents.batches import BatchClient, BatchState, Counts, split, unanswered
from bookwright.agents.chat import Reply, Request
from bookwright.agents.completions import Declined
from bookwright.agents.failures import HOPELESS, TRANSIENT, Failure, as_error, failure_of
from bookwright.agents.pace import LONGEST_SILENCE
from bookwright.agents.patience import Patience
from bookwright.errors import InputError, ModelError
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.masking import shown
from bookwright.service.batchbook import BatchBook, Batched, OutBatch
from bookwright.service.budget import Purse
from bookwright.service.ledger_reader import BATCH
from bookwright.service.words import counted

KEPT_AT_ONCE = 500
NAMED = 3
DELETED = {404, 410}
SLOWEST_UPLOAD = 100_000  # bytes a second

T = TypeVar("T")
Tell = Callable[[str], None]
Settled = Callable[[str, Reply | ModelError], None]


def _to_nobody(*_: object) -> None: ...


class BatchSettings(Frozen):
    """`wait` is how many seconds a command waits for batches before it ends and leaves them to a later one.

    `pause` is the first pause between two looks, which grows; `quiet` how long nothing new may be asked before what is waiting is sent;
    the rest are the limits of one file, and how many passages may wait for batches at once, which take memory while they do.
    """

    wait: float = 0.0
    pause: float = 5.0
    quiet: float = 1.0
    most_requests: int = 50_000
    most_bytes: int = 200_000_000
    most_passages: int = 5_000


class Dispatch:
    """The batches of one run at one endpoint. `settled` hears of every request that has its answer, or has none for good.

    A call to the server that fails for good is an InputError, and so is a batch that the server refuses as a whole: they end the run,
    where a failed request costs one item. A ModelError means that no other request would fare better.
    """

    def __init__(
        self,
        client: BatchClient,
        book: BatchBook,
        purse: Purse,
        *,
        patience: Patience,
        settings: BatchSettings,
        tell: Tell = _to_nobody,
        settled: Settled = _to_nobody,
    ) -> None:
        self.client, self.book, self.purse = client, book, purse
        self.patience, self.settings = patience, settings
        self.tell, self.settled = tell, settled
        self.model = client.endpoint.model
        self._deadline = patience.deadline
        self._counts: dict[str, Counts] = {}

    async def recall(self) -> None:
        """Finds again what an earlier go began: a batch whose id it could not write down any more is known by its input file."""
        for batch in self.book.out():
            if batch.address != self.client.address:
                raise InputError(f"--base-url: {batch.id or 'a batch'} was submitted to {batch.address}; name that address to collect it")
            if not batch.id:
                found = await self._tried(partial(self.client.find, batch.file), self._deadline)
                await (self.book.name(batch, found.id) if found else self.book.drop(batch))
        self.purse.calls += len(self.owed)

    async def send(self, requests: Sequence[tuple[str, Request]]) -> None:
        """Submits requests, in as few batches as the limits of a file allow."""
        lines = [(key, self.client.line(key, request)) for key, request in requests]
        roles = {key: request.role for key, request in requests}
        for part in split(lines, self.settings.most_requests, self.settings.most_bytes):
            seconds = self._deadline + sum(len(line) for _, line in part) / SLOWEST_UPLOAD
            file = await self._tried(partial(self.client.upload, [line for _, line in part]), seconds)
            batch = OutBatch(file=file, id="", address=self.client.address, model=self.model)
            await self.book.note(
                batch, [Batched(key=key, role=roles[key], attempt=self.book.attempts(key) + 1, file=file) for key, _ in part]
            )
            state = await self._tried(partial(self.client.create, file), self._deadline, partial(self.client.find, file))
            await self.book.name(batch, state.id)
            structlog.get_logger().info("batch submitted", batch=state.id, requests=len(part))
            self.tell(f"Submitted {counted(len(part), 'request')} in {state.id}")

    async def take_in(self) -> bool:
        """Looks at every batch that is out and collects those that have ended; whether there was one."""
        came = False
        for batch in self.book.out():
            state = await self._tried(partial(self._look, batch), self._deadline)
            if state.ended:
                await self._collect(batch, state)
                came = True
            elif self._counts.get(batch.id) != state.counts:
                self._counts[batch.id] = state.counts
                self.tell(f"{batch.id}: {state.status}, {state.counts.completed} of {state.counts.total} done")
        return came

    @property
    def owed(self) -> list[str]:
        """The requests that are in a batch now."""
        return [request.key for request in self.book.standing.values() if request.file]

    def in_words(self) -> str:
        """What is out, for the line with which a command ends."""
        batches = [batch.id for batch in self.book.out()]
        more = f" and {len(batches) - NAMED} more" if len(batches) > NAMED else ""
        done = sum(self._counts[batch].completed for batch in batches if batch in self._counts)
        owed = len(self.owed)
        named = f"{counted(owed, 'request')} {'is' if owed == 1 else 'are'} in {', '.join(batches[:NAMED])}{more}"
        return named + (f", {done} of them done" if done else "")

    async def _look(self, batch: OutBatch) -> BatchState:
        try:
            return await self.client.look(batch.id)
        except Declined as error:
            if error.status_code != 404:
                raise
        self.tell(f"{batch.id} is not known to the server any more; its requests are asked again")
        return BatchState(id=batch.id, status="cancelled")

    async def _collect(self, batch: OutBatch, state: BatchState) -> None:
        """Keeps the answers by and by; what is kept already when a download breaks, or the process ends, is passed over the next time."""
        hopeless: list[ModelError] = []
        for file in state.files:
            await self._tried(partial(self._download, batch, file, hopeless), None)
        refused = state.status == "failed"
        rest = {request.key: unanswered(state.status) for request in self.book.requests_of(batch)}
        hopeless.extend(await self._keep(batch, rest, blameless=refused))
        await self.book.collected(batch)
        structlog.get_logger().info("batch collected", batch=batch.id, status=state.status, unanswered=len(rest))
        self.tell(f"Collected {batch.id}: {state.status}" + (f", {counted(len(rest), 'request')} without an answer" if rest else ""))
        if refused:
            said = f': "{shown(state.problem)}"' if state.problem else ""
            raise InputError(f"{batch.id}: the server failed the batch{said}; give the same command again to submit its requests anew")
        if hopeless:
            raise hopeless[0]

    async def _download(self, batch: OutBatch, file: str, hopeless: list[ModelError]) -> None:
        """Keeps what a file tells, also when it breaks off. A file that the server has deleted tells nothing more."""
        found: dict[str, Reply | Failure] = {}
        try:
            async for key, outcome in self.client.answers(file):
                if (request := self.book.standing.get(key)) and request.file == batch.file:
                    found.setdefault(key, outcome)
                if len(found) == KEPT_AT_ONCE:
                    hopeless.extend(await self._keep(batch, found))
                    found.clear()
        except Declined as error:
            if error.status_code not in DELETED:
                raise
            self.tell(f"{batch.id}: the server does not hold {file} any more; requests without an answer are asked again")
        finally:
            hopeless.extend(await self._keep(batch, found))

    async def _keep(self, batch: OutBatch, found: Mapping[str, Reply | Failure], *, blameless: bool = False) -> list[ModelError]:
        """Keeps some outcomes and tells of those that are settled; the errors among them that would meet every request."""
        answers: list[tuple[Batched, Reply]] = []
        spoilt: list[tuple[Batched, Reply]] = []
        others: list[Batched] = []
        hopeless: list[ModelError] = []
        for key, outcome in found.items():
            request = self.book.standing[key]
            if isinstance(outcome, Reply):
                answers.append((request, outcome))
                continue
            if isinstance(outcome, Failure) and outcome.paid:
                spoilt.append((request, outcome.paid))
            error = as_error(outcome, batch.model, request.attempt)
            changes: dict[str, object] = {"file": ""}
            if blameless or outcome.kind in HOPELESS:
                changes["attempt"] = 0
                hopeless += [] if blameless else [error]
            elif outcome.kind not in TRANSIENT or request.attempt >= self.patience.attempts:
                changes |= {"kind": outcome.kind.value, "message": str(error)}
            others.append(request.model_copy(update=changes))
        await self.book.keep(batch, answers, others, spoilt)
        for request, reply in (*answers, *spoilt):
            self.purse.pay(batch.model, request.role, reply, BATCH)
        for request, reply in answers:
            self.settled(request.key, reply)
        for request in others:
            if given_up := request.given_up:
                self.settled(request.key, given_up)
        return hopeless

    async def _tried(
        self, call: Callable[[], Awaitable[T]], seconds: float | None, done_already: Callable[[], Awaitable[T | None]] | None = None
    ) -> T:
        """Calls until it goes well, each time for so many seconds at most; what may have been done although the answer was lost is looked
        for before it is done again."""
        attempt = 1
        while True:
            try:
                async with asyncio.timeout(seconds):
                    if done_already and attempt > 1 and (found := await done_already()) is not None:
                        return found
                    return await call()
            except Exception as error:
                failure = failure_of(error)
                if failure is None:
                    raise
                pause = self.patience.pause * 2.0 ** (attempt - 1) if failure.wait is None else failure.wait
                if failure.kind not in TRANSIENT or attempt == self.patience.attempts or pause > LONGEST_SILENCE:
                    raise InputError(f"--batch: {as_error(failure, self.model, attempt)}") from None
            await asyncio.sleep(pause)
            attempt += 1
