"""What stands before every route."""

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from bookwright.service.serve.access import nobody
from bookwright.service.serve.executor import LONGEST_REASON, reason_of
from bookwright.service.serve.guard import Guard, Receive, Scope, Send
from bookwright.service.serve.settings import ServeSettings

SERVER = FastAPI()
SERVER.state.authenticate = nobody
SCOPE = {
    "type": "http",
    "app": SERVER,
    "method": "POST",
    "path": "/v1/chat/completions",
    "headers": [(b"host", b"localhost")],
    "client": ("127.0.0.1", 1),
}
Message = MutableMapping[str, Any]


@pytest.mark.parametrize("begun", [False, True])
async def test_a_request_that_the_servers_end_cuts_off_is_answered_where_nothing_was_said_yet(begun: bool, tmp_path: Path) -> None:
    sent: list[Message] = []
    waits = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        waits.set()
        await asyncio.Event().wait()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    request = asyncio.ensure_future(Guard(app, ServeSettings(data=tmp_path))(dict(SCOPE), receive, send))
    async with asyncio.timeout(10):
        await waits.wait()
    request.cancel()
    await request
    statuses = [message["status"] for message in sent if message["type"] == "http.response.start"]
    assert statuses == [200 if begun else 503]
    assert ((b"retry-after", b"5") in sent[0]["headers"]) == (not begun)


def test_the_log_has_one_line_of_why_a_run_failed_and_where_a_defect_broke() -> None:
    told = reason_of({"error": "Defect", "message": "x" * 1000 + "\nmore", "calls": 3, "trace": ["a.py:1 f"]})
    assert told == {"error": "Defect", "reason": "x" * LONGEST_REASON, "trace": ["a.py:1 f"]}
    assert reason_of({"error": "InputError", "message": ""}) == {"error": "InputError", "reason": ""}
