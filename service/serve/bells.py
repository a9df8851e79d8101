"""Bells: whoever listens to a run is woken when something new is said of it."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from bookwright.errors import ServerStopping


class Bells:
    """An event for each listener, by what it listens to."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self.is_over = False

    @contextmanager
    def at(self, name: str) -> Iterator[asyncio.Event]:
        """A bell that rings inside the block."""
        bell = asyncio.Event()
        self._bells[name].add(bell)
        try:
            yield bell
        finally:
            self._bells[name].discard(bell)
            if not self._bells[name]:
                del self._bells[name]

    def ring(self, name: str) -> None:
        """Wakes everyone who listens to it."""
        for bell in self._bells.get(name, ()):
            bell.set()

    async def rung(self, bell: asyncio.Event) -> None:
        """Returns when something new was said. ServerStopping where nothing more will be."""
        if self.is_over:
            raise ServerStopping
        await bell.wait()
        bell.clear()

    def end(self) -> None:
        """Wakes everyone, for good: whoever finds `is_over` then waits for nothing more."""
        self.is_over = True
        for name in self._bells:
            self.ring(name)
