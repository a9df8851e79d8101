"""MCP mounted on the server: its routes, who is let in, and its life inside the server's.

Its packages take seconds to import, so it is opened when it is first asked for, and the server begins without it.
"""

import asyncio
import importlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bookwright.errors import RequestRefused

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH = "/mcp"
METADATA = f"/.well-known/oauth-protected-resource{PATH}"


class Sessions:
    """The protocol's sessions, in a task of their own from the first request on."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._manager: asyncio.Future[StreamableHTTPSessionManager] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[None] | None = None

    async def manager(self) -> "StreamableHTTPSessionManager":
        """What answers requests."""
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return await asyncio.shield(self._manager)

    async def close(self) -> None:
        """Ends them."""
        self._manager.cancel()
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        try:
            module = await asyncio.to_thread(importlib.import_module, "bookwright.service.serve.mcp.server")
            manager = module.mcp_server(self._app.state.service, self._app.state.authenticate).session_manager
        except Exception as error:
            self._manager.set_exception(error)
            return
        async with manager.run():
            self._manager.set_result(manager)
            await asyncio.Event().wait()


class Endpoint:
    """The protocol's one address. Whoever has no key is told where it says what it takes (RFC 9728, section 5.1)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        try:
            request.state.who = request.app.state.authenticate(request.headers)
        except RequestRefused as refused:
            challenge = f'Bearer error="invalid_token", resource_metadata="{_base(request)}{METADATA}"'
            answer = JSONResponse({"detail": str(refused)}, refused.status, headers={"WWW-Authenticate": challenge})
            await answer(scope, receive, send)
            return
        sessions: Sessions = request.app.state.mcp
        await (await sessions.manager()).handle_request(scope, receive, send)


def mount_mcp(app: FastAPI) -> None:
    """Adds the routes; they answer inside `mcp_opened`."""
    for path in (PATH, f"{PATH}/"):
        app.router.routes.append(Route(path, endpoint=Endpoint(), include_in_schema=False))
    app.router.routes.append(Route(METADATA, endpoint=_metadata, methods=["GET"], include_in_schema=False))


@asynccontextmanager
async def mcp_opened(app: FastAPI) -> AsyncIterator[None]:
    """Serves MCP over the application's run service inside the block."""
    app.state.mcp = Sessions(app)
    try:
        yield
    finally:
        await app.state.mcp.close()


async def _metadata(request: Request) -> Response:
    """What the protected resource is (RFC 9728, section 2): keys go into a header, and no authorization server gives them out."""
    told = {"resource": f"{_base(request)}{PATH}", "resource_name": "Bookwright", "bearer_methods_supported": ["header"]}
    return Response(json.dumps(told), media_type="application/json")


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")
