"""Working through the items of a run: many at once, handed on in canonical order."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, TypeVar

import structlog

from bookwright.agents.chat import Usage, tally
from bookwright.agents.defect import in_one_line
from bookwright.errors import BookwrightError
from bookwright.graphs.recipe.recipe import Identified
from bookwright.knowledge.neighbours import drawn
from bookwright.knowledge.passage import Passage
from bookwright.service.ledger import Ledger
from bookwright.service.outcome import Made, is_final

LOOKAHEAD = 4
LEAST_WORDS = 12
RECURSION_LIMIT = 100
SECONDS_BETWEEN_LOOKS = 0.25

Item = TypeVar("Item", bound=Identified)
Out = TypeVar("Out", bound=Made)


@dataclass(frozen=True)
class Work(Generic[Item, Out]):
    """How items are worked on: who is asked, what an item comes to and what one whose role broke does, where outcomes are kept and under
    which terms, and how many may be in work now.

    `drained` lets no further call begin and waits for those under way as long as it sees fit, before a run that ends early lets go of
    them; it is told the error that ends the run, if one does.
    """

    ask: Callable[[Item], Awaitable[Out]]
    made: type[Out]
    broken: Callable[[Item, str], Out]
    ledger: Ledger
    terms: str
    room: Callable[[], int]
    drained: Callable[[BaseException | None], Awaitable[None]]


class Turn(NamedTuple):
    """The turn of a passage, by its id: a long run has many, and reads each passage when it comes to it."""

    id: str


@dataclass(frozen=True)
class Holding:
    """What a library holds: the ids of its passages in canonical order, and of those with enough prose in work order; the words of prose,
    and how many passages have too few."""

    ids: tuple[str, ...]
    in_work_order: tuple[str, ...]
    prose_words: int

    @property
    def worth_it(self) -> int:
        """How many passages have enough prose to be worked on."""
        return len(self.in_work_order)

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> "Holding":
        """What these passages come to; of themselves nothing is kept."""
        words = {passage.id: passage.prose_words for passage in passages}
        worth_it = (passage_id for passage_id, count in words.items() if count >= LEAST_WORDS)
        return cls(tuple(words), tuple(sorted(worth_it, key=drawn)), sum(words.values()))

    @property
    def too_short(self) -> int:
        """How many passages have too little prose to be worked on."""
        return len(self.ids) - len(self.in_work_order)


def in_work_order(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with enough prose, in the order of a hash of their ids: fixed, and at every point a fair sample of the whole."""
    worth_it = (passage for passage in passages if passage.prose_words >= LEAST_WORDS)
    return sorted(worth_it, key=lambda passage: drawn(passage.id))


async def outcomes(items: Sequence[Item], work: Work[Item, Out]) -> AsyncGenerator[tuple[Item, Out], None]:
    """What comes of each item, in the order given, at most `room()` of them in work.

    A finished item is taken from the ledger. Without any room, or when any item meets an error that ends the run, it ends, after
    what was under way had its time to finish, once. When the caller closes the generator, what is in flight is abandoned before that
    returns; every answer that had arrived is in the ledger. ModelError when no call can succeed; RunStopped when none may be made.
    """
    waiting = deque(items)
    started: deque[tuple[Item, asyncio.Task[Out]]] = deque()
    errors: list[BaseException] = []
    try:
        while (waiting or started) and (room := work.room()) and not errors:
            unfinished = [task for _, task in started if not task.done()] if waiting else []
            while waiting and len(unfinished) < room and len(started) < room * LOOKAHEAD:
                item = waiting.popleft()
                unfinished.append(asyncio.create_task(_outcome(item, work)))
                unfinished[-1].add_done_callback(partial(_note, errors))
                started.append((item, unfinished[-1]))
            item, task = started[0]
            if _went_well(task):
                started.popleft()
                yield item, task.result()
            else:
                watched = {task, *unfinished}  # the head alone once nothing is left to begin
                await asyncio.wait(watched, timeout=SECONDS_BETWEEN_LOOKS, return_when=asyncio.FIRST_COMPLETED)
        if started:
            await work.drained(errors[0] if errors else None)
        while started and _went_well(started[0][1]):
            item, task = started.popleft()
            yield item, task.result()
        if errors:
            raise errors[0]
    finally:
        for _, task in started:
            task.cancel()
        await asyncio.gather(*(task for _, task in started), return_exceptions=True)


def _note(errors: list[BaseException], task: "asyncio.Task[Out]") -> None:
    """Notes the error of a task at once, wherever in the order it stands: a slow head must not hide that nothing can succeed any more."""
    if not task.cancelled() and (error := task.exception()):
        errors.append(error)


def _went_well(task: "asyncio.Task[Out]") -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def _told(made: Out, words: str, usage: Usage) -> Out:
    """With what broke, and where, as the detail of its one reject, and with what was spent until then."""
    rejects = tuple(one.model_copy(update={"detail": f"{words}; see log.jsonl", "usage": one.usage.plus(usage)}) for one in made.rejects)
    return made.model_copy(update={"rejects": rejects})


async def _outcome(item: Item, work: Work[Item, Out]) -> Out:
    kept = work.ledger.reader.outcome(item.id, work.terms)
    if kept:
        return work.made.model_validate_json(kept)
    with structlog.contextvars.bound_contextvars(item=item.id), tally() as usage:
        try:
            outcome = await work.ask(item)
        except BookwrightError:
            raise
        except Exception as error:  # a role that broke costs its item, not the run; the log has the trace
            structlog.get_logger().exception("defect", kind=type(error).__name__)
            return _told(work.broken(item, type(error).__name__), in_one_line(error), usage)
        structlog.get_logger().info("item done", records=len(outcome.records), rejects=[reject.reason for reject in outcome.rejects])
        if is_final(outcome):
            await work.ledger.keep_outcome(item.id, work.terms, outcome.model_dump_json())
    return outcome
