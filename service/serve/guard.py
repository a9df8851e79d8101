"""What stands before every route: size of bodies, rate of requests, host names, and headers that keep browsers honest."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from bookwright.errors import RequestRefused, ServerStopping
from bookwright.service.serve.address import published
from bookwright.service.serve.settings import ServeSettings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

UPLOADS = "/documents"
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "::1"}
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}

MORE = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "1"}, 503: {"Retry-After": "5"}}
"""Headers that belong to a refusal."""


def refusal(refused: RequestRefused) -> JSONResponse:
    """The answer to a request that is refused, on every route."""
    return JSONResponse({"detail": str(refused)}, refused.status, headers=MORE.get(refused.status))


class Guard:
    """The outermost layer of the server. A request that it refuses is answered as {"detail": why}."""

    def __init__(self, app: App, settings: ServeSettings) -> None:
        self._app, self._settings = app, settings
        self._rates: dict[str, tuple[float, float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, has_begun = Headers(scope=scope), False

        async def send_safely(message: MutableMapping[str, Any]) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                added = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    added.setdefault(name, value)
            await send(message)

        try:
            self._check_host(headers)
            self._check_rate(scope, headers)
            receive = self._limited(scope, headers, receive)
            if self._settings.public_url:
                scope.update(published(scope, self._settings.public_url))
            await self._app(scope, receive, send_safely)
        except RequestRefused as refused:
            await refusal(refused)(scope, receive, send_safely)
        except asyncio.CancelledError:  # by the server's end alone
            if not has_begun:
                await refusal(ServerStopping())(scope, receive, send_safely)

    def _check_host(self, headers: Headers) -> None:
        """A page of another site must not reach a server without keys by a name that leads to this machine."""
        host = headers.get("host", "").rpartition(":")[0] if ":" in headers.get("host", "").rpartition("]")[2] else headers.get("host", "")
        if not self._settings.keys and host not in LOCAL_HOSTS:
            raise RequestRefused(421, f"host {host}: is not this machine's; without keys the server answers to localhost alone")

    def _check_rate(self, scope: Scope, headers: Headers) -> None:
        """A bucket for each key, or address where there is none, that refills evenly."""
        who = headers.get("authorization") or headers.get("x-api-key") or str((scope.get("client") or ("",))[0])
        most = self._settings.requests_per_minute
        now = time.monotonic()
        left, at = self._rates.get(who, (float(most), now))
        left = min(float(most), left + (now - at) * most / 60)
        if left < 1:
            raise RequestRefused(429, f"more than {most} requests a minute; wait {math.ceil((1 - left) * 60 / most)} s")
        self._rates[who] = (left - 1, now)
        if len(self._rates) > 10_000:
            self._rates = {name: rate for name, rate in self._rates.items() if now - rate[1] < 60}

    def _limited(self, scope: Scope, headers: Headers, receive: Receive) -> Receive:
        is_upload = scope["method"] == "POST" and scope["path"].rstrip("/") == UPLOADS
        most = self._settings.upload_bytes if is_upload else self._settings.body_bytes
        declared = headers.get("content-length", "0")
        if declared.isdecimal() and int(declared) > most:
            raise RequestRefused(413, f"the body has {declared} bytes; at most {most} are taken")
        got = 0

        async def counted() -> MutableMapping[str, Any]:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > most:
                raise RequestRefused(413, f"the body has more than {most} bytes")
            return message

        return counted
