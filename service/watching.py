"""A chat around the endpoint that says of each call how it went; never what was asked or answered."""

import asyncio
import time

import structlog

from bookwright.agents.chat import Chat, Reply, Request
from bookwright.agents.failures import FailureKind, failure_of

NEARLY = 0.99  # of the deadline: the clock of the event loop may be a little ahead of ours


def kind_of(error: BaseException, seconds: float, deadline: float) -> str:
    """The row of the failure table; "timeout" for a call that was let go at its deadline, "cancelled" for one let go before."""
    if isinstance(error, asyncio.CancelledError):
        return FailureKind.TIMEOUT if seconds >= deadline * NEARLY else "cancelled"
    failure = failure_of(error) if isinstance(error, Exception) else None
    return failure.kind if failure else type(error).__name__


class LoggedChat:
    """Writes an event for each call that was really made. The item that it is for is bound by whoever works on the item."""

    def __init__(self, chat: Chat, deadline: float) -> None:
        self.chat = chat
        self.name = chat.name
        self._deadline = deadline

    async def ask(self, request: Request) -> Reply:
        """The answer; a call that brought none is a warning with the kind of its failure."""
        begun = time.monotonic()
        about = {"role": request.role, "sample": request.sample} if request.sample else {"role": request.role}
        try:
            reply = await self.chat.ask(request)
        except BaseException as error:
            seconds = time.monotonic() - begun
            kind = kind_of(error, seconds, self._deadline)
            structlog.get_logger().warning("call failed", kind=kind, seconds=round(seconds, 3), **about)
            raise
        structlog.get_logger().info(
            "call",
            seconds=round(time.monotonic() - begun, 3),
            input_tokens=reply.input_tokens,
            output_tokens=reply.output_tokens,
            cached_tokens=reply.cached_tokens,
            finish=reply.finish_reason,
            **about,
        )
        return reply
