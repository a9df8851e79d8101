"""The server's OpenAPI: what the routes say of themselves, and what holds for all of them."""

import re
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import compile_path

PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
OPEN_TAG = "open"
SCHEMES = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key made with `bookwright keys add OWNER`, or a token where they are taken.",
    },
    "header": {"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "The same."},
}
EVERYWHERE = {
    "405": "The path has no such method; `Allow` names those that it has.",
    "413": "The body is too large.",
    "429": "Too many requests, or too many runs wait; `Retry-After` says when to ask again.",
    "503": "The server is stopping, or cannot write just now; `Retry-After` says when to ask again.",
}
UNKNOWN = "No key, or one that is not known."
ELSEWHERE = "The request names a host that is not this machine; without keys the server answers to localhost alone."
TAGS = {
    "assistants": "What runs can be had: their inputs and outputs.",
    "threads": "Conversations of runs over one state, and the states that they were in.",
    "runs": "Runs, their events, and what they come to.",
    "documents": "Uploaded documents, and the files that runs made of them.",
    "openai": "Answers from the owner's documents, by OpenAI's chat completions.",
    "server": "The server itself.",
}


def describe(app: FastAPI, keys: bool) -> None:
    """Has the application tell its OpenAPI whole; with `keys`, which routes ask for one."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            told["tags"] = [{"name": name, "description": words} for name, words in TAGS.items()]
            for methods in told["paths"].values():
                for operation in methods.values():
                    _complete(operation, keys)
            if keys:
                told["components"]["securitySchemes"] = SCHEMES
            app.openapi_schema = told
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # the way that FastAPI documents


def _complete(operation: dict[str, Any], keys: bool) -> None:
    """Adds what may come of any request."""
    added = EVERYWHERE if keys else EVERYWHERE | {"421": ELSEWHERE}
    for status, words in added.items():
        operation["responses"].setdefault(status, {"description": words, "content": PROBLEM})
    if not keys or OPEN_TAG in operation["tags"]:
        operation["responses"].pop("401", None)
    else:
        operation["responses"].setdefault("401", {"description": UNKNOWN, "content": PROBLEM})
        operation["security"] = [{name: []} for name in SCHEMES]
    operation["tags"] = [tag for tag in operation["tags"] if tag != OPEN_TAG]
    operation["responses"] = dict(sorted(operation["responses"].items()))


def methods_at(app: FastAPI, path: str) -> str:
    """The methods of a path, over all of its routes; empty where the OpenAPI does not know it."""
    told = app.openapi()["paths"].items()
    return ", ".join(sorted({method.upper() for template, methods in told if _pattern(template).match(path) for method in methods}))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return compile_path(template)[0]
