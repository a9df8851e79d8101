"""A role under test: how it is made, what it is shown, and how the suite's chat answers it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from bookwright.agents.chat import Request
from bookwright.agents.conformance.book_samples import BOOK_REPLIES
from bookwright.agents.conformance.chat import SuiteChat, by_schema, saying
from bookwright.agents.conformance.report import Broken
from bookwright.agents.conformance.samples import Sample
from bookwright.agents.registry import Factory, asks_a_model, built
from bookwright.errors import BookwrightError

REPLY = (
    "give the role `sample_reply`, a function from an item to the JSON object that a good model would reply, "
    "or let `parse` raise ValueError only for what cannot be used"
)


@dataclass(frozen=True)
class Subject:
    """The class or function, its settings, the types that it names, and how an item is made for it."""

    factory: Factory
    settings: dict[str, Any]
    takes: Any
    gives: Any
    sample: Sample

    @property
    def asks(self) -> bool:
        """Whether it asks a model."""
        return asks_a_model(self.factory)

    @property
    def sample_reply(self) -> Callable[[Any], Any] | None:
        """From an item to a good reply, where one by the schema alone cannot be used."""
        return getattr(self.factory, "sample_reply", None) or BOOK_REPLIES.get(self.takes)

    def made(self, chat: SuiteChat) -> Callable[[Any], Any]:
        """The role with this chat."""
        role: Callable[[Any], Any] = built(self.factory, chat if self.asks else None, **self.settings)
        return role

    def chat_for(self, item: Any, turns: Callable[[Request], int] = lambda _: 0) -> SuiteChat:
        """A chat that gives a good answer on the item: `sample_reply`, else by the schema."""
        if self.sample_reply is None:
            return SuiteChat(by_schema, turns)
        reply = self.sample_reply(item)
        return SuiteChat(saying(reply.model_dump_json() if isinstance(reply, BaseModel) else json.dumps(reply)), turns)

    async def answered(self, item: Any) -> tuple[Any, SuiteChat]:
        """What a new role makes of the item, and the chat that it asked. Broken where it makes nothing of a good answer."""
        chat = self.chat_for(item)
        return await called(self.made(chat), item), chat


async def called(role: Callable[[Any], Any], item: Any) -> Any:
    """What the role makes of the item. Broken for whatever it raises."""
    try:
        return await role(item)
    except BookwrightError as error:
        raise Broken(f"could not use an answer that fits its schema: {error}", REPLY) from None
    except Exception as error:  # a role may raise anything
        raise Broken(f"raised {type(error).__name__}: {error}", "mend the role; a model's bad reply is a ValueError from `parse`") from None
