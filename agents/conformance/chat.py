"""The suite's own chat: a test double that answers by the schema of the role's reply, from the words of the request alone."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bookwright.agents.chat import Reply, Request
from bookwright.agents.conformance.text import shown_fact

READ, WRITTEN = 10, 5
DEEPEST = 24

Answer = Callable[[Request], Reply]


def filled(schema: dict[str, Any], words: str) -> Any:
    """The smallest value of a JSON schema, its strings these words, one member in each array, the first choice where there are several."""

    def value(part: dict[str, Any], depth: int = 0) -> Any:
        if depth > DEEPEST:
            return None
        if "$ref" in part:
            return value(schema["$defs"][part["$ref"].rpartition("/")[2]], depth + 1)
        if "const" in part:
            return part["const"]
        if "enum" in part:
            return part["enum"][0]
        if choices := part.get("anyOf") or part.get("oneOf") or part.get("allOf"):
            return value(next((one for one in choices if one.get("type") != "null"), choices[0]), depth + 1)
        return _plain(part, words, lambda inner: value(inner, depth + 1))

    return value(schema)


def _plain(part: dict[str, Any], words: str, value: Callable[[dict[str, Any]], Any]) -> Any:
    kind = part.get("type")
    if kind == "object":
        return {name: value(inner) for name, inner in part.get("properties", {}).items()}
    if kind == "array":
        members = part.get("prefixItems") or [part.get("items", {})] * max(1, part.get("minItems", 1))
        return [value(inner) for inner in members]
    simple = {"string": words, "integer": part.get("minimum", 1), "number": float(part.get("minimum", 1)), "boolean": True}
    return simple.get(str(kind))


def by_schema(request: Request) -> Reply:
    """A finished reply: words of the document on the page wherever the schema wants a string."""
    page = request.messages[1].content if len(request.messages) > 1 else request.messages[-1].content
    text = json.dumps(filled(request.reply_schema, shown_fact(page)))
    return Reply(text=text, input_tokens=READ, output_tokens=WRITTEN)


def saying(text: str, finish_reason: str = "stop") -> Answer:
    """Always the same reply."""
    return lambda _: Reply(text=text, finish_reason=finish_reason, input_tokens=READ, output_tokens=WRITTEN)


@dataclass
class SuiteChat:
    """Answers by `answer`, after as many turns of the event loop as `turns` says, and remembers what it was asked."""

    answer: Answer = by_schema
    turns: Callable[[Request], int] = lambda _: 0
    name: str = "suite"
    requests: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Reply:
        """The reply to a request."""
        self.requests.append(request)
        for _ in range(self.turns(request)):
            await asyncio.sleep(0)
        return self.answer(request)
