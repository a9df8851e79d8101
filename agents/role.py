"""The contract of a role, and the role that is a prompt file and a reply schema."""

import inspect
import re
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from bookwright.agents.chat import Chat, Message, Reply, Request, count
from bookwright.agents.failures import FailureKind, unfinished
from bookwright.agents.prompt import Prompt
from bookwright.errors import ReplyUnreadable

In_contra = TypeVar("In_contra", contravariant=True)
Out_co = TypeVar("Out_co", covariant=True)
Item = TypeVar("Item")
Result = TypeVar("Result")
Answer = TypeVar("Answer", bound=BaseModel)

CORRECTION = "That reply cannot be used: {problem}\nReply again with the whole corrected JSON object and nothing else."
OPENING = re.compile(r"(?:<think>.*?</think>\s*)?(?:```(?:json)?)?", re.DOTALL)


class Role(Protocol[In_contra, Out_co]):
    """Takes an item, gives an item. It changes nothing it is given and keeps nothing between calls.

    It may carry `maker` ("rules" or a model's name) and `prompt_sha256`; records name both. Without them it counts as rules.
    """

    async def __call__(self, item: In_contra, /) -> Out_co: ...


def maker(role: object) -> str:
    """Who answers when this role is asked: a model's name, or "rules"."""
    return str(getattr(role, "maker", "rules"))


def called(role: object) -> str:
    """What a role goes by among others: its own name, else its model's, else that of its class or function."""
    name = getattr(role, "name", None) or getattr(role, "maker", None)
    return str(name or getattr(role, "__name__", type(role).__name__))


def prompt_sha256(role: object) -> str | None:
    """The hash of the prompt that the role works from, if it has one."""
    value = getattr(role, "prompt_sha256", None)
    return str(value) if value else None


class PromptRole(Generic[Item, Answer, Result]):
    """A role played by a chat model: a prompt file beside the class, the model of its reply, and two hooks.

    A subclass names `returns` and defines `fields` (what fills the prompt) and `parse` (reply to result; a ValueError there says why the
    reply cannot be used). An unusable reply is asked for again once with the reason, then once afresh; then `ReplyUnreadable` is raised.
    """

    returns: type[Answer]

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.maker = chat.name
        self.prompt = Prompt.load(Path(inspect.getfile(type(self))).with_suffix(".md"))
        self.prompt_sha256 = self.prompt.sha256
        self._schema = self.returns.model_json_schema()

    def fields(self, item: Item) -> dict[str, str]:
        """What fills the placeholders of the prompt."""
        raise NotImplementedError

    def parse(self, item: Item, answer: Answer) -> Result:
        """The result that a reply of the right schema stands for."""
        raise NotImplementedError

    def draw(self, item: Item) -> int:  # noqa: ARG002 - a hook
        """Which of several answers to the same words is wanted, from 0."""
        return 0

    def kept(self, reply: Reply) -> str | None:  # noqa: ARG002 - a hook
        """What can be used of a reply that was cut off, as the text of a whole one; None where nothing can."""
        return None

    async def __call__(self, item: Item, /) -> Result:
        messages = self.prompt.messages(self.fields(item))
        sample = 2 * self.draw(item)  # each answer has one afresh beside it
        reply = await self._ask(messages, sample)
        try:
            return self._read(item, reply)
        except ValueError as error:
            asked_again = Message(role="user", content=CORRECTION.format(problem=_in_words(error)))
        try:
            return self._read(item, await self._ask((*messages, Message(role="assistant", content=reply), asked_again), sample))
        except ValueError:
            reply = await self._ask(messages, sample + 1)
        try:
            return self._read(item, reply)
        except ValueError as error:
            raise ReplyUnreadable("schema", f"three replies that do not fit the schema, the last: {_in_words(error)}") from None

    async def _ask(self, messages: tuple[Message, ...], sample: int) -> str:
        request = Request(
            messages=messages, schema_name=self.returns.__name__, reply_schema=self._schema, sample=sample, role=type(self).__name__.lower()
        )
        reply = await self.chat.ask(request)
        count(reply)
        error = unfinished(reply)
        if error is None:
            return reply.text
        kept = self.kept(reply) if error.kind == FailureKind.CUT else None
        if kept is None:
            raise error
        return kept

    def _read(self, item: Item, text: str) -> Result:
        return self.parse(item, self.returns.model_validate_json(unwrapped(text)))


def unwrapped(text: str) -> str:
    """The reply without the thoughts before it and the code fence around it."""
    text = text.strip()
    opening = OPENING.match(text)
    return text[opening.end() if opening else 0 :].removesuffix("```").strip()


def _in_words(error: ValueError) -> str:
    """The first faults of a validation error on one line, or the error's own words; never the text that was refused."""
    if not isinstance(error, ValidationError):
        return str(error)
    faults = (f"{'.'.join(map(str, fault['loc'])) or 'the reply'}: {fault['msg']}" for fault in error.errors()[:4])
    return "; ".join(faults)
