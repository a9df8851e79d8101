"""Working through the passages of a run: many at once, handed on in canonical order."""

import asyncio
import hashlib
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

import structlog

from bookwright.curation.record import Reject
from bookwright.errors import BookwrightError
from bookwright.graphs.state import QAInput, QAOutput
from bookwright.knowledge.passage import Passage
from bookwright.service.ledger import Ledger
from bookwright.service.outcome import Outcome

LOOKAHEAD = 4
LEAST_WORDS = 12
RECURSION_LIMIT = 100

Ask = Callable[[QAInput], Awaitable[QAOutput]]


def in_work_order(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with enough prose, in the order of a hash of their ids: fixed, and at every point a fair sample of the whole."""
    worth_it = (passage for passage in passages if passage.prose_words >= LEAST_WORDS)
    return sorted(worth_it, key=lambda passage: hashlib.sha256(passage.id.encode()).digest())


async def outcomes(
    passages: Sequence[Passage], ask: Ask, ledger: Ledger, terms: str, room: Callable[[], int]
) -> AsyncGenerator[tuple[Passage, Outcome], None]:
    """What comes of each passage, in the order given, at most `room()` of them in work.

    A finished passage is taken from the ledger. When the caller closes the generator, what is in flight is abandoned before that returns;
    every answer that had arrived is in the ledger. ModelError when no call can succeed.
    """
    waiting = deque(passages)
    started: deque[tuple[Passage, asyncio.Task[Outcome]]] = deque()
    try:
        while waiting or started:
            unfinished = [task for _, task in started if not task.done()]
            while waiting and len(unfinished) < room() and len(started) < room() * LOOKAHEAD:
                passage = waiting.popleft()
                unfinished.append(asyncio.create_task(_outcome(passage, ask, ledger, terms)))
                started.append((passage, unfinished[-1]))
            passage, task = started[0]
            if not task.done():
                await asyncio.wait(unfinished, return_when=asyncio.FIRST_COMPLETED)
                continue
            started.popleft()
            yield passage, await task
    finally:
        for _, task in started:
            task.cancel()
        await asyncio.gather(*(task for _, task in started), return_exceptions=True)


async def _outcome(passage: Passage, ask: Ask, ledger: Ledger, terms: str) -> Outcome:
    kept = await ledger.outcome(passage.id, terms)
    if kept:
        return Outcome.model_validate_json(kept)
    log = structlog.get_logger().bind(passage=passage.id)
    try:
        answer = await ask({"passage_id": passage.id})
    except BookwrightError:
        raise
    except Exception as error:
        log.exception("defect", kind=type(error).__name__)
        return Outcome(rejects=(_defect(passage, error),))
    outcome = Outcome(records=tuple(answer["records"]), rejects=tuple(answer["rejects"]))
    log.info("passage done", records=len(outcome.records), rejects=[reject.reason for reject in outcome.rejects])
    if outcome.final:
        await ledger.keep_outcome(passage.id, terms, outcome.model_dump_json())
    return outcome


def _defect(passage: Passage, error: Exception) -> Reject:
    """A role that broke costs its passage, not the run; the log has the trace."""
    return Reject(id=passage.id, reason=f"defect:{type(error).__name__}", detail="see log.jsonl", passage_id=passage.id)
