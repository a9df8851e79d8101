"""The values that a run comes to, as one JSON answer that begins before the run has ended."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi.responses import StreamingResponse

from bookwright.errors import RequestRefused
from bookwright.service.serve.end import INTERRUPT
from bookwright.service.serve.entities import Run, RunStatus
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService
from bookwright.service.serve.wire.shapes import place_of, shown_interrupts

SECONDS_BETWEEN_BEATS = 15.0
BEAT = b"\n"  # white space before a value is nothing in JSON


class Waiting(StreamingResponse):
    """JSON with a line break from time to time before it, so that proxies keep the connection. Where it is cut all the same, `Location`
    says where the values are waited for again; LangGraph's Python client goes there by itself."""

    media_type = "application/json"

    def __init__(self, service: RunService, who: Principal, run: Run) -> None:
        place = place_of(run)
        headers = {"Content-Location": place, "Location": f"{place}/join", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(waited(service, who, run), headers=headers)


async def waited(service: RunService, who: Principal, run: Run) -> AsyncIterator[bytes]:
    """The pieces of the answer: beats while the run works, then what it came to."""
    told = asyncio.ensure_future(values_of(service, who, run))
    try:
        while not (await asyncio.wait({told}, timeout=SECONDS_BETWEEN_BEATS))[0]:
            yield BEAT
        yield json.dumps(told.result(), ensure_ascii=False).encode()
    finally:
        told.cancel()


async def values_of(service: RunService, who: Principal, run: Run) -> dict[str, Any]:
    """The values of the run's thread when it has ended, with what it waits for as "__interrupt__", or why it failed as "__error__"."""
    try:
        ended = await service.join(who, run.id)
        thread = service.thread(who, run.thread)
    except RequestRefused as gone:  # taken out meanwhile, or the server is stopping
        return {"__error__": {"error": type(gone).__name__, "message": str(gone)}}
    if ended.status is RunStatus.ERROR:
        return {"__error__": next((event.data for event in service.store.events(run.id) if event.event == "error"), {})}
    waiting = [shape.model_dump(mode="json") for shape in shown_interrupts(thread.interrupts)]
    return thread.values | ({INTERRUPT: waiting} if waiting else {})
