"""A2A as its own client drives it, on both bindings."""

import signal
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from a2a.client import A2ACardResolver, Client, ClientConfig, ClientFactory
from a2a.helpers.proto_helpers import get_data_parts, new_data_part, new_text_part
from a2a.types import (
    CancelTaskRequest,
    GetTaskRequest,
    ListTasksRequest,
    Message,
    Part,
    Role,
    SendMessageRequest,
    StreamResponse,
    SubscribeToTaskRequest,
    Task,
    TaskState,
)
from a2a.utils.constants import TransportProtocol
from a2a.utils.errors import A2AError, InvalidParamsError, TaskNotCancelableError, TaskNotFoundError, UnsupportedOperationError

from tests.service.conftest import PROSE
from tests.service.serve.conftest import Server

pytestmark = pytest.mark.slow

BINDINGS = [TransportProtocol.JSONRPC.value, TransportProtocol.HTTP_JSON.value]
Kept = tuple[Server, str, str]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A server with the keys of two owners."""
    data = tmp_path_factory.mktemp("server") / "data"
    ada, bob = (_key(owner, data) for owner in ("ada", "bob"))
    server = Server(data, ("--at-once", "1")).begin()
    yield server, ada, bob
    server.kill(signal.SIGTERM)


def _key(owner: str, data: Path) -> str:
    command = [sys.executable, "-m", "bookwright.service", "keys", "add", owner, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


@asynccontextmanager
async def client_of(server: Server, key: str, binding: str = BINDINGS[0], *, streaming: bool = True) -> AsyncIterator[Client]:
    """A client that gives this key, on the binding that the card names."""
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=120) as http:
        card = await A2ACardResolver(http, server.url).get_agent_card()
        config = ClientConfig(httpx_client=http, supported_protocol_bindings=[binding], streaming=streaming)
        yield ClientFactory(config).create(card)


def asking(*parts: Part, task: Task | None = None, message_id: str = "") -> SendMessageRequest:
    """A message with these parts."""
    said = {"task_id": task.id, "context_id": task.context_id} if task else {}
    return SendMessageRequest(message=Message(role=Role.ROLE_USER, message_id=message_id or str(uuid.uuid4()), parts=parts, **said))


def records_of(events: list[StreamResponse]) -> Any:
    """The records that a stream gave."""
    (artifact,) = [event.artifact_update.artifact for event in events if event.HasField("artifact_update")]
    return get_data_parts(artifact.parts)[0]["records"]


@pytest.mark.parametrize("binding", BINDINGS)
async def test_a_task_is_streamed_waits_for_a_person_and_goes_on_with_the_answer(kept: Kept, binding: str) -> None:
    async with client_of(kept[0], kept[1], binding) as client:
        events = [event async for event in client.send_message(asking(new_text_part(PROSE), new_data_part({"review": 1})))]
        task = events[0].task
        assert task.status.state == TaskState.TASK_STATE_SUBMITTED
        assert events[-1].status_update.status.state == TaskState.TASK_STATE_INPUT_REQUIRED
        (question,) = get_data_parts(events[-1].status_update.status.message.parts)
        shown = question["value"]["records"][0]["id"]
        with pytest.raises(InvalidParamsError):
            [event async for event in client.send_message(asking(new_data_part({"decisions": [{"id": "none"}]}), task=task))]
        answer = new_data_part({"decisions": [{"id": shown, "decision": "reject", "reason": "known"}]})
        events = [event async for event in client.send_message(asking(answer, task=task))]
        assert events[-1].status_update.status.state == TaskState.TASK_STATE_COMPLETED
        assert shown not in {record["id"] for record in records_of(events)}
        found = await client.get_task(GetTaskRequest(id=task.id))
        assert (found.status.state, len(found.history), len(found.artifacts)) == (TaskState.TASK_STATE_COMPLETED, 2, 1)
        with pytest.raises(UnsupportedOperationError):
            [event async for event in client.send_message(asking(answer, task=task))]
        with pytest.raises(TaskNotCancelableError):
            await client.cancel_task(CancelTaskRequest(id=task.id))


@pytest.mark.parametrize("binding", BINDINGS)
async def test_tasks_are_listed_in_pages_and_cancelled(kept: Kept, binding: str) -> None:
    async with client_of(kept[0], kept[1], binding, streaming=False) as client:
        (made,) = [event.task async for event in client.send_message(asking(new_text_part(PROSE), new_data_part({"review": 1})))]
        assert made.status.state == TaskState.TASK_STATE_INPUT_REQUIRED
        stopped = await client.cancel_task(CancelTaskRequest(id=made.id))
        assert stopped.status.state == TaskState.TASK_STATE_CANCELED
        own = await client.list_tasks(ListTasksRequest(context_id=made.context_id, include_artifacts=True))
        assert ([task.id for task in own.tasks], own.total_size) == ([made.id], 1)
        one = await client.list_tasks(ListTasksRequest(page_size=1))
        rest = await client.list_tasks(ListTasksRequest(page_size=100, page_token=one.next_page_token)) if one.next_page_token else None
        assert len(one.tasks) + len(rest.tasks if rest else ()) == one.total_size


async def test_a_killed_servers_task_goes_on_and_ends_and_a_message_sent_again_starts_nothing_new(kept: Kept) -> None:
    server, ada, _ = kept
    message = asking(new_text_part(PROSE), message_id="the same twice")
    message.configuration.return_immediately = True
    async with client_of(server, ada, streaming=False) as client:
        (task,) = [event.task async for event in client.send_message(message)]
    server.kill(signal.SIGKILL)
    server.begin()
    async with client_of(server, ada) as client:
        events = [event async for event in client.subscribe(SubscribeToTaskRequest(id=task.id))]
        assert events[0].task.id == task.id
        assert events[-1].status_update.status.state == TaskState.TASK_STATE_COMPLETED
        assert records_of(events)
        (again, *_) = [event async for event in client.send_message(message)]
        assert again.task.id == task.id
        other = asking(new_text_part(PROSE + "\nIt is deleted.\n"), message_id="the same twice")
        (first, *_) = [event async for event in client.send_message(other)]
        assert first.task.id != task.id


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([new_data_part({"documents": "x"})], "documents"),
        ([new_data_part({"documents": ["x"]})], "document x: there is none"),
        ([new_data_part([1])], "no JSON object"),
        ([new_text_part(PROSE), new_data_part({"pages": 1})], "input: pages"),
        ([new_text_part(PROSE), new_data_part({"assistant": "poet"})], "assistant poet: there is none"),
        ([Part(url="http://127.0.0.1/secret.md")], "not fetched"),
        ([Part(raw=b"MZ", filename="run.exe")], "of no kind that can be read"),
    ],
)
async def test_a_message_that_does_not_fit_is_told_why_and_leaves_nothing(kept: Kept, parts: list[Part], said: str) -> None:
    server, ada, _ = kept
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {ada}"}) as http:
        before = (await http.get(f"{server.url}/documents")).json()
        async with client_of(server, ada) as client:
            with pytest.raises(InvalidParamsError, match=said):
                [event async for event in client.send_message(asking(*parts))]
        assert (await http.get(f"{server.url}/documents")).json() == before


async def test_what_other_wires_write_breaks_no_task_and_a_number_that_is_none_is_refused(kept: Kept) -> None:
    server, ada, _ = kept
    headers = {"Authorization": f"Bearer {ada}"}
    document = server.upload(**headers)
    body = {"assistant_id": "qa", "input": {"documents": [document]}, "metadata": {"a2a_message": 5}}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=120) as http:
        thread_id = (await http.post("/runs/wait", json=body)).headers["Content-Location"].split("/")[2]
        (await http.post(f"/threads/{thread_id}/state", json={"values": {"book": 5}})).raise_for_status()
        message = '{"messageId": "nan", "role": "ROLE_USER", "parts": [{"data": {"count": NaN}}]}'
        call = f'{{"jsonrpc": "2.0", "id": 1, "method": "SendMessage", "params": {{"message": {message}}}}}'
        told = await http.post("/a2a", content=call, headers={"Content-Type": "application/json", "A2A-Version": "1.0"})
        assert told.json()["error"]["code"] == -32602, told.text
    async with client_of(server, ada) as client:
        task = await client.get_task(GetTaskRequest(id=thread_id))
        assert get_data_parts(task.artifacts[0].parts)[0]["records"]
        assert thread_id in {task.id for task in (await client.list_tasks(ListTasksRequest())).tasks}


async def test_files_with_rows_are_the_data_of_a_recipe(kept: Kept) -> None:
    rows = b'{"id": "t1", "text": "A bird sings.", "ann": "bird"}\n{"id": "t2", "text": "A fish swims.", "ann": "fish"}\n'
    scheme = {"asks": "What is it?", "labels": {"bird": "has feathers", "fish": "has fins"}}
    asked = new_data_part({"assistant": "label", "settings": {"scheme": scheme, "columns": ["ann"]}})
    file = Part(raw=rows, filename="texts.jsonl", media_type="application/jsonl")
    async with client_of(kept[0], kept[1]) as client:
        events = [event async for event in client.send_message(asking(file, asked))]
    assert events[-1].status_update.status.state == TaskState.TASK_STATE_COMPLETED
    assert [record["label"] for record in records_of(events)] == ["bird", "fish"]


async def test_what_is_anothers_is_not_found(kept: Kept) -> None:
    server, ada, bob = kept
    document = server.upload(Authorization=f"Bearer {ada}")
    async with client_of(server, ada, streaming=False) as client:
        (task,) = [event.task async for event in client.send_message(asking(new_data_part({"documents": [document], "review": 1})))]
    for binding in BINDINGS:
        async with client_of(server, bob, binding) as client:
            with pytest.raises(TaskNotFoundError):
                await client.get_task(GetTaskRequest(id=task.id))
            with pytest.raises(TaskNotFoundError):
                await client.cancel_task(CancelTaskRequest(id=task.id))
            with pytest.raises(TaskNotFoundError):
                [event async for event in client.subscribe(SubscribeToTaskRequest(id=task.id))]
            with pytest.raises(TaskNotFoundError):
                [event async for event in client.send_message(asking(new_data_part({"decisions": []}), task=task))]
            with pytest.raises(A2AError, match="there is none"):
                [event async for event in client.send_message(asking(new_data_part({"documents": [document]})))]
            assert not (await client.list_tasks(ListTasksRequest(context_id=task.context_id))).tasks


def test_the_card_is_everybodys_and_the_bindings_need_a_key_with_and_without_a_slash(kept: Kept) -> None:
    server, ada, _ = kept
    card = httpx.get(f"{server.url}/.well-known/agent-card.json").json()
    assert {one["protocolBinding"] for one in card["supportedInterfaces"]} == set(BINDINGS)
    assert {skill["id"] for skill in card["skills"]} >= {"qa", "textbook", "label", "converse"}
    call = {"jsonrpc": "2.0", "id": 1, "method": "ListTasks", "params": {}}
    known = {"Authorization": f"Bearer {ada}", "A2A-Version": "1.0"}
    for slash in ("", "/"):
        assert httpx.post(f"{server.url}/a2a{slash}", json=call).status_code == 401
        assert httpx.get(f"{server.url}/a2a/rest/tasks{slash}").status_code == 401
        assert "result" in httpx.post(f"{server.url}/a2a{slash}", json=call, headers=known).json()
        assert "tasks" in httpx.get(f"{server.url}/a2a/rest/tasks{slash}", headers=known).json()
