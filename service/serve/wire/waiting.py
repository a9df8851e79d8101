"""The values that a run comes to, as one JSON answer that begins before the run has ended."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from fastapi.responses import StreamingResponse

from bookwright.errors import RequestRefused
from bookwright.service.serve.entities import Run, RunStatus
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService
from bookwright.service.serve.wire.shapes import place_of

SECONDS_BETWEEN_BEATS = 15.0
BEAT = b"\n"  # white space before a value is nothing in JSON


class Waiting(StreamingResponse):
    """JSON with a line break from time to time before it, so that proxies keep the connection. Where it is cut all the same, `Location`
    says where the values are waited for again; LangGraph's Python client goes there by itself."""

    media_type = "application/json"

    def __init__(self, service: RunService, who: Principal, run: Run, *, cancel: bool = False) -> None:
        place = place_of(run)
        headers = {"Content-Location": place, "Location": f"{place}/join", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(waited(service, who, run, cancel=cancel), headers=headers)


async def waited(service: RunService, who: Principal, run: Run, *, cancel: bool = False) -> AsyncIterator[bytes]:
    """The pieces of the answer: beats while the run works, then what it came to. With `cancel` the run is stopped when the one who waits is
    gone."""
    told = asyncio.ensure_future(values_of(service, who, run))
    try:
        while not (await asyncio.wait({told}, timeout=SECONDS_BETWEEN_BEATS))[0]:
            yield BEAT
        yield json.dumps(told.result(), ensure_ascii=False).encode()
    finally:
        if cancel and not told.done():
            with suppress(RequestRefused):  # it has ended just now
                await service.cancel(who, run.id)
        told.cancel()


async def values_of(service: RunService, who: Principal, run: Run) -> dict[str, Any]:
    """The values that the run gave when it has ended, with what it waits for as "__interrupt__", or why it failed as "__error__"; those of
    its thread where it was stopped."""
    try:
        ended = await service.join(who, run.id)
        thread = service.thread(who, run.thread)
    except RequestRefused as gone:  # taken out meanwhile, or the server is stopping
        return {"__error__": {"error": type(gone).__name__, "message": str(gone)}}
    last = service.store.last_event(run.id)
    if last and last.event == "values":
        return dict(last.data)
    return {"__error__": last.data if last else {}} if ended.status is RunStatus.ERROR else thread.values
