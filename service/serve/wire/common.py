"""What all routes share: who asks, the service, and the answers that a route may give beside its own."""

from typing import Annotated, Any

from fastapi import Depends, Header, Path, Request

from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService
from bookwright.service.serve.wire.shapes import Problem

REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body is no JSON, or nested too deep."},
    401: {"model": Problem, "description": "No key, or one that is not known."},
    404: {"model": Problem, "description": "There is no such thing, or it is another owner's."},
    415: {"model": Problem, "description": "The body, or the document, is of a type that is not taken."},
    422: {"model": Problem, "description": "Something asked for does not fit."},
}
BUSY: dict[int | str, dict[str, Any]] = {409: {"model": Problem, "description": "It stands against what is there already."}}
SPENT: dict[int | str, dict[str, Any]] = {402: {"model": Problem, "description": "The budget is spent."}}


async def service_of(request: Request) -> RunService:
    """The run service of the server."""
    service: RunService = request.app.state.service
    return service


async def principal_of(request: Request) -> Principal:
    """Who asks; RequestRefused with 401 where nobody known does."""
    if not hasattr(request.state, "who"):
        request.state.who = request.app.state.authenticate(request.headers)
    who: Principal = request.state.who
    return who


Service = Annotated[RunService, Depends(service_of)]
Who = Annotated[Principal, Depends(principal_of)]
ThreadId = Annotated[str, Path(max_length=64)]
RunId = Annotated[str, Path(max_length=64)]
Idempotency = Annotated[str | None, Header(max_length=200)]
