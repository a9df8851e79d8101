"""What can go wrong with a call, by kind, and whether asking again can help."""

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from enum import StrEnum
from json import JSONDecodeError

from bookwright.agents.chat import Reply
from bookwright.errors import ModelError, ModelRefused, ModelUnreachable, ReplyUnreadable
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.masking import shown


class FailureKind(StrEnum):
    """The rows of the table."""

    RATE_LIMIT = "rate_limit"
    QUOTA = "quota"
    SERVER = "server"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    BROKEN = "broken"
    GARBLED = "garbled"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    TOO_LONG = "too_long"
    BAD_REQUEST = "bad_request"
    CUT = "cut"
    REFUSED = "refused"
    FILTERED = "filtered"
    SILENT = "silent"
    PUT_OFF = "put_off"


TRANSIENT = frozenset(
    {
        *(FailureKind.RATE_LIMIT, FailureKind.SERVER, FailureKind.TIMEOUT),
        *(FailureKind.CONNECTION, FailureKind.BROKEN, FailureKind.GARBLED),
    }
)
"""Asking again may help."""

HOPELESS = frozenset(
    {
        *(FailureKind.QUOTA, FailureKind.UNAUTHORISED, FailureKind.NOT_FOUND),
        *(FailureKind.CONNECTION, FailureKind.SILENT, FailureKind.PUT_OFF),
    }
)
"""No other item will fare better: the run stops, keeps what it has, and can be continued."""

AT_FIRST = {FailureKind.BROKEN: FailureKind.CONNECTION, FailureKind.FORBIDDEN: FailureKind.UNAUTHORISED}
"""What may be the matter with one item alone once the endpoint has answered others, and with the endpoint before."""

DECLINED = frozenset(
    {
        *(FailureKind.BAD_REQUEST, FailureKind.TOO_LONG, FailureKind.UNAUTHORISED),
        *(FailureKind.FORBIDDEN, FailureKind.QUOTA, FailureKind.NOT_FOUND),
    }
)
"""The server will not have the request as it is."""

CONGESTED = frozenset({429, 503, 529})

UNCONNECTED = frozenset(
    {
        *("ClientConnectorError", "ConnectionTimeoutError", "ClientHttpProxyError"),  # aiohttp
        *("ConnectError", "ConnectTimeout", "ProxyError"),  # httpx
        *("ConnectionRefusedError", "gaierror", "SSLCertVerificationError"),
    }
)
"""The errors of a connection that could not be made at all, by name, so that no client need be imported."""

UNFINISHED = {"length": FailureKind.CUT, "refusal": FailureKind.REFUSED, "content_filter": FailureKind.FILTERED}

PLAIN_HEADERS = frozenset({"accept", "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent"})
"""Headers whose values tell nothing; every other one may be a secret."""
SHORTEST_SECRET = 6

ADVICE = {
    FailureKind.QUOTA: "the account has no credit left",
    FailureKind.UNAUTHORISED: "check the key",
    FailureKind.FORBIDDEN: "the key may not be allowed this",
    FailureKind.NOT_FOUND: "check --model, --judge and --base-url",
    FailureKind.CONNECTION: "check --base-url and that the server runs",
    FailureKind.TIMEOUT: "a longer deadline may help",
    FailureKind.SILENT: "check --model, --base-url and what the endpoint takes",
    FailureKind.PUT_OFF: "give the same command again then",
}


class Failure(Frozen):
    """One failed call. `wait` is how long the server asks to be left alone, in seconds; `congestion` that it has too much to do; `paid`
    what an answer that cannot be used has cost, as a reply without a text."""

    kind: FailureKind
    message: str
    wait: float | None = None
    congestion: bool = False
    paid: Reply | None = None


class CallFailed(Exception):
    """One attempt at one call has failed. Raised next to the client, so that what breaks around a call is never taken for the call."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def failure_of(error: Exception) -> Failure | None:
    """The row of an exception that a model's client raised; None for what is no failure of a call (a defect of ours).

    Works by status code and shape, so that it serves the clients of every provider.
    """
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        said = f"{error} {getattr(error, 'code', '')} {getattr(error, 'body', '')}"
        kind = _by_status(status, said)
        return Failure(
            kind=kind,
            message=f"HTTP {status}{_words(error, status)}",
            wait=_retry_after(error),
            congestion=status in CONGESTED and kind is not FailureKind.QUOTA,
        )
    name = type(error).__name__
    if not isinstance(error, TimeoutError) and _unconnected(error):
        return Failure(kind=FailureKind.CONNECTION, message="no connection could be made")
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return Failure(kind=FailureKind.TIMEOUT, message="no complete answer within the deadline")
    if isinstance(error, OSError) or "Connection" in name or "Connect" in name or "Protocol" in name:
        return Failure(kind=FailureKind.BROKEN, message="the connection broke before the answer was whole")
    if isinstance(error, JSONDecodeError | AttributeError | IndexError | KeyError | TypeError | ValueError):
        paid = getattr(error, "paid", None)
        return Failure(kind=FailureKind.GARBLED, message="the answer is not of the chat completions form", paid=paid)
    return None


def unfinished(reply: Reply) -> ModelError | None:
    """The error that a reply stands for which the model did not end by itself; None for a finished one."""
    if reply.finish_reason == "stop":
        return None
    kind = UNFINISHED.get(reply.finish_reason, FailureKind.CUT)
    if kind is FailureKind.CUT:
        return ReplyUnreadable(kind, "the answer was cut off; allow more output tokens")
    return ModelRefused(
        kind, "the model declined to answer" if kind is FailureKind.REFUSED else "the provider's filter withheld the answer"
    )


def as_error(failure: Failure, model: str, attempts: int) -> ModelError:
    """The typed error for a failure that was not mended."""
    tries = f" after {attempts} attempts" if attempts > 1 else ""
    advice = ADVICE.get(failure.kind)
    line = f"model {model}: {failure.message}{tries}" + (f"; {advice}" if advice else "")
    return error_of(failure.kind, line)


def error_of(kind: str, message: str) -> ModelError:
    """The typed error of a row of the table."""
    return (ModelRefused if kind in DECLINED else ModelUnreachable)(kind, message)


def _by_status(status: int, text: str) -> FailureKind:
    text = text.casefold()
    if status == 429:
        return FailureKind.QUOTA if "insufficient_quota" in text else FailureKind.RATE_LIMIT
    if status == 402:
        return FailureKind.QUOTA
    if status in {401, 403}:
        return FailureKind.UNAUTHORISED if status == 401 else FailureKind.FORBIDDEN
    if status == 404:
        return FailureKind.NOT_FOUND
    if status in {408, 409} or status >= 500:
        return FailureKind.SERVER
    return FailureKind.TOO_LONG if "context_length" in text or "maximum context" in text else FailureKind.BAD_REQUEST


def _unconnected(error: BaseException | None) -> bool:
    """Whether a client says, or what it raised its error for, that it never came to send the request."""
    while error is not None:
        if any(kind.__name__ in UNCONNECTED for kind in type(error).__mro__):
            return True
        error = error.__context__
    return False


def _words(error: Exception, status: int) -> str:
    """What the server itself says of a request that it declines, in quotation marks; nothing of the request or of any header."""
    said: object = getattr(error, "body", None)
    for name in ("error", "message"):
        said = said.get(name, said) if isinstance(said, Mapping) else said
    line = shown(said, _keys(error)) if isinstance(said, str) and 400 <= status < 500 else ""
    return f' "{line}"' if line else ""


def _keys(error: Exception) -> set[str]:
    """What the request was signed with and what else its headers said, which a server may repeat."""
    headers = getattr(getattr(error, "request", None), "headers", {})
    values = [str(value) for name, value in headers.items() if name.lower() not in PLAIN_HEADERS]
    return {form for value in values for form in (value, value.rpartition(" ")[2]) if len(form) >= SHORTEST_SECRET}


def _retry_after(error: Exception) -> float | None:
    """The seconds of Retry-After, given as such or as a date; None where it asks for no wait that lies before us."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    value = headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        seconds = _until(value, headers.get("date", ""))
    return seconds if 0 < seconds < float("inf") else None


def _until(value: str, now: str) -> float:
    """Seconds from the server's own now (ours, where it gives none) to a date; 0 for what is no date."""
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    try:
        return (then - parsedate_to_datetime(now)).total_seconds()
    except (TypeError, ValueError):  # no date, or one with a zone and one without
        return then.timestamp() - time.time()
