"""A stream is cut where its key is taken out."""

from collections.abc import Callable, MutableMapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bookwright.service.serve.access import Keys, by_key
from bookwright.service.serve.guard import Receive, Scope, Send
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.standing import Standing

Message = MutableMapping[str, Any]


async def told(
    given: list[tuple[bytes, bytes]], between: Callable[[], object], authenticate: Callable[..., Any], *, length: bool = False
) -> tuple[list[bytes], bool]:
    """The pieces of an answer of three, where that happens behind the first, and whether it came to its end by itself."""
    sent = list[Message]()

    async def send(message: Message) -> None:
        sent.append(message)

    async def answer(_: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"3")] if length else []})
        for number, piece in enumerate((b"1", b"2", b"3")):
            await send({"type": "http.response.body", "body": piece, "more_body": number < 2})
            if not number:
                between()

    async def receive() -> Message:
        raise AssertionError("nobody asks for it")

    application = SimpleNamespace(state=SimpleNamespace(authenticate=authenticate))
    await Standing(answer)({"type": "http", "headers": given, "app": application}, receive, send)
    return [message["body"] for message in sent[1:]], not sent[-1].get("more_body", False)


@pytest.mark.parametrize("name", [b"authorization", b"x-api-key"])
async def test_a_stream_ends_where_its_key_is_taken_out(name: bytes, tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    key, words = keys.add("ada")
    given = [(name, f"{'Bearer ' if name == b'authorization' else ''}{words}".encode())]
    assert await told(given, lambda: Keys(tmp_path).drop("another"), by_key(keys)) == ([b"1", b"2", b"3"], True)
    assert await told(given, lambda: Keys(tmp_path).drop(key.id), by_key(keys)) == ([b"1", b""], True)


async def test_what_has_a_length_or_a_token_or_needs_no_key_is_not_cut(tmp_path: Path) -> None:
    whole = ([b"1", b"2", b"3"], True)
    keys = Keys(tmp_path)
    key, words = keys.add("ada")
    assert await told([(b"x-api-key", words.encode())], lambda: keys.drop(key.id), by_key(keys), length=True) == whole
    assert await told([(b"authorization", b"Bearer a.b.c")], lambda: None, by_key(keys)) == whole
    assert await told([], lambda: None, by_key(keys)) == whole
    assert await told([(b"x-api-key", b"any")], lambda: None, lambda _: NOBODY) == whole
