"""The events of a run as server-sent events, in the modes that a client asks for."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from bookwright.errors import ServerStopping
from bookwright.service.serve.end import INTERRUPT
from bookwright.service.serve.entities import Event, Run
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService

ALWAYS = {"metadata", "error"}
SECONDS_BETWEEN_BEATS = 15.0
BEAT = b": beat\n\n"
END = b"event: end\ndata: null\n\n"
STOPPING = b": the server is stopping; go on with Last-Event-ID when it is back\n\n"
MOST_DIGITS = 18  # SQLite counts no further


class Seen(NamedTuple):
    """How far a listener has come: all of the events up to `after`, and so many messages of the next one.

    An event is told by one message for each mode that tells of it. The last of them has the event's number as its id, those before it have
    the number, a point and their place, so that a listener who was cut off between them gets the rest and nothing twice.
    """

    after: int = 0
    told: int = 0


FROM_THE_FIRST = Seen()


def seen_of(last_event_id: str | None) -> Seen:
    """Behind which message a stream goes on; from the first one where the id is none of ours. The id may have the run's before it."""
    number, point, place = (last_event_id or "").rpartition("/")[2].partition(".")
    if not _is_number(number) or (point and not _is_number(place)):
        return FROM_THE_FIRST
    return Seen(after=max(0, int(number) - 1), told=int(place)) if point else Seen(after=int(number))


def prefix_of(run: Run) -> str:
    """What stands before the ids in a stream of a thread, whose messages name their run."""
    return f"{run.id}/"


def seen_in(run: Run, last_event_id: str | None) -> Seen:
    """Behind which message of that run a stream of a thread goes on; from the first one where the id is of another run."""
    return seen_of(last_event_id) if (last_event_id or "").startswith(prefix_of(run)) else FROM_THE_FIRST


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
    service: RunService, who: Principal, run: Run, modes: tuple[str, ...], seen: Seen, *, cancel: bool = False, prefix: str = ""
) -> AsyncIterator[bytes]:
    """The events behind what was seen until the run has ended, with a comment between them where it is silent for long, so that proxies
    keep the connection. With `cancel` the run is stopped when the listener is gone. `prefix` stands before every id. Where the server ends
    first, the stream does too, without the event that says that the run has ended."""
    events = service.events(who, run.id, seen.after)
    told = seen.told
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
            for message in messages_of(event, run.assistant, modes, prefix)[told:]:
                yield message
            told = 0
            waiting = asyncio.ensure_future(anext(events, None))
        yield END
    except ServerStopping:
        yield STOPPING
    finally:
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration, ServerStopping):
            await waiting
        await events.aclose()  # type: ignore[attr-defined] # an async generator
        if cancel and not service.bells.is_over and not service.run(who, run.id).status.ended:
            await service.cancel(who, run.id)


def messages_of(event: Event, assistant: str, modes: tuple[str, ...], prefix: str = "") -> list[bytes]:
    """An event as server-sent events, one for each mode that tells of it."""
    named = shown(event, assistant, modes)
    ids = [*(f"{event.seq}.{place}" for place in range(1, len(named))), f"{event.seq}"]
    return [sse(name, data, prefix + message_id) for (name, data), message_id in zip(named, ids, strict=False)]


def shown(event: Event, assistant: str, modes: tuple[str, ...]) -> list[tuple[str, Any]]:
    """An event under the names of the modes that tell of it."""
    if event.event in ALWAYS:
        return [(event.event, event.data)]
    named: list[tuple[str, Any]] = [(event.event, event.data)] if event.event in modes else []
    if event.event == "values" and "updates" in modes:
        update = {INTERRUPT: event.data[INTERRUPT]} if INTERRUPT in event.data else {assistant: event.data}
        named.append(("updates", update))
    return named


def sse(event: str, data: Any, message_id: str) -> bytes:
    """One server-sent event."""
    return f"id: {message_id}\nevent: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdecimal() and len(words) <= MOST_DIGITS
