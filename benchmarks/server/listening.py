"""Listening to a run across the deaths of its server, by `Last-Event-ID`."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from typing import Any, NamedTuple

import httpx

MODES = ("values", "updates", "custom")
PAUSE = 0.05
SILENCE = 60.0
"""Seconds without a word; the server sends a beat every 15."""


class Message(NamedTuple):
    """One server-sent event."""

    id: str
    event: str
    data: Any


async def heard(http: httpx.AsyncClient, place: str) -> list[Message]:
    """All that a run says until its stream ends, however often the connection breaks on the way."""
    messages: list[Message] = []
    while True:
        headers = {"Last-Event-ID": messages[-1].id} if messages else {}
        with suppress(httpx.TransportError):
            async with aclosing(_once(http, place, headers)) as coming:
                async for message in coming:
                    if message.event == "end":
                        return messages
                    messages.append(message)
        await asyncio.sleep(PAUSE)


def amiss(messages: Sequence[Message]) -> list[str]:
    """What is wrong with the order of what was heard: events count from 1 without a gap, and the parts of one follow each other."""
    wrong, due = [], (1, 1)
    for message in messages:
        number, point, part = message.id.partition(".")
        if (int(number), int(part) if point else due[1]) != due:
            wrong.append(f"event {message.id} where {due[0]} was due")
        due = (int(number), int(part) + 1) if point else (int(number) + 1, 1)
    return wrong


async def _once(http: httpx.AsyncClient, place: str, headers: dict[str, str]) -> AsyncGenerator[Message, None]:
    fields: dict[str, str] = {}
    asked = http.stream("GET", f"{place}/stream", params={"stream_mode": list(MODES)}, headers=headers, timeout=SILENCE)
    async with asked as response:
        if response.status_code != 200:
            raise RuntimeError(f"{place}: {response.status_code} {(await response.aread())[:200]!r}")
        async for line in response.aiter_lines():
            name, _, value = line.partition(":")
            if line and name:
                fields[name] = value.removeprefix(" ")
            elif fields and not line:
                yield Message(fields.get("id", ""), fields["event"], json.loads(fields["data"]))
                fields = {}
