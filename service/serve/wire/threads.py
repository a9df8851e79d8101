"""The routes of threads, their states and their history."""

from collections.abc import Callable
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi import Query as InQuery

from bookwright.errors import RequestRefused
from bookwright.service.serve.entities import Checkpoint, Thread
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService
from bookwright.service.serve.wire.bodies import MOST, HistoryBody, Place, StateBody, StateUpdate, ThreadBody, ThreadPatch, ThreadSearch
from bookwright.service.serve.wire.common import BUSY, REFUSED, Service, ThreadId, Who
from bookwright.service.serve.wire.route import JsonRoute
from bookwright.service.serve.wire.shapes import PlacedShape, StateShape, ThreadShape, shown_state, shown_thread

routes = APIRouter(prefix="/threads", tags=["threads"], responses=REFUSED, route_class=JsonRoute)
CheckpointId = Annotated[str, Path(max_length=64)]
ORDERS: dict[str, Callable[[Thread], str]] = {
    "thread_id": lambda thread: thread.id,
    "status": lambda thread: thread.status,
    "created_at": lambda thread: thread.created.isoformat(),
    "updated_at": lambda thread: thread.updated.isoformat(),
    "state_updated_at": lambda thread: thread.updated.isoformat(),
}


@routes.post("", responses=BUSY)
async def create(asked: ThreadBody, who: Who, service: Service) -> ThreadShape:
    """A new thread; with `if_exists` "do_nothing" the one of that id, if the owner has it."""
    if asked.thread_id and asked.if_exists == "do_nothing" and (found := service.store.thread(asked.thread_id, who.owner)):
        return shown_thread(found)
    return shown_thread(service.create_thread(who, asked.thread_id, asked.metadata))


@routes.post("/search")
async def search(asked: ThreadSearch, who: Who, service: Service, response: Response) -> list[ThreadShape]:
    """The owner's threads, the one that changed last first where no other order is asked for."""
    found = _found(asked, who, service)
    response.headers["X-Pagination-Total"] = str(len(found))
    page = found[asked.offset : asked.offset + asked.limit]
    return [shown_thread(service.thread(who, thread.id)) for thread in page]


@routes.post("/count")
async def count(asked: ThreadSearch, who: Who, service: Service) -> int:
    """How many threads there are of that kind."""
    return len(_found(asked, who, service))


@routes.get("/{thread_id}")
async def get(thread_id: ThreadId, who: Who, service: Service) -> ThreadShape:
    """A thread."""
    return shown_thread(service.thread(who, thread_id))


@routes.patch("/{thread_id}")
async def patch(thread_id: ThreadId, asked: ThreadPatch, who: Who, service: Service) -> ThreadShape:
    """Adds to the metadata of a thread."""
    thread = service.thread(who, thread_id)
    return shown_thread(service.change_thread(who, thread_id, metadata=thread.metadata | asked.metadata))


@routes.delete("/{thread_id}", status_code=204)
async def delete(thread_id: ThreadId, who: Who, service: Service) -> None:
    """Takes a thread out with all that belongs to it; its runs are stopped first."""
    await service.drop_thread(who, thread_id)


@routes.post("/{thread_id}/copy")
async def copy(thread_id: ThreadId, who: Who, service: Service) -> ThreadShape:
    """A new thread in the state that this one is in; what it waits for stays with the thread whose files it is about."""
    thread = service.thread(who, thread_id)
    service.check_states(who)
    with service.store.together():
        new = service.create_thread(who, metadata=thread.metadata)
        if thread.checkpoint:
            new = service.put_state(who, new, thread.values, {"source": "copy", "of": thread_id})
    return shown_thread(new)


@routes.get("/{thread_id}/state")
async def state(thread_id: ThreadId, who: Who, service: Service) -> StateShape:
    """The state that a thread is in."""
    return _state(service, who, thread_id, None)


@routes.get("/{thread_id}/state/{checkpoint_id}")
async def state_at(thread_id: ThreadId, checkpoint_id: CheckpointId, who: Who, service: Service) -> StateShape:
    """A state that a thread was in."""
    return _state(service, who, thread_id, checkpoint_id)


@routes.post("/{thread_id}/state/checkpoint")
async def state_of(thread_id: ThreadId, asked: StateBody, who: Who, service: Service) -> StateShape:
    """A state that a thread was in, or is in where none is named."""
    return _state(service, who, thread_id, asked.checkpoint.checkpoint_id)


@routes.post("/{thread_id}/state", responses=BUSY)
async def update(thread_id: ThreadId, asked: StateUpdate, who: Who, service: Service) -> PlacedShape:
    """Writes values into the state of a thread that no run works on."""
    thread = service.thread(who, thread_id)
    service.check_states(who)
    if service.store.active(thread_id, who.owner):
        raise RequestRefused(409, f"thread {thread_id}: has a run that has not ended")
    before = _checkpoint(service, who, thread_id, asked.at).values if asked.at else thread.values
    metadata = {"source": "update", "as_node": asked.as_node}
    changed = service.put_state(who, thread, before | (asked.values or {}), metadata, thread.interrupts)
    return PlacedShape.at(thread_id, changed.checkpoint)


@routes.patch("/{thread_id}/state")
async def patch_state(thread_id: ThreadId, asked: ThreadPatch, who: Who, service: Service) -> ThreadShape:
    """Adds to the metadata of a thread, as older clients ask for it."""
    return await patch(thread_id, asked, who, service)


@routes.post("/{thread_id}/history")
async def history(thread_id: ThreadId, asked: HistoryBody, who: Who, service: Service) -> list[StateShape]:
    """The states that a thread was in, the last first."""
    return _history(service, who, thread_id, asked)


@routes.get("/{thread_id}/history")
async def history_of(
    thread_id: ThreadId,
    who: Who,
    service: Service,
    limit: Annotated[int, InQuery(ge=1, le=MOST)] = 10,
    before: Annotated[str | None, InQuery(max_length=64)] = None,
) -> list[StateShape]:
    """The states that a thread was in, the last first."""
    return _history(service, who, thread_id, HistoryBody(limit=limit, before=Place(checkpoint_id=before) if before else None))


def _found(asked: ThreadSearch, who: Principal, service: RunService) -> list[Thread]:
    found = [
        thread
        for thread in service.store.threads(who.owner)
        if (asked.status is None or thread.status is asked.status)
        and (asked.ids is None or thread.id in asked.ids)
        and _fits(asked.metadata, thread.metadata)
        and (not asked.values or _fits(asked.values, service.thread(who, thread.id).values))
    ]
    if asked.sort_by or asked.sort_order:
        found.sort(key=ORDERS[asked.sort_by or "updated_at"], reverse=asked.sort_order != "asc")
    return found


def _fits(wanted: dict[str, Any] | None, has: dict[str, Any]) -> bool:
    return all(has.get(name) == value for name, value in (wanted or {}).items())


def _checkpoint(service: RunService, who: Principal, thread_id: str, checkpoint_id: str) -> Checkpoint:
    found = service.store.checkpoint(checkpoint_id, thread_id, who.owner)
    if found is None:
        raise RequestRefused(404, f"checkpoint {checkpoint_id}: there is none on thread {thread_id}")
    return found


def _state(service: RunService, who: Principal, thread_id: str, checkpoint_id: str | None) -> StateShape:
    thread = service.thread(who, thread_id)
    wanted = checkpoint_id or thread.checkpoint
    return shown_state(thread, _checkpoint(service, who, thread_id, wanted) if wanted else None)


def _history(service: RunService, who: Principal, thread_id: str, asked: HistoryBody) -> list[StateShape]:
    thread = service.thread(who, thread_id)
    since, before = (place.checkpoint_id if place else None for place in (asked.checkpoint, asked.before))
    states = (one for one in service.history(who, thread_id, since or None, before or None) if _fits(asked.metadata, one.metadata))
    return [shown_state(thread, one) for one in islice(states, asked.limit)]
