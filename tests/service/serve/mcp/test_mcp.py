"""MCP as its own client drives it, on the wire of 2026-07-28 and on the older ones."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.context import ClientRequestContext
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, ElicitRequestParams, ElicitResult, InputRequiredResult

from tests.service.conftest import PROSE
from tests.service.serve.conftest import Server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, str]]:
    """A server with the keys of two owners."""
    data = tmp_path_factory.mktemp("server") / "data"
    ada, bob = (_key(owner, data) for owner in ("ada", "bob"))
    server = Server(data).begin()
    yield server, ada, bob
    server.kill(signal.SIGTERM)


def _key(owner: str, data: Path) -> str:
    command = [sys.executable, "-m", "bookwright.service", "keys", "add", owner, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


@asynccontextmanager
async def client_of(server: Server, key: str, **options: Any) -> AsyncIterator[Client]:
    """A client that gives this key."""
    async with (
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=120) as http,
        Client(streamable_http_client(f"{server.url}/mcp/", http_client=http), **options) as client,
    ):
        yield client


async def added(client: Client) -> str:
    """The id of a new document."""
    made = await client.call_tool("add_document", {"name": "sessions.md", "text": PROSE})
    return str(content(made)["document_id"])


def content(made: CallToolResult) -> dict[str, Any]:
    """What a tool gave, once that is no error."""
    assert not made.is_error, made.content
    assert made.structured_content is not None
    return made.structured_content


async def no_to_the_first(context: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
    """A person who keeps all but the first record."""
    fields = params.requested_schema["properties"]  # type: ignore[union-attr]
    assert fields["decision_1"]["enum"] == ["accept", "reject"]
    return ElicitResult(action="accept", content={"decision_1": "reject", "reason_1": "known"})


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_tool_gives_records_with_progress_and_resources_have_their_sources(kept: tuple[Server, str, str], mode: str) -> None:
    heard: list[tuple[float, str | None]] = []

    async def hear(done: float, total: float | None, words: str | None) -> None:
        heard.append((done, words))

    async with client_of(kept[0], kept[1], mode=mode) as client:
        assert client.protocol_version == {"auto": "2026-07-28", "legacy": "2025-11-25"}[mode]
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert {"make_qa", "make_textbook", "start_run", "get_run", "submit_review"} <= set(tools)
        assert all(tool.output_schema and tool.input_schema for tool in tools.values())
        made = content(await client.call_tool("make_qa", {"documents": [await added(client)]}, progress_callback=hear))
        assert (made["status"], bool(made["records"])) == ("success", True)
        assert heard == sorted(heard)
        assert made["run_id"] in str(heard[0][1])
        source = made["records"][0]["sources"][0]
        thread = f"bookwright://threads/{made['thread_id']}"
        (text,) = (await client.read_resource(f"{thread}/sources/{source['document_id']}")).contents
        assert text.text[source["start"] : source["end"]] == source["quote"]  # type: ignore[union-attr]
        (lines,) = (await client.read_resource(f"{thread}/records")).contents
        assert [json.loads(line)["id"] for line in lines.text.splitlines()] == [one["id"] for one in made["records"]]  # type: ignore[union-attr]


async def test_a_person_is_asked_on_the_new_wire_also_when_the_server_began_again_meanwhile(kept: tuple[Server, str, str]) -> None:
    server, ada, bob = kept
    async with client_of(server, ada, elicitation_callback=no_to_the_first) as client:
        asked = {"documents": [await added(client)], "review": 2}
        made = content(await client.call_tool("make_qa", asked))
        assert made["rejected"]["review:rejected"] == 1
        question = await client.session.call_tool("make_qa", asked, allow_input_required=True)
        assert isinstance(question, InputRequiredResult)
        assert question.request_state
    server.kill(signal.SIGKILL)
    server.begin()
    answer = {"input_responses": {"review": ElicitResult(action="accept", content={"decision_1": "reject"})}}
    async with client_of(server, bob, elicitation_callback=no_to_the_first) as client:
        with pytest.raises(MCPError, match="Invalid or expired"):
            await client.call_tool("make_qa", asked, request_state=question.request_state, **answer)
    async with client_of(server, ada, elicitation_callback=no_to_the_first) as client:
        again = [content(await client.call_tool("make_qa", asked, request_state=question.request_state, **answer)) for _ in range(2)]
        assert again[0] == again[1]
        assert again[0]["rejected"]["review:rejected"] == 1


async def test_the_plan_of_a_book_is_asked_about(kept: tuple[Server, str, str]) -> None:
    async def follow(context: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
        assert "plan" in params.requested_schema["properties"]  # type: ignore[union-attr]
        return ElicitResult(action="accept", content={})

    async with client_of(kept[0], kept[1], elicitation_callback=follow) as client:
        made = content(await client.call_tool("make_textbook", {"documents": [await added(client)], "review_plan": True}))
        assert (made["status"], made["book"].startswith("#")) == ("success", True)


async def test_on_older_wires_a_run_that_waits_is_answered_with_a_tool(kept: tuple[Server, str, str]) -> None:
    async with client_of(kept[0], kept[1], mode="legacy", elicitation_callback=no_to_the_first) as client:
        made = content(await client.call_tool("make_qa", {"documents": [await added(client)], "review": 1}))
        assert (made["status"], made["records"]) == ("interrupted", [])
        shown = made["waits"]["value"]["records"][0]["id"]
        bad = await client.call_tool("submit_review", {"thread_id": made["thread_id"], "answer": {"decisions": [{"id": "no such"}]}})
        assert bad.is_error
        answer = {"decisions": [{"id": shown, "decision": "reject"}]}
        run = content(await client.call_tool("submit_review", {"thread_id": made["thread_id"], "answer": answer}))
        while run["status"] in {"pending", "running"}:
            await asyncio.sleep(0.2)
            run = content(await client.call_tool("get_run", {key: run[key] for key in ("thread_id", "run_id")}))
        assert run["values"]["rejected"]["review:rejected"] == 1


async def test_a_recipe_is_started_with_rows_and_a_call_with_a_key_is_done_once(kept: tuple[Server, str, str]) -> None:
    rows = '{"id": "t1", "text": "A bird sings.", "ann": "bird"}\n'
    settings = {"scheme": {"asks": "What is it?", "labels": {"bird": "has feathers", "fish": "has fins"}}, "columns": ["ann"]}
    async with client_of(kept[0], kept[1]) as client:
        upload = {"name": "texts.jsonl", "text": rows, "idempotency_key": "upload"}
        data = [content(await client.call_tool("add_document", upload))["document_id"] for _ in range(2)]
        assert data[0] == data[1]
        asked = {"assistant": "label", "input": {"data": data[:1], "settings": settings}, "idempotency_key": "label"}
        runs = [content(await client.call_tool("start_run", asked)) for _ in range(2)]
        assert runs[0]["run_id"] == runs[1]["run_id"]
        run = runs[0]
        while run["status"] in {"pending", "running"}:
            await asyncio.sleep(0.2)
            run = content(await client.call_tool("get_run", {key: run[key] for key in ("thread_id", "run_id")}))
        assert [record["label"] for record in run["values"]["records"]] == ["bird"]
        other = await client.call_tool("make_qa", {"documents": [await added(client)], "idempotency_key": "label"})
        assert (other.is_error, "was used for another request" in other.content[0].text) == (True, True)  # type: ignore[union-attr]


async def test_what_is_anothers_is_not_found(kept: tuple[Server, str, str]) -> None:
    server, ada, bob = kept
    async with client_of(server, ada) as client:
        document = await added(client)
        made = content(await client.call_tool("make_qa", {"documents": [document], "review": 1}))
        run = {"thread_id": made["thread_id"], "run_id": made["run_id"]}
        source = made["waits"]["value"]["records"][0]["evidence"][0]["document_id"]
    calls: list[tuple[str, dict[str, Any]]] = [
        ("make_qa", {"documents": [document]}),
        ("make_textbook", {"documents": [document]}),
        ("start_run", {"assistant": "qa", "input": {"documents": [document]}}),
        ("get_run", run),
        ("submit_review", {"thread_id": run["thread_id"], "answer": {"decisions": []}}),
    ]
    async with client_of(server, bob) as client:
        for name, arguments in calls:
            refused = await client.call_tool(name, arguments)
            assert (refused.is_error, "there is none" in refused.content[0].text) == (True, True), name  # type: ignore[union-attr]
        assert content(await client.call_tool("list_documents", {})) == {"result": []}
        for place in ("records", "book", f"sources/{source}"):
            with pytest.raises(MCPError, match="there is none"):
                await client.read_resource(f"bookwright://threads/{run['thread_id']}/{place}")


@pytest.mark.parametrize("path", ["/mcp", "/mcp/"])
def test_without_a_key_nothing_is_told_but_where_keys_go(kept: tuple[Server, str, str], path: str) -> None:
    refused = httpx.post(kept[0].url + path, json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    assert refused.status_code == 401
    place = refused.headers["www-authenticate"].partition('resource_metadata="')[2].rstrip('"')
    assert httpx.get(place).json()["resource"] == f"{kept[0].url}/mcp"
