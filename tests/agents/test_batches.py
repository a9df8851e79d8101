"""The batch client against the scripted endpoint: files up, batches, answers down, and each line by the failure table."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from bookwright.agents.batches import BatchClient, BatchState, outcome_of, split
from bookwright.agents.chat import Message, Reply, Request
from bookwright.agents.completions import CompletionsChat, Declined
from bookwright.agents.completions import Endpoint as Address
from bookwright.agents.failures import Failure, FailureKind
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import BatchPlan, Behaviour


@pytest.fixture
async def client(endpoint: Endpoint) -> AsyncIterator[BatchClient]:
    async with BatchClient(Address(model="scripted", base_url=endpoint.url)) as client:
        yield client


def request(words: str) -> Request:
    return Request(messages=(Message(role="user", content=words),), schema_name="Summary", reply_schema={"type": "object"})


def lines(client: BatchClient, count: int) -> list[bytes]:
    return [client.line(f"key {number}", request(str(number))) for number in range(count)]


async def answers(client: BatchClient, state: BatchState) -> dict[str, Reply | Failure]:
    files = filter(None, (state.output_file_id, state.error_file_id))
    return {key: outcome for file in files async for key, outcome in client.answers(file)}


async def test_a_line_holds_the_body_of_the_live_call(client: BatchClient) -> None:
    line = orjson.loads(client.line("k", request("grüße")))
    assert line == {
        "custom_id": "k",
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": orjson.loads(CompletionsChat(client.endpoint).body(request("grüße"))),
    }


async def test_every_line_is_answered_under_its_name(endpoint: Endpoint, client: BatchClient) -> None:
    endpoint.follow(batches=BatchPlan(looks=1))
    begun = await client.create(await client.upload(lines(client, 20)))
    assert not begun.ended
    assert not (await client.look(begun.id)).ended
    state = await client.look(begun.id)
    assert (state.status, state.counts.total, state.counts.completed) == ("completed", 20, 20)
    found = await answers(client, state)
    assert set(found) == {f"key {number}" for number in range(20)}
    assert all(isinstance(outcome, Reply) for outcome in found.values())


async def test_a_batch_is_found_by_its_input_file(client: BatchClient) -> None:
    file = await client.upload(lines(client, 1))
    assert await client.find(file) is None
    begun = await client.create(file)
    assert await client.find(file) == begun


async def test_lines_of_the_error_file_are_failures(endpoint: Endpoint, client: BatchClient) -> None:
    endpoint.misbehave(Behaviour.BAD_REQUEST, served=(1, 1))
    begun = await client.create(await client.upload(lines(client, 3)))
    found = await answers(client, await client.look(begun.id))
    assert [outcome.kind for outcome in found.values() if isinstance(outcome, Failure)] == [FailureKind.BAD_REQUEST]
    assert len(found) == 3


async def test_an_expired_batch_says_so_of_each_line_that_was_left(endpoint: Endpoint, client: BatchClient) -> None:
    endpoint.follow(batches=BatchPlan(ends="expired"))
    begun = await client.create(await client.upload(lines(client, 4)))
    found = await answers(client, await client.look(begun.id))
    assert [outcome.kind for outcome in found.values() if isinstance(outcome, Failure)] == [FailureKind.TIMEOUT] * 2


async def test_a_batch_that_failed_says_why(endpoint: Endpoint, client: BatchClient) -> None:
    endpoint.follow(batches=BatchPlan(ends="failed"))
    begun = await client.create(await client.upload(lines(client, 1)))
    assert (await client.look(begun.id)).problem == "Enqueued token limit reached"


async def test_what_is_not_there_is_declined(client: BatchClient) -> None:
    with pytest.raises(Declined) as caught:
        await client.look("batch_none")
    assert caught.value.status_code == 404


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ({"response": {"status_code": 200, "body": {"choices": None}}}, FailureKind.GARBLED),
        ({"response": {"status_code": 200}}, FailureKind.GARBLED),
        ({"response": {"status_code": 429, "body": {"error": {"code": "insufficient_quota"}}}}, FailureKind.QUOTA),
        ({"response": {"status_code": 503, "body": None}}, FailureKind.SERVER),
        ({"response": None, "error": {"code": "batch_expired"}}, FailureKind.TIMEOUT),
        ({"response": None, "error": None}, FailureKind.SERVER),
    ],
)
def test_a_line_is_read_by_the_failure_table(line: dict[str, Any], kind: FailureKind) -> None:
    read = outcome_of(orjson.dumps({"custom_id": "k", **line}))
    assert read
    key, outcome = read
    assert key == "k"
    assert isinstance(outcome, Failure)
    assert outcome.kind is kind


def test_lines_are_split_by_number_and_by_bytes() -> None:
    rows = [(str(number), b"x" * 10) for number in range(5)]
    assert [len(part) for part in split(rows, 2, 1000)] == [2, 2, 1]
    assert [len(part) for part in split(rows, 100, 30)] == [3, 2]
    assert [len(part) for part in split(rows, 100, 5)] == [1, 1, 1, 1, 1]
