"""Roles that break one promise each."""

import asyncio
import itertools
import json
from typing import Any, ClassVar

from pydantic import BaseModel

from bookwright.agents.chat import Chat, Message, Request, count
from bookwright.agents.failures import unfinished
from bookwright.agents.items import Brief, Claim, Draft, Submission
from bookwright.agents.reading import fenced
from bookwright.errors import ReplyUnreadable
from bookwright.knowledge.document import Frozen

SCHEMA = {"type": "object", "properties": {"note": {"type": "string"}}, "required": ["note"]}


class Note(Frozen):
    """What a sound role gives."""

    text: str


class Notes(Frozen):
    """An item that can be written into."""

    words: dict[str, str]


class Loose(BaseModel):
    """What can be changed after it was given."""

    text: str


class Sound:
    """Reads the first passage and gives a note on it, as every role should; the others break one thing of it."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat

    async def __call__(self, item: Brief) -> Note:
        return self.read(await self.ask(self.request(item)))

    def request(self, item: Brief) -> Request:
        page = f"<text>\n{fenced(item.passages[0].text)}\n</text>"
        messages = (Message(role="system", content="Note something."), Message(role="user", content=page))
        return Request(messages=messages, schema_name="Note", reply_schema=SCHEMA)

    async def ask(self, request: Request) -> str:
        reply = await self.chat.ask(request)
        count(reply)
        if error := unfinished(reply):
            raise error
        return reply.text

    def read(self, text: str) -> Note:
        try:
            return Note(text=json.loads(text)["note"])
        except (ValueError, LookupError, TypeError):
            raise ReplyUnreadable("schema", "no note") from None


class Mistyped(Sound):
    """types: says Note, gives words."""

    async def __call__(self, item: Brief) -> Note:
        note: Any = (await super().__call__(item)).text
        return note


class Changeable(Sound):
    """types: gives what can be changed."""

    async def __call__(self, item: Brief) -> Loose:  # type: ignore[override]
        return Loose(text=(await super().__call__(item)).text)


class Meddling(Sound):
    """purity: changes the item."""

    async def __call__(self, item: Brief) -> Note:
        item.titles["seen"] = "yes"
        return await super().__call__(item)


class Remembering(Sound):
    """purity: shows what was asked before."""

    def __init__(self, chat: Chat) -> None:
        super().__init__(chat)
        self.seen: list[str] = []

    def request(self, item: Brief) -> Request:
        self.seen.append(item.passages[0].id)
        request = super().request(item)
        return request.model_copy(update={"schema_name": f"Note{len(self.seen)}"})


class Counting(Sound):
    """purity: keeps a number between calls."""

    calls = 0

    async def __call__(self, item: Brief) -> Note:
        self.calls += 1
        return await super().__call__(item)


class Forgiving(Sound):
    """failures: takes what it cannot read for nothing."""

    def read(self, text: str) -> Note:
        try:
            return super().read(text)
        except ReplyUnreadable:
            return Note(text="")


class Careless(Sound):
    """failures: raises whatever JSON raises."""

    def read(self, text: str) -> Note:
        return Note(text=json.loads(text)["note"])


class Mixing(Sound):
    """concurrency: keeps the answer on itself while others ask."""

    last: ClassVar[list[str]] = []

    async def __call__(self, item: Brief) -> Note:
        Mixing.last[:] = [item.passages[0].id]
        note = await super().__call__(item)
        return Note(text=f"{Mixing.last[0]}: {note.text}")


class Uncounted(Sound):
    """cost: does not count its answer."""

    async def ask(self, request: Request) -> str:
        reply = await self.chat.ask(request)
        if error := unfinished(reply):
            raise error
        return reply.text


class Transparent(Sound):
    """hidden characters, and an order in the document: shows the text as it is."""

    def request(self, item: Brief) -> Request:
        page = f"<text>\n{item.passages[0].text}\n</text>"
        return super().request(item).model_copy(update={"messages": (Message(role="user", content=page),)})


class Unfenced(Sound):
    """an order in the document: no fence at all."""

    def request(self, item: Brief) -> Request:
        return super().request(item).model_copy(update={"messages": (Message(role="user", content=fenced(item.passages[0].text)),)})


class Obeying(Sound):
    """an order in the document: in the system part."""

    def request(self, item: Brief) -> Request:
        return super().request(item).model_copy(update={"messages": (Message(role="system", content=fenced(item.passages[0].text)),)})


async def shout(item: Submission, *, mark: str = "!") -> Draft:
    """A role that is a function, with a setting."""
    return item.draft.model_copy(update={"claims": tuple(Claim(text=claim.text + mark) for claim in item.draft.claims)})


class Bespoke(Sound):
    """Takes an item that only it knows, and says how one is made."""

    async def __call__(self, item: Note) -> Note:  # type: ignore[override]
        page = f"<text>{fenced(item.text)}</text>"
        messages = (Message(role="user", content=page),)
        return self.read(await self.ask(Request(messages=messages, schema_name="Note", reply_schema=SCHEMA)))

    @staticmethod
    def sample(text: str) -> Note:
        return Note(text=text)


class Particular(Bespoke):
    """Wants a reply that no schema tells of, and says what a good one is."""

    def read(self, text: str) -> Note:
        note = super().read(text)
        if not note.text.startswith("Note: "):
            raise ReplyUnreadable("schema", "no note")
        return note

    @staticmethod
    def sample_reply(item: Note) -> dict[str, str]:
        return {"note": f"Note: {item.text}"}


class MixingAnswers(Particular):
    """concurrency: keeps the item on itself while others ask, and has a reply of its own."""

    async def __call__(self, item: Note) -> Note:  # type: ignore[override]
        self.item = item
        note = await super().__call__(item)
        return Note(text=f"{self.item.text}: {note.text}")

    item: Note | None = None


class MixingRequests(Particular):
    """concurrency: asks about whatever item came last."""

    latest: ClassVar[list[Note]] = []

    async def __call__(self, item: Note) -> Note:  # type: ignore[override]
        self.latest[:] = [item]
        await asyncio.sleep(0)
        return await super().__call__(self.latest[0])


class Tallying(Particular):
    """purity: keeps a number on its class."""

    calls: ClassVar[list[int]] = [0]

    async def __call__(self, item: Note) -> Note:  # type: ignore[override]
        Tallying.calls[0] += 1
        return await super().__call__(item)


class Hoarding(Particular):
    """purity: keeps what it has seen in a thing of its own."""

    def __init__(self, chat: Chat) -> None:
        super().__init__(chat)
        self.shelf = Shelf()

    async def __call__(self, item: Note) -> Note:  # type: ignore[override]
        self.shelf.seen.append(item.text)
        return await super().__call__(item)


class Shelf:
    """Holds what was seen."""

    def __init__(self) -> None:
        self.seen: list[str] = []


TURNS = itertools.count()


class Alternating(Particular):
    """purity: says something else every second time, by a count that stands outside of it."""

    async def __call__(self, item: Note) -> Note:  # type: ignore[override]
        note = await super().__call__(item)
        return Note(text=f"{note.text} {next(TURNS) % 2}")


class Scribbling(Bespoke):
    """purity: writes into the item, and has a reply of its own."""

    async def __call__(self, item: Notes) -> Note:  # type: ignore[override]
        item.words["seen"] = "yes"
        return await super().__call__(Note(text=item.words["text"]))

    @staticmethod
    def sample(text: str) -> Notes:  # type: ignore[override]
        return Notes(words={"text": text})

    @staticmethod
    def sample_reply(item: Notes) -> dict[str, str]:
        return {"note": item.words["text"]}


async def untyped(item):  # type: ignore[no-untyped-def]
    """Does not say what it takes."""
    return item
