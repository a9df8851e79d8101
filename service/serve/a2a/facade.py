"""A2A mounted on the server: the card for everybody, the two bindings for those who have a key.

Its packages take seconds to import, so it is opened when it is first asked for, and the server begins without it.
"""

import asyncio
import importlib

from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

CARD = "/.well-known/agent-card.json"
BINDINGS = "/a2a"


class Endpoint:
    """Card and bindings, with and without a slash at the end. RequestRefused with 401 before a binding reads anything."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        scope["path"] = scope["path"].rstrip("/")
        state = request.app.state
        if scope["path"] != CARD:
            request.state.who = state.authenticate(request.headers)
        if not hasattr(state, "a2a"):
            module = await asyncio.to_thread(importlib.import_module, "bookwright.service.serve.a2a.server")
            state.a2a = module.a2a_router(state.service, state.authenticate)
        await state.a2a(scope, receive, send)


def mount_a2a(app: FastAPI) -> None:
    """Adds the routes; they answer once the application has its run service."""
    for path in (CARD, f"{CARD}/", f"{BINDINGS}{{rest:path}}"):
        app.router.routes.append(Route(path, endpoint=Endpoint(), include_in_schema=False))
