"""The other side of a webhook, on loopback."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web


@dataclass
class Heard:
    """One request that came."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


@dataclass
class Receiver:
    """Answers with the statuses it is told, one after the other, then with 200; 0 stands for no answer at all."""

    port: int = 0
    statuses: list[int] = field(default_factory=list)
    heard: "asyncio.Queue[Heard]" = field(default_factory=asyncio.Queue)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/ended?a=b"

    async def answer(self, request: web.Request) -> web.Response:
        await self.heard.put(Heard(str(request.rel_url), request.headers, json.loads(await request.read())))
        status = self.statuses.pop(0) if self.statuses else 200
        if not status:
            await asyncio.Event().wait()
        return web.Response(status=status, headers={"Location": "/elsewhere"} if 300 <= status < 400 else {})


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A receiver that listens."""
    receiver = Receiver()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", receiver.answer)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.port = runner.addresses[0][1]
    yield receiver
    await runner.cleanup()
