"""A tool's call as a run: started or gone on with, listened to until it ends, and asked about where it waits."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ElicitResult, InputRequiredResult

from bookwright.errors import RequestRefused
from bookwright.service.serve.access import Authenticate
from bookwright.service.serve.entities import Asked, Interrupt, Run, Thread
from bookwright.service.serve.mcp.forms import answer_of, form_of
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService

OLDER_WIRES = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"}
QUESTION = "review"


@contextmanager
def refusals_told() -> Iterator[None]:
    """A refusal is told to the caller in the words that every façade uses."""
    try:
        yield
    except RequestRefused as refused:
        raise ToolError(str(refused)) from None


class Asking:
    """Tool calls over the run service. `authenticate` tells by the headers of a call on whose behalf it is made."""

    def __init__(self, service: RunService, authenticate: Authenticate) -> None:
        self.service, self._authenticate = service, authenticate

    def who(self, ctx: Context[Any, Any]) -> Principal:
        """Who makes the call."""
        return self._authenticate(ctx.headers or {})

    def ended(self, who: Principal, run: Run) -> tuple[Run, Thread]:
        """A run as it stands, and its thread as the run left it."""
        return self.service.run(who, run.id), self.service.left_by(who, run)

    async def make(
        self, ctx: Context[Any, Any], assistant: str, given: dict[str, Any], idempotency: str | None
    ) -> InputRequiredResult | tuple[Run, Thread]:
        """The run at its end, or the question that it waits with. A client that leaves does not stop it.

        With the answer to a question the run that waits goes on; a question is answered once, however often the answer is sent.
        """
        who = self.who(ctx)
        if ctx.request_state is None:
            run = await self.service.start(who, assistant, Asked(input=given), idempotency=idempotency)
        else:
            run = await self._answered(ctx, who, assistant, **json.loads(ctx.request_state))
        await self._listen(ctx, who, run)
        run, thread = self.ended(who, self._last(who, run.thread))
        question = self._question(ctx, thread)
        return (run, thread) if question is None else question

    async def answer(self, who: Principal, thread_id: str, answer: Any) -> Run:
        """A run that goes on with the answer to what a thread waits for."""
        assistant = self._last(who, thread_id).assistant
        return await self.service.start(who, assistant, Asked(resume=answer), thread_id)

    async def _answered(self, ctx: Context[Any, Any], who: Principal, assistant: str, thread: str, interrupt: str) -> Run:
        pending = next((one for one in self.service.thread(who, thread).interrupts if one.id == interrupt), None)
        content = _content(ctx)
        if pending is None or content is None:
            return self._last(who, thread)
        return await self.service.start(who, assistant, Asked(resume=answer_of(pending, content)), thread, f"mcp:{interrupt}")

    async def _listen(self, ctx: Context[Any, Any], who: Principal, run: Run) -> None:
        async for number, words in told_progress(self.service, who, run):
            await ctx.report_progress(number, message=words)

    def _question(self, ctx: Context[Any, Any], thread: Thread) -> InputRequiredResult | None:
        """The question of a thread that waits, if the client can be asked and has not said that it will not answer."""
        can_be_asked = ctx.protocol_version not in OLDER_WIRES and ctx.client_capabilities and ctx.client_capabilities.elicitation
        if not thread.interrupts or not can_be_asked or _declined(ctx):
            return None
        interrupt: Interrupt = thread.interrupts[0]
        form = form_of(interrupt)
        state = json.dumps({"thread": thread.id, "interrupt": interrupt.id})
        return InputRequiredResult(input_requests={QUESTION: form}, request_state=state) if form else None

    def _last(self, who: Principal, thread_id: str) -> Run:
        runs = self.service.runs(who, thread_id)
        if not runs:
            raise RequestRefused(404, f"thread {thread_id}: has no run")
        return runs[0]


async def told_progress(service: RunService, who: Principal, run: Run) -> AsyncIterator[tuple[int, str]]:
    """What a run says of itself until its end, each with a number that grows."""
    async for event in service.events(who, run.id):
        if event.event == "metadata":
            yield event.seq, f"run {run.id} on thread {run.thread}"
        elif event.event == "custom":
            said = event.data
            count = f" {said['done']} of {said['total']}" if said["total"] else ""
            yield event.seq, f"{said['stage']}{count} {said['words']}".strip()


def _content(ctx: Context[Any, Any]) -> dict[str, Any] | None:
    given = (ctx.input_responses or {}).get(QUESTION)
    return dict(given.content or {}) if isinstance(given, ElicitResult) and given.action == "accept" else None


def _declined(ctx: Context[Any, Any]) -> bool:
    given = (ctx.input_responses or {}).get(QUESTION)
    return isinstance(given, ElicitResult) and given.action != "accept"
