"""What stands before every route: size of bodies, rate of requests, host names, and headers that keep browsers honest."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from bookwright.errors import RequestRefused, ServerStopping
from bookwright.service.same_site import check_site
from bookwright.service.serve.address import LOOPBACK, published
from bookwright.service.serve.problem import problem
from bookwright.service.serve.settings import ServeSettings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

UPLOADS = "/documents"
READING = {"GET", "HEAD", "OPTIONS"}
MOST_BUCKETS = 10_000
LOCAL_HOSTS = LOOPBACK | {"[::1]"}
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refusal(path: str, refused: RequestRefused) -> JSONResponse:
    """What is answered where a request is refused."""
    headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else {}
    if refused.after is not None:
        headers["Retry-After"] = str(refused.after)
    return problem(path, str(refused), refused.status, headers)


class Guard:
    """The outermost layer of the server. A request that it refuses is answered as {"detail": why}."""

    def __init__(self, app: App, settings: ServeSettings) -> None:
        self._app, self._settings = app, settings
        self._rates: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

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
            if not self._settings.keys and scope["method"] not in READING:
                check_site(headers)
            self._check_rate(scope, headers)
            receive = self._limited(scope, headers, receive)
            if self._settings.public_url:
                scope.update(published(scope, self._settings.public_url))
            await self._app(scope, receive, send_safely)
        except RequestRefused as refused:
            await refusal(scope["path"], refused)(scope, receive, send_safely)
        except asyncio.CancelledError:  # by the server's end alone
            if not has_begun:
                await refusal(scope["path"], ServerStopping())(scope, receive, send_safely)

    def _check_host(self, headers: Headers) -> None:
        """A page of another site must not reach a server without keys by a name that leads to this machine."""
        host = headers.get("host", "").rpartition(":")[0] if ":" in headers.get("host", "").rpartition("]")[2] else headers.get("host", "")
        if not self._settings.keys and host not in LOCAL_HOSTS:
            raise RequestRefused(421, f"host {host}: is not this machine's; without keys the server answers to localhost alone")

    def _check_rate(self, scope: Scope, headers: Headers) -> None:
        """A bucket for each owner, or address where nobody known asks, that refills evenly; those used last are remembered."""
        try:
            who = ("owner", scope["app"].state.authenticate(headers).owner)
        except RequestRefused:
            who = ("address", str((scope.get("client") or ("",))[0]))
        most = self._settings.requests_per_minute
        now = time.monotonic()
        left, at = self._rates.get(who, (float(most), now))
        left = min(float(most), left + (now - at) * most / 60)
        if left < 1:
            seconds = math.ceil((1 - left) * 60 / most)
            raise RequestRefused(429, f"more than {most} requests a minute; wait {seconds} s", seconds)
        self._rates[who] = (left - 1, now)
        self._rates.move_to_end(who)
        if len(self._rates) > MOST_BUCKETS:
            self._rates.popitem(last=False)

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
