"""How a run that ends before its work is done lets go of its calls."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from bookwright.errors import RunStopped
from bookwright.service.budget import Purse

GRACE_SECONDS = 4.0


class Ending:
    """Lets no further call begin and waits for those under way, which are being paid for.

    When the budget is spent or the count is met they have the time that a call may take; four seconds when an error ends the run or the
    user wants to stop.
    """

    def __init__(self, purse: Purse, deadline: float) -> None:
        self._purse = purse
        self._seconds = deadline
        self._wait: asyncio.Timeout | None = None

    def hurry(self) -> None:
        """Lets no further call begin and no wait last longer than the grace, also one that has begun."""
        self._purse.close()
        self._seconds = min(self._seconds, GRACE_SECONDS)
        until = asyncio.get_running_loop().time() + self._seconds
        if self._wait and (self._wait.when() or until) > until:
            self._wait.reschedule(until)

    async def drained(self, landed: Iterable[asyncio.Event], error: BaseException | None = None) -> None:
        """Returns when the calls of every chat have landed or their time is over; `error` is what ends the run, if it is one."""
        self._purse.close()
        if error is not None and not isinstance(error, RunStopped):
            self.hurry()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds) as self._wait:
                    for calls in landed:  # a chat whose calls have landed begins none any more
                        await calls.wait()
        finally:
            self._wait = None
