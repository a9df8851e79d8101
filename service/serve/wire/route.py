"""A route whose body is JSON: who sends it is known, and it is JSON that can be kept and given back, before anything is made of it."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute

from bookwright.errors import RequestRefused
from bookwright.service.serve.wire.common import principal_of

DEEPEST = 64


class JsonRoute(APIRoute):
    """RequestRefused with 401 where nobody known asks, 415 for a body of another type, 400 for one that is no JSON, or is nested deeper
    than anybody needs: NaN, half a surrogate pair and numbers without an end are no JSON, and could not be told again."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler behind these checks, where the route takes a body."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def checked(request: Request) -> Response:
            await principal_of(request)
            body = await request.body()
            if body:
                check_json(body, request.headers.get("content-type", ""))
            return await handle(request)

        return checked


def check_json(body: bytes, content_type: str) -> None:
    """RequestRefused unless the body is JSON as it should be."""
    media_type = content_type.partition(";")[0].strip().casefold()
    if media_type != "application/json" and not (media_type.startswith("application/") and media_type.endswith("+json")):
        raise RequestRefused(415, "the body is no JSON by its content-type; send it as application/json")
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RequestRefused(400, f"the body is no JSON: {error}") from None
    if _depth(value) > DEEPEST:
        raise RequestRefused(400, f"the body is nested more than {DEEPEST} deep")


def _depth(value: Any) -> int:
    """How many lists and objects stand in each other."""
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
    return depth
