"""MCP mounted on the server: its routes, who is let in, and its life inside the server's."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mcp.server.mcpserver import MCPServer
from mcp.server.request_state import RequestStateSecurity
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bookwright import __version__
from bookwright.errors import RequestRefused
from bookwright.service.serve.mcp.asking import Asking
from bookwright.service.serve.mcp.resources import add_resources
from bookwright.service.serve.mcp.secret import kept_secret
from bookwright.service.serve.mcp.tools import add_tools
from bookwright.service.serve.settings import ServeSettings

PATH = "/mcp"
METADATA = f"/.well-known/oauth-protected-resource{PATH}"
SECONDS_TO_ANSWER = 7 * 24 * 3600.0
INSTRUCTIONS = """\
Makes question-and-answer records and textbooks from documents; every sentence has located quotes.
Upload with add_document, then call make_qa or make_textbook, or start_run and get_run where a call must not take long.
A run that waits for a person asks with a form, or is answered with submit_review.
"""


class Endpoint:
    """The protocol's one address. Whoever has no key is told where it says what it takes (RFC 9728, section 5.1)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        try:
            request.app.state.authenticate(request.headers)
        except RequestRefused as refused:
            challenge = f'Bearer error="invalid_token", resource_metadata="{_base(request)}{METADATA}"'
            answer = JSONResponse({"detail": str(refused)}, refused.status, headers={"WWW-Authenticate": challenge})
            await answer(scope, receive, send)
            return
        await request.app.state.mcp.session_manager.handle_request(scope, receive, send)


def mount_mcp(app: FastAPI) -> None:
    """Adds the routes; they answer inside `mcp_opened`."""
    for path in (PATH, f"{PATH}/"):
        app.router.routes.append(Route(path, endpoint=Endpoint(), include_in_schema=False))
    app.router.routes.append(Route(METADATA, endpoint=_metadata, methods=["GET"], include_in_schema=False))


@asynccontextmanager
async def mcp_opened(app: FastAPI, settings: ServeSettings) -> AsyncIterator[None]:
    """Serves MCP over the application's run service inside the block."""
    asking = Asking(app.state.service, app.state.authenticate)
    server = MCPServer[None](
        "bookwright",
        title="Bookwright",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
        request_state_security=RequestStateSecurity(
            keys=[kept_secret(settings.data)],
            ttl=SECONDS_TO_ANSWER,
            bind_principal=lambda ctx: app.state.authenticate(getattr(ctx.request, "headers", {})).owner,
        ),
    )
    add_tools(server, asking)
    add_resources(server, asking)
    # without keys a page of another site is kept out by name and origin; with keys it has none
    own = TransportSecuritySettings(enable_dns_rebinding_protection=False) if settings.keys else None
    server.streamable_http_app(stateless_http=True, max_request_body_size=settings.body_bytes, transport_security=own)
    app.state.mcp = server
    async with server.session_manager.run():
        yield


async def _metadata(request: Request) -> Response:
    """What the protected resource is (RFC 9728, section 2): keys go into a header, and no authorization server gives them out."""
    told = {"resource": f"{_base(request)}{PATH}", "resource_name": "Bookwright", "bearer_methods_supported": ["header"]}
    return Response(json.dumps(told), media_type="application/json")


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")
