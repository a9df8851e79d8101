"""A chat around the endpoint that says of each call how it went; never what was asked or answered."""

import asyncio
import time
from collections.abc import Callable

import structlog

from bookwright.agents.chat import Chat, Reply, Request
from bookwright.agents.failures import CallFailed
from bookwright.errors import RunError


def kind_of(error: BaseException) -> str:
    """The row of the failure table; "cancelled" for a call that was let go, and the type of any other error."""
    if isinstance(error, CallFailed):
        return error.failure.kind
    return "cancelled" if isinstance(error, asyncio.CancelledError) else type(error).__name__


class LoggedChat:
    """Writes an event for each call that was really made. The item that it is for is bound by whoever works on the item.

    When the log cannot be written, what is under way still comes to its end, because an answer that is lost would be paid for twice;
    nothing more is asked.
    """

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.name = chat.name
        self._unwritten: RunError | None = None

    async def ask(self, request: Request) -> Reply:
        """The answer; a call that brought none is a warning with the kind of its failure. RunError once the log could not be written."""
        if self._unwritten:
            raise self._unwritten
        begun = time.monotonic()
        about = {"role": request.role, "sample": request.sample} if request.sample else {"role": request.role}
        try:
            reply = await self.chat.ask(request)
        except BaseException as error:
            self._tell(structlog.get_logger().warning, "call failed", begun, kind=kind_of(error), **about)
            raise
        self._tell(
            structlog.get_logger().info,
            "call",
            begun,
            input_tokens=reply.input_tokens,
            output_tokens=reply.output_tokens,
            cached_tokens=reply.cached_tokens,
            finish=reply.finish_reason,
            **about,
        )
        return reply

    def _tell(self, write: Callable[..., object], event: str, begun: float, **about: object) -> None:
        try:
            write(event, seconds=round(time.monotonic() - begun, 3), **about)
        except RunError as error:
            self._unwritten = error
