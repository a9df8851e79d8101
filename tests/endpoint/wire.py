"""How an answer goes out: whole, as an error, or not as it should."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.endpoint.plan import Behaviour

DRIP_SECONDS = 0.5
ON_ITS_WAY = 0.05
FOR_EVER = 3600.0
SIGNATURES = ("authorization", "openai-", "x-canary")
HTML = "<!doctype html><html><head><title>Sign in</title></head><body>Please sign in to the network.</body></html>"
RESET_AT_ONCE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Refusal:
    """An answer with an error status."""

    status: int
    code: str
    message: str
    headers: dict[str, str] = field(default_factory=dict)


REFUSALS = {
    Behaviour.RATE_LIMIT_2S: Refusal(429, "rate_limit_exceeded", "Rate limit reached", {"Retry-After": "2"}),
    Behaviour.RATE_LIMIT: Refusal(429, "rate_limit_exceeded", "Rate limit reached"),
    Behaviour.RATE_LIMIT_300S: Refusal(429, "rate_limit_exceeded", "Rate limit reached", {"Retry-After": "300"}),
    Behaviour.QUOTA: Refusal(429, "insufficient_quota", "You exceeded your current quota"),
    Behaviour.SERVER_ERROR: Refusal(500, "server_error", "The server had an error"),
    Behaviour.UNAVAILABLE: Refusal(503, "overloaded", "The engine is overloaded"),
    Behaviour.BAD_REQUEST: Refusal(400, "invalid_value", "Invalid value for 'temperature'"),
    Behaviour.UNAUTHORISED: Refusal(401, "invalid_api_key", "Incorrect API key provided"),
    Behaviour.FORBIDDEN: Refusal(403, "unsupported_country", "Not available here"),
    Behaviour.NOT_FOUND: Refusal(404, "model_not_found", "The model does not exist"),
    Behaviour.TOO_LONG: Refusal(400, "context_length_exceeded", "This model's maximum context length is 8192 tokens"),
}


async def send(request: web.Request, behaviour: Behaviour | None, text: str, echo: bool = False) -> web.StreamResponse:
    """Sends the envelope `text` as the behaviour would have it; the response returned has its status. `echo` as in the plan."""
    if behaviour in REFUSALS:
        refusal = REFUSALS[behaviour]
        error = {
            "message": f"{refusal.message}: {_signed(request)}" if echo else refusal.message,
            "type": refusal.code,
            "param": None,
            "code": refusal.code,
        }
        return web.json_response({"error": error}, status=refusal.status, headers=refusal.headers)
    if behaviour in ILL_WAYS:
        return await ILL_WAYS[behaviour](request, text)
    return _json(text)


def _signed(request: web.Request) -> str:
    """What a gateway with a loose tongue repeats of a request."""
    return " ".join(f"{name}: {value}" for name, value in request.headers.items() if name.casefold().startswith(SIGNATURES))


def _json(text: str) -> web.StreamResponse:
    return web.Response(text=text, content_type="application/json")


async def _hang(request: web.Request, text: str) -> web.StreamResponse:
    await asyncio.sleep(FOR_EVER)
    return _json(text)


async def _reset_at_once(request: web.Request, text: str) -> web.StreamResponse:
    return reset(request)


async def _reset_mid_body(request: web.Request, text: str) -> web.StreamResponse:
    await _begin(request, text, text[: len(text) // 2])
    await asyncio.sleep(ON_ITS_WAY)
    return reset(request)


async def _html(request: web.Request, text: str) -> web.StreamResponse:
    return web.Response(text=HTML, content_type="text/html")


async def _bad_gateway(request: web.Request, text: str) -> web.StreamResponse:
    return web.Response(text=HTML, content_type="text/html", status=502)


async def _empty(request: web.Request, text: str) -> web.StreamResponse:
    return _json("")


async def _cut(request: web.Request, text: str) -> web.StreamResponse:
    return _json(text[: len(text) // 2])


async def _begin(request: web.Request, whole: str, part: str) -> web.StreamResponse:
    """Announces the whole and sends a part of it."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(whole.encode()))})
    await response.prepare(request)
    await response.write(part.encode())
    return response


async def _drip(request: web.Request, text: str) -> web.StreamResponse:
    response = await _begin(request, text, "")
    for byte in text.encode():
        await response.write(bytes([byte]))
        await asyncio.sleep(DRIP_SECONDS)
    return response


def reset(request: web.Request) -> web.StreamResponse:
    """Ends the connection with RST instead of FIN."""
    if request.transport:
        connection: socket.socket = request.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
        request.transport.abort()
    return web.Response(status=499, reason="reset")


ILL_WAYS: dict[Behaviour, Callable[[web.Request, str], Awaitable[web.StreamResponse]]] = {
    Behaviour.HANG: _hang,
    Behaviour.DRIP: _drip,
    Behaviour.RESET: _reset_at_once,
    Behaviour.RESET_MID_BODY: _reset_mid_body,
    Behaviour.HTML: _html,
    Behaviour.BAD_GATEWAY: _bad_gateway,
    Behaviour.EMPTY_BODY: _empty,
    Behaviour.CUT_BODY: _cut,
}
