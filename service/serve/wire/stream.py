"""The events of a run as server-sent events, in the modes that a client asks for."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from bookwright.service.serve.end import INTERRUPT
from bookwright.service.serve.entities import Event, Run
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService

ALWAYS = {"metadata", "error"}
SECONDS_BETWEEN_BEATS = 15.0
BEAT = b": beat\n\n"
END = b"event: end\ndata: null\n\n"


def after_of(last_event_id: str | None) -> int:
    """Behind which event a stream goes on; from the first one where the id is none of ours."""
    return int(last_event_id) if last_event_id and last_event_id.isdecimal() else 0


async def streamed(service: RunService, who: Principal, run: Run, modes: tuple[str, ...], after: int, cancel: bool) -> AsyncIterator[bytes]:
    """The events behind that one until the run has ended, with a comment between them where it is silent for long, so that proxies keep the
    connection. With `cancel` the run is stopped when the listener is gone."""
    events = service.events(who, run.id, after)
    try:
        waiting = asyncio.ensure_future(anext(events, None))
        while True:
            done, _ = await asyncio.wait({waiting}, timeout=SECONDS_BETWEEN_BEATS)
            if not done:
                yield BEAT
                continue
            event = waiting.result()
            if event is None:
                break
            for name, data in shown(event, run.assistant, modes):
                yield sse(name, data, event.seq)
            waiting = asyncio.ensure_future(anext(events, None))
        yield END
    finally:
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration):
            await waiting
        await events.aclose()  # type: ignore[attr-defined] # an async generator
        if cancel and not service.run(who, run.id).status.ended:
            await service.cancel(who, run.id)


def shown(event: Event, assistant: str, modes: tuple[str, ...]) -> list[tuple[str, Any]]:
    """An event under the names of the modes that tell of it."""
    if event.event in ALWAYS:
        return [(event.event, event.data)]
    named: list[tuple[str, Any]] = [(event.event, event.data)] if event.event in modes else []
    if event.event == "values" and "updates" in modes:
        update = {INTERRUPT: event.data[INTERRUPT]} if INTERRUPT in event.data else {assistant: event.data}
        named.append(("updates", update))
    return named


def sse(event: str, data: Any, seq: int) -> bytes:
    """One server-sent event."""
    return f"id: {seq}\nevent: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
