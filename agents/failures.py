"""What can go wrong with a call, by kind, and whether asking again can help."""

import asyncio
from collections.abc import Mapping
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
    GARBLED = "garbled"
    UNAUTHORISED = "unauthorised"
    NOT_FOUND = "not_found"
    TOO_LONG = "too_long"
    BAD_REQUEST = "bad_request"
    CUT = "cut"
    REFUSED = "refused"
    FILTERED = "filtered"
    SILENT = "silent"


TRANSIENT = frozenset({FailureKind.RATE_LIMIT, FailureKind.SERVER, FailureKind.TIMEOUT, FailureKind.CONNECTION, FailureKind.GARBLED})
"""Asking again may help."""

HOPELESS = frozenset({FailureKind.QUOTA, FailureKind.UNAUTHORISED, FailureKind.NOT_FOUND, FailureKind.CONNECTION, FailureKind.SILENT})
"""No other item will fare better: the run stops, keeps what it has, and can be continued."""

DECLINED = frozenset({FailureKind.BAD_REQUEST, FailureKind.TOO_LONG, FailureKind.UNAUTHORISED, FailureKind.QUOTA, FailureKind.NOT_FOUND})
"""The server will not have the request as it is."""

CONGESTED = frozenset({429, 503, 529})

UNFINISHED = {"length": FailureKind.CUT, "refusal": FailureKind.REFUSED, "content_filter": FailureKind.FILTERED}

PLAIN_HEADERS = frozenset({"accept", "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent"})
"""Headers whose values tell nothing; every other one may be a secret."""
SHORTEST_SECRET = 6

ADVICE = {
    FailureKind.QUOTA: "the account has no credit left",
    FailureKind.UNAUTHORISED: "check the key",
    FailureKind.NOT_FOUND: "check --model and --base-url",
    FailureKind.CONNECTION: "check --base-url and that the server runs",
    FailureKind.TIMEOUT: "a longer deadline may help",
    FailureKind.SILENT: "check --model, --base-url and what the endpoint takes",
}


class Failure(Frozen):
    """One failed call. `wait` is how long the server asks to be left alone, in seconds; `congestion` that it has too much to do."""

    kind: FailureKind
    message: str
    wait: float | None = None
    congestion: bool = False


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
    if isinstance(error, asyncio.TimeoutError | TimeoutError) or "Timeout" in name:
        return Failure(kind=FailureKind.TIMEOUT, message="no complete answer within the deadline")
    if isinstance(error, OSError) or "Connection" in name or "Connect" in name or "Protocol" in name:
        return Failure(kind=FailureKind.CONNECTION, message="the connection failed or broke")
    if isinstance(error, JSONDecodeError | AttributeError | IndexError | KeyError | TypeError | ValueError):
        return Failure(kind=FailureKind.GARBLED, message="the answer is not of the chat completions form")
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
        return FailureKind.UNAUTHORISED
    if status == 404:
        return FailureKind.NOT_FOUND
    if status in {408, 409} or status >= 500:
        return FailureKind.SERVER
    return FailureKind.TOO_LONG if "context_length" in text or "maximum context" in text else FailureKind.BAD_REQUEST


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
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
