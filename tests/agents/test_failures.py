"""Failures: the row of an HTTP error, and the server's own words in its message without any secret."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import httpx
import openai
import pytest

from bookwright.agents.chat import Request
from bookwright.agents.completions import CompletionsChat, Declined
from bookwright.agents.completions import Endpoint as At
from bookwright.agents.failures import Failure, FailureKind, as_error, failure_of
from bookwright.errors import ModelRefused
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour

KEY = "canary-key-4711"


def failure(status: int, body: object) -> Failure:
    """What comes of an answer of that status and body to a request signed with the key."""
    request = httpx.Request("POST", "http://server/v1/chat/completions", headers={"Authorization": f"Bearer {KEY}"}, content="the prompt")
    response = httpx.Response(status, request=request, headers={"x-note": "a header"}, text="the raw answer")
    found = failure_of(openai.APIStatusError(f"Error code: {status}", response=response, body=body))
    assert found
    return found


def test_payment_required_is_the_quota() -> None:
    found = failure(402, {"message": "Insufficient credits"})
    assert found.kind is FailureKind.QUOTA
    error = as_error(found, "m", 1)
    assert type(error) is ModelRefused
    assert str(error) == 'model m: HTTP 402 "Insufficient credits"; the account has no credit left'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"message": "No such parameter"}, 'HTTP 400 "No such parameter"'),
        ({"error": {"message": "No such parameter"}}, 'HTTP 400 "No such parameter"'),
        ({"error": "No such parameter"}, 'HTTP 400 "No such parameter"'),
        ("No such\n\x1b parameter\n", 'HTTP 400 "No such parameter"'),
        ({"detail": [{"input": "the prompt"}]}, "HTTP 400"),
        (None, "HTTP 400"),
        ({"message": ""}, "HTTP 400"),
    ],
)
def test_the_servers_words_are_on_one_line(body: object, message: str) -> None:
    assert failure(400, body).message == message


def test_long_words_are_cut() -> None:
    assert failure(400, {"message": "word " * 100}).message == 'HTTP 400 "' + ("word " * 40)[:199] + '…"'


def test_a_fault_of_the_server_is_told_by_its_status() -> None:
    assert failure(503, {"message": "upstream worker died"}).message == "HTTP 503"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (f"Incorrect API key provided: {KEY}.", "Incorrect API key provided: ***"),
        (f"{KEY} is not known", "*** is not known"),
        (f"got 'Bearer {KEY}'", "got '***'"),
        ("Bearer another-key is wrong", "Bearer *** is wrong"),
        ("sk-proj-abc123 is wrong", "*** is wrong"),
        ("token 0123456789abcdef0123456789abcdef is wrong", "token *** is wrong"),
        ('{"api_key": "abc"}', '{"api_key": ***'),
        ("x" * 195 + " sk-abcdefgh", "x" * 195 + " ***"),
        ("unknown model claude-3-5-sonnet-20241022", "unknown model claude-3-5-sonnet-20241022"),
    ],
)
def test_what_looks_like_a_key_is_masked(said: str, message: str) -> None:
    assert failure(401, {"message": said}).message == f'HTTP 401 "{message}"'


def asked_to_wait(said: str, **headers: str) -> float | None:
    """How long an answer of HTTP 429 with this Retry-After asks to wait."""
    found = failure_of(Declined(429, "", SimpleNamespace(headers={"retry-after": said, **headers}), None))
    assert found
    return found.wait


NOW = "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        *[("30", 30.0), ("1.5", 1.5), ("Wed, 21 Oct 2026 07:28:40 GMT", 40.0)],
        *[("0", None), ("-1", None), ("Wed, 21 Oct 2026 07:27:00 GMT", None), ("soon", None), ("nan", None), ("inf", None), ("", None)],
    ],
)
def test_retry_after_is_read_in_both_of_its_forms(said: str, seconds: float | None) -> None:
    assert asked_to_wait(said, date=NOW) == seconds


def test_a_date_is_measured_from_our_own_now_where_the_server_tells_none() -> None:
    assert asked_to_wait(format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)) == pytest.approx(89, abs=2)
    assert asked_to_wait("Sun, 06 Nov 1994 08:49:37 GMT") is None


async def test_a_connection_that_was_never_made_is_told_from_one_that_broke(endpoint: Endpoint) -> None:
    async def kind_at(url: str) -> str:
        async with CompletionsChat(At(model="m", base_url=url)) as chat:
            with pytest.raises(ConnectionError) as caught:
                await chat.ask(Request(messages=(), schema_name="Written", reply_schema={}))
        found = failure_of(caught.value)
        assert found
        return found.kind

    endpoint.misbehave(Behaviour.RESET_MID_BODY)
    assert await kind_at(endpoint.url) == "broken"
    endpoint.misbehave(Behaviour.RESET)
    assert await kind_at(endpoint.url) == "broken"
    assert await kind_at("http://127.0.0.1:9/v1") == "connection"
    assert await kind_at("http://no-such-host.invalid/v1") == "connection"
    assert await kind_at(endpoint.url.replace("http:", "https:")) == "connection"
