"""Delivering: each end of a run is told at least once, as far as the other side can be reached."""

import asyncio
import contextlib
import json
import math
import sqlite3
import time
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from bookwright import __version__
from bookwright.errors import RequestRefused
from bookwright.service.serve.entities import Run
from bookwright.service.serve.patience import troubles_told, written
from bookwright.service.serve.turns import Turns
from bookwright.service.serve.webhooks.names import Names
from bookwright.service.serve.webhooks.outbox import Delivery, Outbox
from bookwright.service.serve.webhooks.target import Resolve, Target, target_of
from bookwright.service.serve.wire.shapes import shown_run

AT_ONCE = 32
AT_ONCE_PER_OWNER = 4
SECONDS_TO_ANSWER = 10.0
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN = (1.0, 5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0)
"""The pauses before the second attempt, the third, and so on; after the last there is none more."""


class Webhooks:
    """Tells of ends inside `run`. `hosts` are those that a webhook may go to wherever they lead; `pauses` lie between attempts, and
    the other side has so many `seconds` to answer."""

    def __init__(
        self,
        db: sqlite3.Connection,
        hosts: Collection[str],
        resolve: Resolve | None = None,
        *,
        pauses: Sequence[float] = SECONDS_BETWEEN,
        seconds: float = SECONDS_TO_ANSWER,
    ) -> None:
        self._outbox = Outbox(db)
        self._hosts = {host.casefold() for host in hosts}
        self._names = Names()
        self._resolve = resolve
        self._pauses, self._seconds = pauses, seconds
        self._wake = asyncio.Event()
        self._turns = Turns()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._owners: dict[str, str] = {}

    @property
    def waiting(self) -> int:
        """How many ends are still to be told."""
        return self._outbox.waiting()

    async def check(self, url: str, owner: str) -> None:
        """RequestRefused with 422 for a URL that a webhook may not go to."""
        await self._target(url, owner)

    def promise(self, run: Run) -> None:
        """Has the end of a run told, if that was asked for; inside the transaction that writes the end."""
        if run.asked.webhook:
            self._outbox.add(run.id, time.time())
            self._wake.set()

    async def run(self) -> None:
        """Delivers what is due until it is cancelled. What is not delivered then is when it runs again."""
        connector = TCPConnector(force_close=True, limit=AT_ONCE)
        timeout = ClientTimeout(total=self._seconds)
        async with ClientSession(connector=connector, timeout=timeout, cookie_jar=DummyCookieJar()) as session:
            try:
                while True:
                    self._wake.clear()
                    pause = SECONDS_BETWEEN_LOOKS
                    with troubles_told():
                        while len(self._under_way) < AT_ONCE and (delivery := self._next()):
                            self._owners[delivery.run.id] = delivery.run.owner
                            self._under_way[delivery.run.id] = asyncio.create_task(self._deliver(session, delivery))
                        now = time.time()
                        pause = min(pause, (self._outbox.next_due(now) or math.inf) - now)
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(pause):
                            await self._wake.wait()
            finally:
                for task in self._under_way.values():
                    task.cancel()
                await asyncio.gather(*self._under_way.values(), return_exceptions=True)
                self._names.close()

    def _next(self) -> Delivery | None:
        """The next delivery that there is room for; None where there is none."""
        now, busy = time.time(), Counter(self._owners.values())
        for owner in self._turns.ordered(self._outbox.owners_due(now, self._under_way), self._owners.values()):
            if busy[owner] < AT_ONCE_PER_OWNER and (delivery := self._outbox.due(now, self._under_way, owner)):
                self._turns.took(owner)
                return delivery
        return None

    async def _target(self, url: str, owner: str) -> Target:
        return await target_of(url, self._hosts, self._resolve or partial(self._names, owner))

    async def _deliver(self, session: ClientSession, delivery: Delivery) -> None:
        """One attempt, and what comes of it is written down. Whatever that is, there is room for another afterwards."""
        try:
            answer = await self._answer(session, delivery)
            await written(partial(self._note, delivery, answer))
        finally:
            del self._under_way[delivery.run.id], self._owners[delivery.run.id]
            self._wake.set()

    async def _answer(self, session: ClientSession, delivery: Delivery) -> str:
        """The status of the answer, or the kind of what came between."""
        run = delivery.run
        try:
            return str(await _posted(session, await self._target(run.asked.webhook or "", run.owner), delivery))
        except (ClientError, TimeoutError, OSError, RequestRefused) as error:
            return type(error).__name__
        except Exception as error:
            structlog.get_logger().exception("webhook broke", run=run.id, kind=type(error).__name__)
            return type(error).__name__

    async def _note(self, delivery: Delivery, answer: str) -> None:
        run, host = delivery.run, urlsplit(delivery.run.asked.webhook or "").hostname
        log = structlog.get_logger().bind(run=run.id, owner=run.owner, host=host, attempt=delivery.attempts + 1)
        if answer.startswith("2"):
            log.info("webhook delivered", answer=answer)
            self._outbox.drop(run.id)
        elif delivery.attempts >= len(self._pauses):
            log.warning("webhook given up", answer=answer)
            self._outbox.drop(run.id)
        else:
            log.warning("webhook failed", answer=answer)
            self._outbox.postpone(run.id, time.time() + self._pauses[delivery.attempts])


async def _posted(session: ClientSession, target: Target, delivery: Delivery) -> int:
    """The status of the answer; its body is not read, and where it leads elsewhere nobody follows."""
    headers = {
        "Content-Type": "application/json",
        "Host": target.authority,
        "User-Agent": f"bookwright/{__version__}",
        "Webhook-Id": delivery.run.id,
    }
    name = target.host if target.scheme == "https" else None
    body = json.dumps(_told(delivery)).encode()
    async with session.post(target.url, data=body, headers=headers, allow_redirects=False, server_hostname=name) as response:
        return response.status


def _told(delivery: Delivery) -> dict[str, Any]:
    """The run as LangGraph's wire has it, the values that it came to, and the error where there was one."""
    failed = delivery.event == "error"
    return shown_run(delivery.run).model_dump(mode="json") | {
        "run_ended_at": delivery.run.updated.isoformat(),
        "webhook_sent_at": datetime.now(UTC).isoformat(),
        "values": None if failed else delivery.data,
        "error": delivery.data if failed else None,
    }
