"""Failures: the row of an HTTP error, and the server's own words in its message without any secret."""

import httpx
import openai
import pytest

from bookwright.agents.failures import Failure, FailureKind, as_error, failure_of
from bookwright.errors import ModelRefused

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
