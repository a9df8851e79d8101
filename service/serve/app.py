"""The server as one ASGI application: the run service, and the façades over it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from bookwright import __version__
from bookwright.errors import RequestRefused
from bookwright.service.serve.a2a.facade import mount_a2a
from bookwright.service.serve.access import Authenticate, Keys, by_key, by_key_or_token, nobody
from bookwright.service.serve.description import OPEN_TAG, describe, methods_at
from bookwright.service.serve.disk import Disk
from bookwright.service.serve.guard import Guard, refusal
from bookwright.service.serve.mcp.facade import mcp_opened, mount_mcp
from bookwright.service.serve.metrics import metrics_of
from bookwright.service.serve.openai.facade import mount_openai, openai_opened
from bookwright.service.serve.problem import problem
from bookwright.service.serve.review import server_review_routes
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.standing import Standing
from bookwright.service.serve.tokens import by_token
from bookwright.service.serve.traffic import Traffic, Watch
from bookwright.service.serve.wire import assistants, documents, runs, threads
from bookwright.service.serve.wire.common import Who
from bookwright.service.serve.wire.shapes import InfoShape, Problem, ReadyShape

DESCRIPTION = """\
Grounded question-and-answer data and textbooks from documents, made by runs that survive a restart.
The routes of assistants, threads and runs are those of LangGraph's SDKs.
"""


def create_app(settings: ServeSettings) -> FastAPI:
    """The application. It opens the server's folder when it begins and lets go of it when it ends.

    InputError where the file of the settings' tokens cannot be used.
    """
    token = by_token(settings.tokens, Keys(settings.data)) if settings.tokens else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with RunService.open(settings) as service:
            app.state.service, app.state.disk = service, Disk(settings.data)
            app.state.authenticate = _authenticate(service, token) if settings.keys else nobody
            async with mcp_opened(app), openai_opened(app):
                yield

    app = FastAPI(
        title="Bookwright",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: f"{route.tags[0] if route.tags else 'server'}_{route.name}",
    )
    describe(app, settings.keys)
    app.state.traffic = Traffic()
    app.add_middleware(Standing)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Watch, traffic=app.state.traffic)  # around the guard, whose refusals count too
    for module in (assistants, threads, runs, documents):
        app.include_router(module.routes)
    add_server_routes(app)
    mount_mcp(app)
    mount_a2a(app)
    mount_openai(app)
    app.router.routes.extend(server_review_routes())
    app.exception_handler(RequestRefused)(_refused)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(sqlite3.OperationalError)(_held)
    return app


def _authenticate(service: RunService, token: Authenticate | None) -> Authenticate:
    key = by_key(Keys(service.settings.data))
    return by_key_or_token(key, token) if token else key


def add_server_routes(app: FastAPI) -> None:
    """The routes on the server itself. Those that say that it lives need no key; none tells of an owner."""
    open_to_all: list[str | Enum] = ["server", OPEN_TAG]

    @app.get("/ok", tags=open_to_all)
    async def ok() -> dict[str, bool]:
        """That the server answers."""
        return {"ok": True}

    @app.get("/health", tags=open_to_all)
    async def health() -> dict[str, str]:
        """That the process lives."""
        return {"status": "alive"}

    @app.get("/ready", tags=open_to_all, responses={503: {"model": Problem, "description": "No run is taken, or no webhook sent."}})
    async def ready(request: Request) -> ReadyShape:
        """That runs are being worked on, and how many are."""
        service: RunService = request.app.state.service
        if not service.is_at_work:
            raise RequestRefused(503, "the server's work broke; its log says why; start it again")
        return ReadyShape(at_work=service.executor.at_work)

    @app.get("/info", tags=["server"])
    async def info(_: Who) -> InfoShape:
        """What this server is."""
        return InfoShape(version=__version__)

    @app.get("/metrics", tags=["server"], response_class=PlainTextResponse)
    async def metrics(request: Request, _: Who) -> PlainTextResponse:
        """How the server does, for Prometheus: totals over all owners."""
        state = request.app.state
        return PlainTextResponse(await metrics_of(state.service, state.traffic, state.disk), media_type="text/plain; version=0.0.4")


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestRefused)
    return refusal(request.url.path, error)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"] if part != "body")
    status = 400 if fault["type"] == "json_invalid" else 422
    words = fault["msg"].removeprefix("Value error, ")
    return problem(request.url.path, f"{place or 'the body'}: {words}", status)


async def _held(_: Request, error: Exception) -> JSONResponse:
    structlog.get_logger().error("database", words=str(error))
    return JSONResponse({"detail": "the server cannot write just now; ask again"}, 503, headers={"Retry-After": "1"})


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    methods = methods_at(request.app, request.url.path) if error.status_code == 405 else ""
    headers = {"Allow": methods} if methods else error.headers
    return problem(request.url.path, str(error.detail), error.status_code, headers)
