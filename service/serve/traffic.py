"""What is asked of the server: counted for Prometheus, and a line of the log for each request. Addresses are told by their templates."""

import contextlib
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import MutableMapping
from typing import Any

import structlog

from bookwright.errors import RunError
from bookwright.service.serve.guard import App, Receive, Scope, Send

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds to the beginning of an answer."""
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
PROBES = {"/ok", "/health", "/ready", "/metrics"}
"""What machines ask again and again: counted, and not written down."""
REFUSED = {401, 413, 421, 429}
REFUSALS_A_MINUTE = 60
LONGEST_PATH = 100


class Traffic:
    """How many requests came by method, route and status, and how long each route let wait for the beginning of its answers."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.waits: Counter[tuple[str, str, int]] = Counter()
        """By method, route and bucket; the last bucket is for all that took longer."""
        self.seconds: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._refusals, self._left_out, self._since = 0, 0, 0.0

    def add(self, scope: Scope, status: int, seconds: float) -> None:
        """Counts a request that was answered, and writes its line."""
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = template_of(scope)
        self.requests[method, route, status] += 1
        self.waits[method, route, bisect_left(BUCKETS, seconds)] += 1
        self.seconds[method, route] += seconds
        if route in PROBES and status not in REFUSED:
            return
        who = scope["state"].get("who")
        told: dict[str, Any] = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        told |= {"owner": who.owner} if who else {}
        with contextlib.suppress(RunError):  # a full disk is no reason to answer nobody
            if status in REFUSED:
                self._refused({**told, "path": scope["path"][:LONGEST_PATH]})
            else:
                structlog.get_logger().info("request", **told)

    def _refused(self, told: dict[str, Any]) -> None:
        """A line for so many refusals a minute; the others are counted in the next, so that a flood does not fill the disk."""
        now = time.monotonic()
        if now - self._since >= 60:
            self._refusals, self._since = 0, now
        if self._refusals >= REFUSALS_A_MINUTE:
            self._left_out += 1
            return
        self._refusals += 1
        left_out, self._left_out = self._left_out, 0
        structlog.get_logger().warning("request refused", **told, **({"left_out": left_out} if left_out else {}))


def template_of(scope: Scope) -> str:
    """The template of the route that answered: of façades that tell none the first part of the path, and "none" where no route did."""
    if path := getattr(scope.get("route"), "path", ""):
        return str(path)
    return "/".join(scope["path"].split("/")[:2]) if "endpoint" in scope else "none"


class Watch:
    """The layer of the server that sees every request and its answer."""

    def __init__(self, app: App, traffic: Traffic) -> None:
        self._app, self._traffic = app, traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        began, status, seconds = time.perf_counter(), 500, 0.0

        async def seen(message: MutableMapping[str, Any]) -> None:
            nonlocal status, seconds
            if message["type"] == "http.response.start":
                status, seconds = message["status"], time.perf_counter() - began
            await send(message)

        try:
            await self._app(scope, receive, seen)
        finally:
            self._traffic.add(scope, status, seconds or time.perf_counter() - began)
