"""LangGraph's own clients drive the server: runs, streams, interrupts, resuming, cancelling, history."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from langgraph.pregel.remote import RemoteGraph
from langgraph_sdk import get_client
from langgraph_sdk.client import LangGraphClient
from langgraph_sdk.errors import ConflictError

from tests.service.conftest import PROSE
from tests.service.serve.conftest import Server


@pytest.fixture
async def client(server: Server) -> AsyncIterator[LangGraphClient]:
    """LangGraph's client of the server."""
    async with get_client(url=server.url) as client:
        yield client


async def values_of(client: LangGraphClient, thread: str, given: dict[str, Any]) -> list[tuple[str, Any]]:
    """The events of a run on a thread."""
    modes: list[Any] = ["values", "custom", "updates"]
    return [(part.event, part.data) async for part in client.runs.stream(thread, "qa", input=given, stream_mode=modes)]


async def test_a_run_is_streamed_waits_for_a_person_and_goes_on_with_the_answer(server: Server, client: LangGraphClient) -> None:
    thread = (await client.threads.create())["thread_id"]
    events = await values_of(client, thread, {"documents": [server.upload()], "review": 2})
    assert [events[0][0], events[-1][0]] == ["metadata", "end"]
    assert {"custom", "values", "updates"} <= {name for name, _ in events}
    state = await client.threads.get_state(thread)
    (interrupt,) = state["tasks"][0]["interrupts"]
    assert list((await client.threads.get(thread))["interrupts"]) == [state["tasks"][0]["id"]]
    first = interrupt["value"]["records"][0]["id"]
    with pytest.raises(httpx.HTTPStatusError):
        await client.runs.wait(thread, "qa", command={"resume": {"decisions": [{"id": "no such", "decision": "reject"}]}})
    assert (await client.threads.get(thread))["status"] == "interrupted"
    answer = {"decisions": [{"id": first, "decision": "reject", "reason": "known to everybody"}]}
    made: Any = await client.runs.wait(thread, "qa", command={"resume": {interrupt["id"]: answer}})
    assert first not in {record["id"] for record in made["records"]}
    assert made["rejected"]["review:rejected"] == 1
    assert [len(one["interrupts"]) for one in await client.threads.get_history(thread)] == [0, 1]
    assert (await client.threads.get(thread))["status"] == "idle"


async def test_a_stream_goes_on_behind_the_last_event_that_was_seen(server: Server, client: LangGraphClient) -> None:
    thread = (await client.threads.create())["thread_id"]
    run = await client.runs.create(thread, "qa", input={"documents": [server.upload()]}, stream_mode=["values", "custom"])
    whole = [part.id async for part in client.runs.join_stream(thread, run["run_id"], stream_mode=["values", "custom"])]
    again = client.runs.join_stream(thread, run["run_id"], stream_mode=["values", "custom"], last_event_id=whole[2])
    assert [part.id async for part in again] == whole[3:]
    assert (await client.runs.get(thread, run["run_id"]))["status"] == "success"


async def test_a_busy_thread_rejects_where_it_is_asked_to_and_a_run_can_be_cancelled(server: Server, client: LangGraphClient) -> None:
    texts = [PROSE.replace("ession", f"ession {number}") for number in range(25)]  # enough to be at work when it is cancelled
    given = {"documents": [server.upload(text, f"{number}.md") for number, text in enumerate(texts)]}
    thread = (await client.threads.create())["thread_id"]
    run = await client.runs.create(thread, "qa", input=given)
    with pytest.raises(ConflictError, match="has not ended"):
        await client.runs.create(thread, "qa", input=given, multitask_strategy="reject")
    await client.runs.cancel(thread, run["run_id"], wait=True)
    assert (await client.runs.get(thread, run["run_id"]))["status"] == "interrupted"
    made: Any = await client.runs.wait(thread, "qa", input=given)
    assert made["records"]


async def test_remote_graph_calls_it_as_a_graph(server: Server, client: LangGraphClient) -> None:
    graph = RemoteGraph("qa", client=client)
    made = await graph.ainvoke({"documents": [await asyncio.to_thread(server.upload)], "count": 1})
    assert len(made["records"]) == 1
    assert "qa" in (await graph.aget_graph()).nodes


@pytest.mark.parametrize(
    ("given", "said"),
    [({"documents": []}, "input: documents"), ({"documents": ["x"]}, "document x: there is none"), ({"files": 1}, "input: documents")],
)
def test_an_input_that_does_not_fit_gets_a_line(server: Server, given: dict[str, Any], said: str) -> None:
    answer = httpx.post(f"{server.url}/runs", json={"assistant_id": "qa", "input": given})
    assert (answer.status_code in {404, 422}, said in answer.json()["detail"]) == (True, True)


@pytest.mark.parametrize("field", [{"stream_mode": ["nonsense"]}, {"on_completion": "delete"}])
def test_what_would_do_nothing_is_refused(server: Server, field: dict[str, Any]) -> None:
    body = {"assistant_id": "qa", "input": {"documents": [server.upload()]}, **field}
    answer = httpx.post(f"{server.url}/runs/wait", json=body)
    assert (answer.status_code, next(iter(field)) in answer.json()["detail"]) == (422, True)


async def test_who_no_longer_waits_stops_the_run_if_that_was_asked_for(server: Server, client: LangGraphClient) -> None:
    texts = [PROSE.replace("ession", f"ession {number}") for number in range(25)]
    given = {"documents": [server.upload(text, f"{number}.md") for number, text in enumerate(texts)]}
    thread = (await client.threads.create())["thread_id"]
    body = {"assistant_id": "qa", "input": given, "on_disconnect": "cancel"}
    async with httpx.AsyncClient(base_url=server.url, timeout=0.5) as http:
        with pytest.raises(httpx.ReadTimeout):
            await http.post(f"/threads/{thread}/runs/wait", json=body)
    (run,) = await client.runs.list(thread)
    await client.runs.join(thread, run["run_id"])
    assert (await client.runs.get(thread, run["run_id"]))["status"] == "interrupted"


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest/", "http://[::ffff:10.0.0.1]/", "file:///etc/passwd", "x"])
def test_a_webhook_that_may_not_be_called_is_refused_by_its_field(server: Server, url: str) -> None:
    body = {"assistant_id": "qa", "input": {"documents": [server.upload()]}, "webhook": url}
    for route in ("/runs", "/runs/wait", "/runs/stream"):
        answer = httpx.post(server.url + route, json=body)
        assert (answer.status_code, answer.json()["detail"][:9]) == (422, "webhook: ")


def test_what_comes_again_under_an_idempotency_key_is_done_once(server: Server) -> None:
    keyed, used = {"Idempotency-Key": "wire"}, "idempotency key: was used for another request; give each request a key of its own"
    documents = [server.upload(PROSE, "keyed.md", **keyed) for _ in range(2)]
    assert documents[0] == documents[1]
    other = httpx.post(f"{server.url}/documents", params={"name": "keyed.md"}, content=b"other", headers=keyed)
    assert (other.status_code, other.json()) == (422, {"detail": used})
    asked: dict[str, Any] = {"assistant_id": "qa", "input": {"documents": documents[:1]}}
    runs = [httpx.post(f"{server.url}/runs", json=asked, headers=keyed).json()["run_id"] for _ in range(2)]
    assert runs[0] == runs[1]
    other = httpx.post(f"{server.url}/runs", json={**asked, "metadata": {"a": 1}}, headers=keyed)
    assert (other.status_code, other.json()) == (422, {"detail": used})
