"""The routes of runs, on a thread and without one."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Response
from fastapi import Query as InQuery
from fastapi.responses import StreamingResponse

from bookwright.errors import RequestRefused
from bookwright.service.serve.entities import Run, RunStatus
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService
from bookwright.service.serve.wire.assistants import named
from bookwright.service.serve.wire.bodies import MOST, CancelBody, RunBody
from bookwright.service.serve.wire.common import BUSY, REFUSED, SPENT, Idempotency, RunId, Service, ThreadId, Who
from bookwright.service.serve.wire.route import JsonRoute
from bookwright.service.serve.wire.shapes import RunShape, place_of, shown_run
from bookwright.service.serve.wire.stream import FROM_THE_FIRST, Seen, modes_of, prefix_of, seen_in, seen_of, streamed
from bookwright.service.serve.wire.waiting import Waiting

routes = APIRouter(tags=["runs"], responses={**REFUSED, **SPENT}, route_class=JsonRoute)
EVENT = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("id", "event", "data")},
    "required": ["event", "data"],
}
EVENTS: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"schema": EVENT}}, "description": "The events."}}
VALUES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}, "description": "The values."}
}
LastEvent = Annotated[str | None, Header(max_length=80)]
Wait = Annotated[bool, InQuery()]
Modes = Annotated[list[str] | None, InQuery(max_length=10)]


@routes.post("/threads/{thread_id}/runs", responses=BUSY)
async def create(
    thread_id: ThreadId, asked: RunBody, who: Who, service: Service, response: Response, idempotency_key: Idempotency = None
) -> RunShape:
    """A run on a thread, to be done in the background."""
    run = await _start(service, who, asked, thread_id, idempotency_key)
    response.headers["Content-Location"] = place_of(run)
    return shown_run(run)


@routes.post("/runs", responses=BUSY)
async def create_alone(asked: RunBody, who: Who, service: Service, response: Response, idempotency_key: Idempotency = None) -> RunShape:
    """A run on a thread of its own, to be done in the background."""
    run = await _start(service, who, asked, None, idempotency_key)
    response.headers["Content-Location"] = place_of(run)
    return shown_run(run)


@routes.post("/runs/batch", responses=BUSY)
async def batch(asked: list[RunBody], who: Who, service: Service) -> list[RunShape]:
    """Several runs, each on a thread of its own."""
    if len(asked) > MOST:
        raise RequestRefused(422, f"{len(asked)} runs: give at most {MOST} at once")
    return [shown_run(run) for run in await service.start_all(who, [(named(one.assistant_id).name, one.asked) for one in asked])]


@routes.post("/threads/{thread_id}/runs/wait", responses={**BUSY, **VALUES}, response_class=StreamingResponse)
async def wait(thread_id: ThreadId, asked: RunBody, who: Who, service: Service, idempotency_key: Idempotency = None) -> Waiting:
    """A run on a thread, and the values that it comes to."""
    return Waiting(service, who, await _start(service, who, asked, thread_id, idempotency_key), cancel=asked.on_disconnect == "cancel")


@routes.post("/runs/wait", responses={**BUSY, **VALUES}, response_class=StreamingResponse)
async def wait_alone(asked: RunBody, who: Who, service: Service, idempotency_key: Idempotency = None) -> Waiting:
    """A run on a thread of its own, and the values that it comes to."""
    return Waiting(service, who, await _start(service, who, asked, None, idempotency_key), cancel=asked.on_disconnect == "cancel")


@routes.post("/threads/{thread_id}/runs/stream", responses={**BUSY, **EVENTS}, response_class=StreamingResponse)
async def stream(thread_id: ThreadId, asked: RunBody, who: Who, service: Service, idempotency_key: Idempotency = None) -> StreamingResponse:
    """A run on a thread, and its events as they come."""
    return _streaming(service, who, await _start(service, who, asked, thread_id, idempotency_key), cancel=asked.on_disconnect == "cancel")


@routes.post("/runs/stream", responses={**BUSY, **EVENTS}, response_class=StreamingResponse)
async def stream_alone(asked: RunBody, who: Who, service: Service, idempotency_key: Idempotency = None) -> StreamingResponse:
    """A run on a thread of its own, and its events as they come."""
    return _streaming(service, who, await _start(service, who, asked, None, idempotency_key), cancel=asked.on_disconnect == "cancel")


@routes.get("/threads/{thread_id}/runs")
async def runs(
    thread_id: ThreadId,
    who: Who,
    service: Service,
    limit: Annotated[int, InQuery(ge=1, le=MOST)] = 10,
    offset: Annotated[int, InQuery(ge=0)] = 0,
    status: RunStatus | None = None,
) -> list[RunShape]:
    """The runs of a thread, the last first."""
    found = [run for run in service.runs(who, thread_id) if status is None or run.status is status]
    return [shown_run(run) for run in found[offset : offset + limit]]


@routes.get("/threads/{thread_id}/runs/{run_id}")
async def get(thread_id: ThreadId, run_id: RunId, who: Who, service: Service) -> RunShape:
    """A run."""
    return shown_run(service.run(who, run_id, thread_id))


@routes.delete("/threads/{thread_id}/runs/{run_id}", status_code=204, responses=BUSY)
async def delete(thread_id: ThreadId, run_id: RunId, who: Who, service: Service) -> None:
    """Takes a run that has ended out."""
    await service.drop_run(who, service.run(who, run_id, thread_id).id)


@routes.get("/threads/{thread_id}/runs/{run_id}/join", responses=VALUES, response_class=StreamingResponse)
async def join(thread_id: ThreadId, run_id: RunId, who: Who, service: Service) -> Waiting:
    """The values that a run comes to, when it has ended."""
    return Waiting(service, who, service.run(who, run_id, thread_id))


@routes.get("/threads/{thread_id}/runs/{run_id}/stream", responses=EVENTS, response_class=StreamingResponse)
async def join_stream(
    thread_id: ThreadId,
    run_id: RunId,
    who: Who,
    service: Service,
    last_event_id: LastEvent = None,
    stream_mode: Modes = None,
    cancel_on_disconnect: Wait = False,
) -> StreamingResponse:
    """The events of a run from the one behind `Last-Event-ID` on, as they come."""
    run = service.run(who, run_id, thread_id)
    return _streaming(service, who, run, seen=seen_of(last_event_id), modes=modes_of(stream_mode), cancel=cancel_on_disconnect)


@routes.get("/runs/{run_id}/stream", responses=EVENTS, response_class=StreamingResponse)
async def join_stream_alone(
    run_id: RunId,
    who: Who,
    service: Service,
    last_event_id: LastEvent = None,
    stream_mode: Modes = None,
    cancel_on_disconnect: Wait = False,
) -> StreamingResponse:
    """The same for a run whose thread is not named."""
    run = service.run(who, run_id)
    return _streaming(service, who, run, seen=seen_of(last_event_id), modes=modes_of(stream_mode), cancel=cancel_on_disconnect)


@routes.post("/threads/{thread_id}/runs/{run_id}/cancel", responses=BUSY)
async def cancel(
    thread_id: ThreadId,
    run_id: RunId,
    who: Who,
    service: Service,
    wait: Wait = False,
    action: Annotated[Literal["interrupt", "rollback"], InQuery()] = "interrupt",
) -> dict[str, Any]:
    """Stops a run; with `action=rollback` it is taken out too."""
    run = service.run(who, run_id, thread_id)
    await service.cancel(who, run.id)
    if wait or action == "rollback":
        await service.join(who, run.id)
    if action == "rollback":
        await service.drop_run(who, run.id)
    return {}


@routes.post("/runs/cancel", status_code=204)
async def cancel_several(asked: CancelBody, who: Who, service: Service) -> None:
    """Stops the owner's runs that are named, or all in that status; those that have ended stay as they are."""
    threads = [service.thread(who, asked.thread_id)] if asked.thread_id else service.store.threads(who.owner)
    for thread in threads:
        for run in service.store.active(thread.id, who.owner):
            if (asked.run_ids is None or run.id in asked.run_ids) and asked.status in {None, "all", run.status.value}:
                await service.cancel(who, run.id)


@routes.get("/threads/{thread_id}/stream", responses=EVENTS, response_class=StreamingResponse)
async def follow(thread_id: ThreadId, who: Who, service: Service, last_event_id: LastEvent = None) -> StreamingResponse:
    """The events of the run that a thread has now, or had last; those of the run that `Last-Event-ID` is of, while there are more of it."""
    runs = service.runs(who, thread_id)
    begun = [run for run in runs if _has_more(service, run, last_event_id)]
    found = begun or service.store.active(thread_id, who.owner) or runs
    if not found:
        raise RequestRefused(404, f"thread {thread_id}: has no run yet")
    run = found[0]
    return _streaming(service, who, run, seen=seen_in(run, last_event_id), prefix=prefix_of(run))


async def _start(service: RunService, who: Principal, asked: RunBody, thread_id: str | None, idempotency: str | None) -> Run:
    assistant = named(asked.assistant_id).name
    return await service.start(who, assistant, asked.asked, thread_id, idempotency, creates=asked.if_not_exists == "create")


def _streaming(
    service: RunService,
    who: Principal,
    run: Run,
    *,
    seen: Seen = FROM_THE_FIRST,
    modes: tuple[str, ...] | None = None,
    cancel: bool = False,
    prefix: str = "",
) -> StreamingResponse:
    events = streamed(service, who, run, modes or run.asked.stream_mode, seen, cancel=cancel, prefix=prefix)
    place = place_of(run)
    headers = {"Content-Location": place, "Location": f"{place}/stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


def _has_more(service: RunService, run: Run, last_event_id: str | None) -> bool:
    """Whether a listener has begun with that run and not come to its end."""
    seen = seen_in(run, last_event_id)
    return seen != FROM_THE_FIRST and (not run.status.ended or bool(service.store.events(run.id, seen.after)))
