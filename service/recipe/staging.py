"""Stages after what a recipe has accepted: many at work at once, handed on in the order in which the items were taken."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import structlog

from bookwright.agents.seating import Stage
from bookwright.curation.recipe import Yield
from bookwright.errors import BookwrightError
from bookwright.graphs.recipe.stages import with_stages

Made = TypeVar("Made", bound=Yield[Any, Any])


class Staging(Generic[Made]):
    """What was taken, on its way through the stages.

    `keep` is told what is through, in the order given; `most` says how many records may be on their way just now. At the end of the block
    all is through; where an error ends it, what went well up to the first that did not. What is left then is let go: its calls are in the
    ledger.
    """

    def __init__(self, stages: Sequence[Stage], keep: Callable[[Made], None], most: Callable[[], int]) -> None:
        self._stages, self._keep, self._most = stages, keep, most
        self._waiting: deque[tuple[int, asyncio.Task[Made]]] = deque()

    async def begin(self, made: Made, name: str) -> None:
        """Puts what an item of that name came to on its way, and waits until there is room for more."""
        if not self._stages:
            self._keep(made)
            return
        self._waiting.append((len(made.records), asyncio.create_task(self._staged(made, name))))
        while self._waiting and (self._waiting[0][1].done() or self._on_the_way >= self._most()):
            await self._next()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            while self._waiting and (error is None or isinstance(error, BookwrightError)):
                await self._next()
        except BookwrightError:
            if error is None:
                raise
        finally:
            for _, task in self._waiting:
                task.cancel()
            await asyncio.gather(*(task for _, task in self._waiting), return_exceptions=True)

    @property
    def _on_the_way(self) -> int:
        return sum(records for records, _ in self._waiting)

    async def _next(self) -> None:
        """Waits for the first and hands it on; one that raises stays the first."""
        made = await self._waiting[0][1]
        self._waiting.popleft()
        self._keep(made)

    async def _staged(self, made: Made, name: str) -> Made:
        with structlog.contextvars.bound_contextvars(item=name):
            return await with_stages(made, self._stages)
