"""Looking names up: what is slow holds up its owner alone."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bookwright.service.serve.webhooks.names import AT_ONCE, Names


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A resolver that does not come back from slow.example until the event is set; every other name is 192.0.2.1."""
    event = threading.Event()

    def getaddrinfo(host: str, port: int, type: int) -> list[Any]:  # noqa: A002 - as the system names it
        if host == "slow.example":
            event.wait()
        return [(socket.AF_INET, type, 6, "", ("192.0.2.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield event
    event.set()


async def test_the_slow_names_of_one_owner_leave_room_for_others(slow: threading.Event) -> None:
    names = Names()
    waiting = [asyncio.ensure_future(names("ada", "slow.example", 443)) for _ in range(2 * AT_ONCE)]
    await asyncio.sleep(0)
    assert await names("bob", "quick.example", 443) == ("192.0.2.1",)
    slow.set()
    assert set(await asyncio.gather(*waiting)) == {("192.0.2.1",)}
    names.close()
