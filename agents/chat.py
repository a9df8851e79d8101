"""What a role needs of a model: one question, one answer, and what it cost."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

import orjson
from pydantic import BaseModel

from bookwright.knowledge.document import Frozen


class Message(Frozen):
    """One turn: `role` is "system", "user" or "assistant"."""

    role: str
    content: str


class Request(Frozen):
    """All that decides an answer. `sample` tells apart answers that are wanted several times for the same words.

    `role` says who asks; it is for the accounts and decides nothing.
    """

    messages: tuple[Message, ...]
    schema_name: str
    reply_schema: dict[str, Any]
    sample: int = 0
    role: str = ""

    def key(self, model: str, parameters: dict[str, Any]) -> str:
        """sha256 of the canonical request: the name under which a ledger keeps the answer."""
        request = {
            "messages": [[message.role, message.content] for message in self.messages],
            "schema_name": self.schema_name,
            "reply_schema": self.reply_schema,
            "sample": self.sample,
        }
        whole = {"model": model, "parameters": parameters, "request": request}
        return hashlib.sha256(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)).hexdigest()


class Reply(Frozen):
    """An answer as it came. `finish_reason` is "stop" when the model ended by itself; `cached_tokens` is the part of `input_tokens`
    that the provider had in its prefix cache."""

    text: str
    finish_reason: str = "stop"
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0


class Chat(Protocol):
    """A chat model behind one method. `name` goes into records; `ask` raises a ModelError when there is no usable answer."""

    name: str

    async def ask(self, request: Request) -> Reply: ...


class Usage(BaseModel):
    """A running tally of answers and their tokens, whether they came from a model or again from a ledger."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0

    def count(self, reply: Reply) -> None:
        """Adds one answer."""
        self.calls += 1
        self.input_tokens += reply.input_tokens
        self.output_tokens += reply.output_tokens
        self.cached_tokens += reply.cached_tokens

    def shares(self, parts: int) -> "list[Usage]":
        """The same cost in so many parts, what is left over going to the first."""
        split = {name: divmod(getattr(self, name), parts) for name in type(self).model_fields}
        return [Usage(**{name: each + (part < over) for name, (each, over) in split.items()}) for part in range(parts)]

    def plus(self, other: "Usage") -> "Usage":
        """The sum of two."""
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
        )


_tally: ContextVar[tuple[Usage, ...]] = ContextVar("tally", default=())


@contextmanager
def tally() -> Iterator[Usage]:
    """Counts every answer that arrives inside the block, also in tasks started there; tallies nest."""
    usage = Usage()
    token = _tally.set((*_tally.get(), usage))
    try:
        yield usage
    finally:
        _tally.reset(token)


def count(reply: Reply) -> None:
    """Adds an answer to every tally that is open."""
    for usage in _tally.get():
        usage.count(reply)
