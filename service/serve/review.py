"""The review page on the server: a run of a thread, for its owner."""

import base64
import re
from binascii import Error as NotBase64
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.routing import Route

from bookwright.errors import RequestRefused
from bookwright.service.review.files import reviewer_named
from bookwright.service.review.routes import Seat, review_routes
from bookwright.service.review.sampling import Asked
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService

PREFIX = "/review/{thread_id}/{assistant}"
NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def server_review_routes() -> list[Route]:
    """The routes of the page. A browser gives a key as the password of HTTP's basic authentication; the user's name is the reviewer's."""
    return review_routes(PREFIX, _seat_of)


def _seat_of(request: Request) -> Seat:
    name, who = _reviewer(request)
    thread_id, assistant = request.path_params["thread_id"], request.path_params["assistant"]
    service: RunService = request.app.state.service
    folder = service.files(who, thread_id, assistant)
    return Seat(run=folder, reviewer=reviewer_named(name), base=f"/review/{thread_id}/{assistant}", asked=_asked(request))


def _asked(request: Request) -> Asked:
    """The sample that the address asks for: size, by (several), seed, blind, rejects. RequestRefused with 422 for another value."""
    given = request.query_params
    fields: dict[str, Any] = {name: given[name] for name in ("size", "seed", "blind", "rejects") if name in given}
    try:
        return Asked.model_validate(fields | ({"by": given.getlist("by")} if "by" in given else {}))
    except ValidationError as error:
        fault = error.errors()[0]
        raise RequestRefused(422, f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None


def _reviewer(request: Request) -> tuple[str, Principal]:
    """Who reviews, and for which owner. RequestRefused with 401 where nobody known does."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    name, headers = "", dict(request.headers)
    if scheme.casefold() == "basic":
        name, _, key = _decoded(given).partition(":")
        headers = {"x-api-key": key}
    who: Principal = request.app.state.authenticate(headers)
    request.state.who = who
    return name or NOT_IN_NAMES.sub("-", who.owner).strip("-.") or "reviewer", who


def _decoded(given: str) -> str:
    try:
        return base64.b64decode(given, validate=True).decode()
    except (NotBase64, ValueError):
        return ""
