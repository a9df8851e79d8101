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
LONGEST_ID = 18  # digits; SQLite counts no further


def after_of(last_event_id: str | None) -> int:
    """Behind which event a stream goes on; from the first one where the id is none of ours. The id may have the run's before it."""
    seq = (last_event_id or "").rpartition("/")[2]
    return int(seq) if seq.isdecimal() and len(seq) <= LONGEST_ID else 0


def after_in(run: Run, last_event_id: str | None) -> int:
    """The same in a stream of a thread, whose events name their run: behind the event of another run, this one begins."""
    return after_of(last_event_id) if (last_event_id or "").startswith(f"{run.id}/") else 0


def modes_of(given: list[str] | None) -> tuple[str, ...] | None:
    """The modes that an address asks for: named again and again, as the Python client does, or as one JSON list, as the JavaScript client
    does. None where it names none, or an empty one, as the Python client does then."""
    found: list[str] = []
    for words in filter(None, given or ()):
        try:
            listed = json.loads(words) if words.startswith("[") else [words]
        except (ValueError, RecursionError):
            listed = []
        found += [name for name in listed if isinstance(name, str)]
    return tuple(found) or None


async def streamed(
    service: RunService, who: Principal, run: Run, modes: tuple[str, ...], *, after: int = 0, cancel: bool = False, prefix: str = ""
) -> AsyncIterator[bytes]:
    """The events behind that one until the run has ended, with a comment between them where it is silent for long, so that proxies keep the
    connection. With `cancel` the run is stopped when the listener is gone. Ids are the number of the event behind the `prefix`.

    Of several that tell of one event the last has its id: cut off between them, a stream that goes on gives them again, and loses none.
    """
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
            told = shown(event, run.assistant, modes)
            for number, (name, data) in enumerate(told, 1):
                yield sse(name, data, f"{prefix}{event.seq}" if number == len(told) else None)
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


def sse(event: str, data: Any, event_id: str | None) -> bytes:
    """One server-sent event."""
    head = f"id: {event_id}\n" if event_id else ""
    return f"{head}event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
