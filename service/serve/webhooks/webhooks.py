"""Delivering: each end of a run is told at least once, as far as the other side can be reached."""

import asyncio
import contextlib
import json
import sqlite3
import time
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from bookwright import __version__
from bookwright.errors import RequestRefused
from bookwright.service.serve.entities import Run
from bookwright.service.serve.webhooks.names import Names
from bookwright.service.serve.webhooks.outbox import Delivery, Outbox
from bookwright.service.serve.webhooks.target import Resolve, Target, target_of
from bookwright.service.serve.wire.shapes import shown_run

AT_ONCE = 8
SECONDS_TO_ANSWER = 10.0
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
        self._resolve: Resolve = resolve or self._names
        self._pauses, self._seconds = pauses, seconds
        self._wake = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many ends are still to be told."""
        return self._outbox.waiting()

    async def check(self, url: str) -> None:
        """RequestRefused with 422 for a URL that a webhook may not go to."""
        await target_of(url, self._hosts, self._resolve)

    def promise(self, run: Run) -> None:
        """Has the end of a run told, if that was asked for; inside the transaction that writes the end."""
        if run.asked.webhook:
            self._outbox.add(run.id, time.time())
            self._wake.set()

    async def run(self) -> None:
        """Delivers what is due until it is cancelled. What is not delivered then is when it runs again."""
        connector = TCPConnector(force_close=True, limit=AT_ONCE)
        timeout = ClientTimeout(total=self._seconds)
        try:
            async with ClientSession(connector=connector, timeout=timeout, cookie_jar=DummyCookieJar()) as session:
                while True:
                    self._wake.clear()
                    if deliveries := self._outbox.due(time.time(), AT_ONCE):
                        await asyncio.gather(*(self._deliver(session, delivery) for delivery in deliveries))
                    else:
                        await self._pause()
        finally:
            self._names.close()

    async def _pause(self) -> None:
        """Until something new is promised, or something is due again."""
        due = self._outbox.next_due()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(None if due is None else max(due - time.time(), 0)):
                await self._wake.wait()

    async def _deliver(self, session: ClientSession, delivery: Delivery) -> None:
        run, host = delivery.run, urlsplit(delivery.run.asked.webhook or "").hostname
        log = structlog.get_logger().bind(run=run.id, owner=run.owner, host=host, attempt=delivery.attempts + 1)
        try:
            target = await target_of(run.asked.webhook or "", self._hosts, self._resolve)
            answer = str(await _posted(session, target, delivery))
        except (ClientError, TimeoutError, OSError, RequestRefused) as error:
            answer = type(error).__name__
        except Exception as error:
            log.exception("webhook broke", kind=type(error).__name__)
            answer = type(error).__name__
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
