"""A role under test: how it is made, what it is shown, and how the suite's chat answers it."""

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bookwright.agents.chat import Request
from bookwright.agents.conformance.book_samples import BOOK_REPLIES
from bookwright.agents.conformance.chat import SuiteChat, by_schema, saying
from bookwright.agents.conformance.recipe_samples import RECIPE_REPLIES
from bookwright.agents.conformance.report import Broken, Defect
from bookwright.agents.conformance.samples import Sample
from bookwright.agents.defect import in_one_line, place_of
from bookwright.agents.registry import Factory, asks_a_model, built
from bookwright.agents.role import PromptRole
from bookwright.errors import BookwrightError, InputError

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
        return getattr(self.factory, "sample_reply", None) or (BOOK_REPLIES | RECIPE_REPLIES).get((self.takes, self.gives))

    def made(self, chat: SuiteChat) -> Callable[[Any], Any]:
        """The role with this chat. Defect where it cannot be made; InputError for settings that it does not take."""
        try:
            role: Callable[[Any], Any] = built(self.factory, chat if self.asks else None, **self.settings)
        except InputError as error:
            if error.__cause__ is None:
                raise
            raise Defect(f"cannot be made: {in_one_line(error.__cause__, self.factory)}", self._wish(error.__cause__)) from None
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
        return await self.called(self.made(chat), item), chat

    async def called(self, role: Callable[[Any], Any], item: Any) -> Any:
        """What the role makes of the item. Broken where it makes nothing of a good answer, Defect for all else that it raises."""
        try:
            result = role(item)
            if inspect.isawaitable(result):
                return await result
        except BookwrightError as error:
            raise Broken(f"could not use an answer that fits its schema: {error}", REPLY) from None
        except Exception as error:  # a role may raise anything
            raise Defect(f"raised {in_one_line(error, self.factory)}", self._wish(error)) from None
        raise Defect(f"cannot be awaited ({place_of(self.factory)})", "write `async def` in place of `def`")

    def _wish(self, error: BaseException) -> str:
        """What to do about it."""
        if isinstance(self.factory, type) and issubclass(self.factory, PromptRole) and not hasattr(self.factory, "returns"):
            return "name the model of the reply in the class, as in `returns = Found`"
        if isinstance(error, FileNotFoundError) and str(error.filename).endswith(".md"):
            return f"put the prompt into a file {Path(error.filename).name} beside the module, whose name it bears"
        return "mend it there; what is wrong with a model's reply is a ValueError from `parse`"
