"""LangGraph's Python client over every route that it has for assistants, threads and runs, and RemoteGraph over all that it calls."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest
from langgraph.errors import GraphInterrupt
from langgraph.pregel.remote import RemoteException, RemoteGraph
from langgraph.types import Command
from langgraph_sdk import get_client
from langgraph_sdk.client import LangGraphClient
from langgraph_sdk.errors import ConflictError, NotFoundError, UnprocessableEntityError

from tests.service.conftest import PROSE
from tests.service.serve.conftest import Server

pytestmark = pytest.mark.slow

MANY = 25


@pytest.fixture
async def client(server: Server) -> AsyncIterator[LangGraphClient]:
    """LangGraph's client of the server."""
    async with get_client(url=server.url) as client:
        yield client


@pytest.fixture(scope="module")
def given(server: Server) -> dict[str, Any]:
    """An input that is done in a moment."""
    return {"documents": [server.upload()], "count": 2}


@pytest.fixture(scope="module")
def much(server: Server) -> dict[str, Any]:
    """An input that takes long enough to be at work while something else is asked."""
    return {"documents": [server.upload(PROSE.replace("ession", f"ession {number}"), f"{number}.md") for number in range(MANY)]}


async def new_thread(client: LangGraphClient, **fields: Any) -> str:
    """The id of a new thread."""
    return str((await client.threads.create(**fields))["thread_id"])


async def test_assistants(client: LangGraphClient) -> None:
    found = await client.assistants.search(limit=100)
    assert {"qa", "textbook"} <= {one["graph_id"] for one in found}
    assert await client.assistants.count() == len(found)
    (qa,) = await client.assistants.search(graph_id="qa")
    assert await client.assistants.get(qa["assistant_id"]) == await client.assistants.get("qa") == qa
    schemas = await client.assistants.get_schemas("qa")
    assert "documents" in (schemas["input_schema"] or {})["properties"]
    assert "records" in (schemas["output_schema"] or {})["properties"]
    graph = await client.assistants.get_graph("qa", xray=True)
    assert [edge["source"] for edge in graph["edges"]] == ["__start__", "qa"]
    assert await client.assistants.get_subgraphs("qa") == {}
    with pytest.raises(NotFoundError):
        await client.assistants.get("no-such")


async def test_threads(client: LangGraphClient) -> None:
    thread = await client.threads.create(thread_id="a-thread-of-mine", metadata={"course": "one"}, graph_id="qa")
    assert (thread["thread_id"], thread["status"], thread["metadata"]) == ("a-thread-of-mine", "idle", {"course": "one", "graph_id": "qa"})
    with pytest.raises(ConflictError):
        await client.threads.create(thread_id="a-thread-of-mine")
    again = await client.threads.create(thread_id="a-thread-of-mine", if_exists="do_nothing")
    assert again["created_at"] == thread["created_at"]
    await client.threads.update("a-thread-of-mine", metadata={"part": 2})
    assert (await client.threads.get("a-thread-of-mine"))["metadata"] == {"course": "one", "graph_id": "qa", "part": 2}
    other = await new_thread(client, metadata={"course": "one"})
    wanted = {"course": "one"}
    assert await client.threads.count(metadata=wanted) == 2
    assert [one["thread_id"] for one in await client.threads.search(metadata=wanted, limit=1)] == [other]
    first = await client.threads.search(metadata=wanted, sort_by="created_at", sort_order="asc", limit=1)
    assert [one["thread_id"] for one in first] == ["a-thread-of-mine"]
    assert [one["thread_id"] for one in await client.threads.search(ids=[other], status="idle")] == [other]
    assert await client.threads.search(metadata=wanted, status="interrupted") == []
    state = await client.threads.get_state(other)
    assert (state["values"], state["next"], await client.threads.get_history(other)) == ({}, [], [])
    await client.threads.delete("a-thread-of-mine")
    with pytest.raises(NotFoundError):
        await client.threads.get("a-thread-of-mine")


async def test_runs_in_the_background(client: LangGraphClient, given: Mapping[str, Any]) -> None:
    thread, told = await new_thread(client), []
    run = await client.runs.create(thread, "qa", input=given, metadata={"why": "try"}, on_run_created=told.append)
    assert told == [{"run_id": run["run_id"], "thread_id": thread}]
    made: Any = await client.runs.join(thread, run["run_id"])
    assert len(made["records"]) == 2
    assert (await client.runs.get(thread, run["run_id"]))["status"] == "success"
    assert [one["metadata"] for one in await client.runs.list(thread, status="success")] == [{"why": "try"}]
    assert await client.runs.list(thread, status="error") == []
    assert (await client.threads.get_state(thread))["values"] == made
    copied = (await client.threads.copy(thread))["thread_id"]
    assert (await client.threads.get_state(copied))["values"] == made
    await client.runs.delete(thread, run["run_id"])
    assert await client.runs.list(thread) == []
    with pytest.raises(NotFoundError):
        await client.runs.get(thread, run["run_id"])


async def test_runs_without_a_thread(client: LangGraphClient, given: Mapping[str, Any]) -> None:
    made: Any = await client.runs.wait(None, "qa", input=given)
    parts = [part async for part in client.runs.stream(None, "qa", input=given, stream_mode="updates")]
    assert [part.event for part in parts] == ["metadata", "updates", "end"]
    assert [record["question"] for record in parts[1].data["qa"]["records"]] == [record["question"] for record in made["records"]]
    batch = await client.runs.create_batch([{"assistant_id": "qa", "input": given}, {"assistant_id": "qa", "input": given}])  # type: ignore[typeddict-item]
    for run in batch:
        assert await client.runs.join(run["thread_id"], run["run_id"]) == {**made, "records": made["records"]}


async def test_a_stream_is_joined_behind_any_event(client: LangGraphClient, given: Mapping[str, Any]) -> None:
    thread = await new_thread(client)
    modes: Any = ["custom", "values", "updates"]
    run = await client.runs.create(thread, "qa", input=given, stream_mode=modes, stream_resumable=True)
    whole = [part async for part in client.runs.join_stream(thread, run["run_id"])]
    assert {part.event for part in whole} == {"metadata", "custom", "values", "updates", "end"}
    for place, part in enumerate(whole[:-1]):
        rest = [one async for one in client.runs.join_stream(thread, run["run_id"], last_event_id=part.id)]
        assert [one.data for one in rest] in ([one.data for one in whole[place + 1 :]], [one.data for one in whole[place:]])
    assert [part.event async for part in await client.threads.join_stream(thread)][-1] == "end"


async def test_a_stream_of_a_thread_goes_on_with_its_next_run(client: LangGraphClient, given: Mapping[str, Any]) -> None:
    thread = await new_thread(client)
    await client.runs.wait(thread, "qa", input=given)
    first = [part async for part in await client.threads.join_stream(thread)]
    assert [part.event async for part in await client.threads.join_stream(thread, last_event_id=first[-2].id or "")] == ["end"]
    await client.runs.wait(thread, "qa", input=given)
    second = [part async for part in await client.threads.join_stream(thread, last_event_id=first[-2].id or "")]
    assert second[0].event == "metadata"
    assert second[0].data["run_id"] != first[0].data["run_id"]


async def test_a_person_is_asked_a_bad_answer_is_refused_and_a_good_one_goes_on(client: LangGraphClient, given: Mapping[str, Any]) -> None:
    thread = await new_thread(client)
    waits: Any = await client.runs.wait(thread, "qa", input={**given, "review": 2})
    (interrupt,) = waits["__interrupt__"]
    shown = [record["id"] for record in interrupt["value"]["records"]]
    for bad in ("yes", {"decisions": 3}, {"decisions": [{"id": "no-such", "decision": "accept"}]}, {interrupt["id"]: "yes"}):
        with pytest.raises((UnprocessableEntityError, httpx.HTTPStatusError)):
            await client.runs.wait(thread, "qa", command={"resume": bad})
        with pytest.raises(UnprocessableEntityError):
            [part async for part in client.runs.stream(thread, "qa", command={"resume": bad})]
    state = await client.threads.get_state(thread)
    assert ((await client.threads.get(thread))["status"], state["next"]) == ("interrupted", ["qa"])
    assert [one["id"] for one in state["tasks"][0]["interrupts"]] == [interrupt["id"]]
    assert [one["thread_id"] for one in await client.threads.search(status="interrupted", ids=[thread])] == [thread]
    placed = await client.threads.update_state(thread, {"noted": True})
    noted = await client.threads.get_state(thread, checkpoint=placed["checkpoint"])
    assert (noted["values"]["noted"], noted["next"]) == (True, ["qa"])
    decisions = [{"id": shown[0], "decision": "reject"}, {"id": shown[1], "decision": "accept"}]
    made: Any = await client.runs.wait(thread, "qa", command={"resume": {"decisions": decisions}})
    assert [record["id"] for record in made["records"]] == shown[1:]
    history = await client.threads.get_history(thread)
    assert [one["next"] for one in history] == [[], ["qa"], ["qa"]]
    before = await client.threads.get_history(thread, before=history[0]["checkpoint"])
    assert [one["checkpoint"] for one in before] == [one["checkpoint"] for one in history[1:]]
    since = await client.threads.get_history(thread, checkpoint={"checkpoint_id": history[1]["checkpoint"]["checkpoint_id"]}, limit=1)  # type: ignore[typeddict-item]
    assert [one["checkpoint"] for one in since] == [history[1]["checkpoint"]]
    assert [one["values"] for one in await client.threads.get_history(thread, metadata={"source": "update"})] == [{"noted": True}]
    forked = await client.threads.update_state(thread, {"more": 1}, checkpoint_id=history[1]["checkpoint"]["checkpoint_id"])
    assert (await client.threads.get_state(thread, checkpoint_id=forked["checkpoint"]["checkpoint_id"]))["values"] == {
        "noted": True,
        "more": 1,
    }  # type: ignore[index]


async def test_a_busy_thread_does_with_the_next_run_what_is_asked(
    client: LangGraphClient, given: Mapping[str, Any], much: Mapping[str, Any]
) -> None:
    thread = await new_thread(client)
    first = await client.runs.create(thread, "qa", input=much)
    with pytest.raises(ConflictError):
        await client.runs.create(thread, "qa", input=given, multitask_strategy="reject")
    second = await client.runs.create(thread, "qa", input=given, multitask_strategy="enqueue")
    assert (await client.runs.get(thread, second["run_id"]))["status"] == "pending"
    assert (await client.threads.get(thread))["status"] == "busy"
    third = await client.runs.create(thread, "qa", input=given, multitask_strategy="interrupt")
    statuses = [(await client.runs.get(thread, run["run_id"]))["status"] for run in (first, second)]
    assert statuses == ["interrupted", "interrupted"]
    made: Any = await client.runs.join(thread, third["run_id"])
    assert made.get("records"), made
    fourth = await client.runs.create(thread, "qa", input=much)
    fifth = await client.runs.create(thread, "qa", input=given, multitask_strategy="rollback")
    with pytest.raises(NotFoundError):
        await client.runs.get(thread, fourth["run_id"])
    await client.runs.join(thread, fifth["run_id"])


async def test_runs_are_cancelled(client: LangGraphClient, much: Mapping[str, Any]) -> None:
    thread = await new_thread(client)
    run = await client.runs.create(thread, "qa", input=much)
    await client.runs.cancel(thread, run["run_id"], wait=True)
    assert (await client.runs.get(thread, run["run_id"]))["status"] == "interrupted"
    with pytest.raises(ConflictError):
        await client.runs.cancel(thread, run["run_id"])
    gone = await client.runs.create(thread, "qa", input=much)
    await client.runs.cancel(thread, gone["run_id"], action="rollback", wait=True)
    with pytest.raises(NotFoundError):
        await client.runs.get(thread, gone["run_id"])
    several = [await client.runs.create(thread, "qa", input=much) for _ in range(2)]
    await client.runs.cancel_many(thread_id=thread, run_ids=[several[1]["run_id"]])
    await client.runs.cancel_many(thread_id=thread, status="all")
    for run in several:
        await client.runs.join(thread, run["run_id"])
        assert (await client.runs.get(thread, run["run_id"]))["status"] == "interrupted"


async def test_a_run_that_fails_says_why(client: LangGraphClient, server: Server) -> None:
    document = await asyncio.to_thread(server.upload, "%PDF-1.7 no more", "broken.pdf")
    with pytest.raises(Exception, match=r"broken\.pdf"):
        await client.runs.wait(None, "qa", input={"documents": [document]})
    told: Any = await client.runs.wait(None, "qa", input={"documents": [document]}, raise_error=False)
    assert "broken.pdf" in told["__error__"]["message"]
    parts = [part async for part in client.runs.stream(None, "qa", input={"documents": [document]})]
    assert [part.event for part in parts][-2:] == ["error", "end"]


def test_remote_graph_is_invoked_streamed_and_looked_into(server: Server, given: Mapping[str, Any]) -> None:
    graph = RemoteGraph("qa", url=server.url)
    assert set(graph.get_graph().nodes) == {"__start__", "qa", "__end__"}
    assert len(graph.invoke(given)["records"]) == 2
    config: Any = {"configurable": {"thread_id": "remote"}}
    (update,) = graph.stream({**given, "review": 1}, config)
    (interrupt,) = update["__interrupt__"]
    snapshot = graph.get_state(config)
    assert (snapshot.next, [one.id for one in snapshot.interrupts]) == (("qa",), [interrupt["id"]])
    answer = {"decisions": [{"id": interrupt["value"]["records"][0]["id"], "decision": "accept"}]}
    parts = list(graph.stream(Command(resume=answer), config, stream_mode=["values", "custom"]))
    assert {part.event for part in parts} == {"values", "custom"}
    history = list(graph.get_state_history(config))
    assert [one.next for one in history] == [(), ("qa",)]
    assert [one.config for one in graph.get_state_history(config, before=history[0].config)] == [history[1].config]
    assert graph.get_state(history[1].config).next == ("qa",)
    placed = graph.update_state(config, {"noted": True})
    assert graph.get_state(placed).values["noted"] is True
    whole = list(graph.stream(given, stream_mode="values", version="v2"))
    assert [part["type"] for part in whole] == ["values"]


def test_remote_graph_raises_what_went_wrong(server: Server) -> None:
    document = server.upload("%PDF-1.7 no more", "broken.pdf")
    with pytest.raises(RemoteException, match=r"broken\.pdf"):
        RemoteGraph("qa", url=server.url).invoke({"documents": [document]})


async def test_remote_graph_interrupts_the_graph_that_it_is_a_node_of(server: Server, given: Mapping[str, Any]) -> None:
    graph = RemoteGraph("qa", url=server.url)
    config: Any = {"configurable": {"thread_id": "inside", "checkpoint_ns": "outer:1"}}
    with pytest.raises(GraphInterrupt) as interrupted:
        await graph.ainvoke({**given, "review": 1}, config)
    assert interrupted.value.args[0][0].value["kind"] == "review"
