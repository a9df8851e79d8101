"""Two owners: what is another's is as what does not exist, by the same bytes, on every route of the application and on every façade."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from bookwright.service.serve.app import create_app
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from tests.service.serve.house import ADA, BOB, House, Ids, built

OPEN = {
    "/ok",
    "/health",
    "/ready",
    "/openapi.json",
    "/.well-known/agent-card.json",
    "/.well-known/agent-card.json/",
    "/.well-known/oauth-protected-resource/mcp",
    "/review/{thread_id}/{assistant}/static/{name}",
}
"""That the server lives, what it offers, how one is let in, and the style of its pages."""
FACADES = {"/a2a{rest:path}": ["", "/", "/rest/tasks", "/rest/tasks/x", "/rest/message:send"], "/mcp": [""], "/mcp/": [""]}
GUESSED = {"path": "records.jsonl", "assistant": "qa", "assistant_id": "qa", "model": "bookwright", "place": "1", "name": "style.css"}
VOLATILE = {"date", "content-length"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, made_by_rules: Path) -> House:
    """A server's folder."""
    return built(tmp_path_factory.mktemp("house") / "data", made_by_rules)


@pytest.fixture(scope="module")
def server(house: House) -> Iterator[TestClient]:
    """The server on it."""
    app = create_app(ServeSettings(data=house.data, requests_per_minute=100_000))
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def routes(server: TestClient) -> list[tuple[str, str]]:
    """Every route of the application, by method and path, whether its OpenAPI tells of it or not."""
    assert isinstance(server.app, FastAPI)
    found = []
    for route in iter_route_contexts(server.app.routes):
        assert route.path is not None
        methods = route.methods or {"GET", "POST", "DELETE"}
        found += [(method, route.path + more) for method in sorted(methods - {"HEAD"}) for more in FACADES.get(route.path, [""])]
    return [(method, path.replace("{rest:path}", "")) for method, path in found]


def asked(server: TestClient, method: str, path: str, ids: Ids, headers: dict[str, str]) -> httpx.Response:
    """An answer to a request with these ids wherever one can stand; what a route does not know it leaves."""
    plain = path.replace(":path}", "}").replace(":int}", "}")
    body: Any = {
        "assistant_id": "qa",
        "input": {"documents": [ids.document_id]},
        "thread_id": ids.thread_id,
        "ids": [ids.thread_id],
        "run_ids": [ids.run_id],
        "checkpoint": {"checkpoint_id": ids.checkpoint_id},
        "before": ids.checkpoint_id,
        "model": "bookwright",
        "messages": [{"role": "user", "content": "When must the verifier end the session?"}],
    }
    sent = {"json": [body] if path == "/runs/batch" else body} if method in {"POST", "PATCH"} else {}
    return server.request(method, plain.format(**GUESSED | asdict(ids)), headers=headers, **sent)


def test_no_route_answers_without_a_key_but_those_that_say_how_the_server_does(server: TestClient, house: House) -> None:
    found = routes(server)
    assert len(found) > 50
    assert {path for _, path in found} >= OPEN
    for method, path in found:
        for headers in ({}, {"Authorization": "Bearer bw_wrong"}, {"X-Api-Key": ""}, {"Authorization": "Basic Ojo="}):
            status = asked(server, method, path, house.ids, headers).status_code
            assert (path in OPEN) == (status != 401), (method, path, status)


def test_what_is_anothers_is_told_of_by_the_same_bytes_as_what_does_not_exist(server: TestClient, house: House) -> None:
    ids, nothing, bob = house.ids, Ids.of_nothing(), house.headers(BOB)
    named = {f"{{{name}}}" for name in asdict(ids)}
    for method, path in routes(server):
        if (method, path) == ("POST", "/threads") or (method == "GET" and path.startswith("/mcp")):
            continue  # the one makes a thread, the other waits for news without an end
        theirs, nobodys = (asked(server, method, path, one, bob) for one in (ids, nothing))
        has_id = any(name in path for name in named) and path not in OPEN
        assert theirs.status_code == nobodys.status_code, (method, path)
        assert theirs.status_code == 404 or not has_id, (method, path, theirs.status_code)
        if theirs.status_code == 404:
            assert ids.replaced(theirs.text, nothing) == nobodys.text, (method, path)
            assert {**theirs.headers, **dict.fromkeys(VOLATILE)} == {**nobodys.headers, **dict.fromkeys(VOLATILE)}, (method, path)
        assert "bounded period" not in theirs.text, (method, path)
        assert path in OPEN or ids.run_id not in theirs.text or has_id, (method, path)


def test_every_file_of_a_run_and_every_document_is_its_owners_alone(server: TestClient, house: House) -> None:
    thread, document = f"/threads/{house.ids.thread_id}", f"/documents/{house.ids.document_id}/content"
    held = server.get(f"{thread}/files", headers=house.headers(ADA)).json()
    paths = [f"{thread}/files/{one['assistant']}/{one['path']}" for one in held]
    paths += [document, f"{thread}/files/qa/report/report.html", f"{thread}/files/qa/reviews/ann.jsonl"]
    assert len(set(paths)) >= 7
    for path in paths:
        refused = server.get(path, headers=house.headers(BOB))
        assert (refused.status_code, "bounded period" in refused.text) == (404, False), path


def test_an_owner_may_use_a_name_that_another_uses(server: TestClient, house: House) -> None:
    assert server.post("/threads", json={"thread_id": house.ids.thread_id}, headers=house.headers(BOB)).status_code == 200
    assert server.get(f"/threads/{house.ids.thread_id}", headers=house.headers(BOB)).json()["status"] == "idle"
    assert server.get(f"/threads/{house.ids.thread_id}", headers=house.headers(ADA)).json()["status"] == "interrupted"
    assert server.delete(f"/threads/{house.ids.thread_id}", headers=house.headers(BOB)).status_code == 204
    assert server.get(f"/threads/{house.ids.thread_id}/files/qa/records.jsonl", headers=house.headers(ADA)).status_code == 200
    again = server.post("/threads", json={"thread_id": house.ids.thread_id}, headers=house.headers(ADA))
    assert again.status_code == 409


def test_what_two_owners_spend_on_threads_of_one_name_is_counted_apart(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "server.db")) as store:
        for owner, calls in ((ADA, 3), (BOB, 5), (ADA, 4)):
            store.keep_spending(owner, "one/qa", calls, 10 * calls)
        assert {owner: store.spent(owner) for owner in (ADA, BOB)} == {ADA: (4, 40), BOB: (5, 50)}
        assert store.spent(ADA, besides="one/qa") == (0, 0)


@pytest.mark.parametrize("name", ["%2e%2e", "%2e", "a%00b", "a%20b", "x" * 65])
def test_a_name_that_no_folder_should_have_is_refused(server: TestClient, house: House, name: str) -> None:
    asked = {"assistant_id": "qa", "input": {"documents": [house.ids.document_id]}, "if_not_exists": "create"}
    answer = server.post(f"/threads/{name}/runs", json=asked, headers=house.headers(ADA))
    assert answer.status_code in {404, 405, 422}
    assert house.data.joinpath("server.db").exists()


RPC = ["GetTask", "CancelTask", "SubscribeToTask", "GetTaskPushNotificationConfig"]


def said(ids: Ids, **more: Any) -> dict[str, Any]:
    """A message that names a document, and what else is given."""
    part = {"data": {"documents": [ids.document_id]}, "mediaType": "application/json"}
    return {"message": {"messageId": "one", "role": "ROLE_USER", "parts": [part], **more}}


def agent_calls(ids: Ids) -> list[tuple[str, str, Any]]:
    """Requests of A2A on both bindings, with these ids."""
    calls = [(name, {"id": ids.thread_id, "taskId": ids.thread_id}) for name in RPC]
    messages = [said(ids), said(ids, taskId=ids.thread_id), said(ids, taskId=ids.thread_id, contextId=ids.thread_id)]
    calls += [(name, message) for name in ("SendMessage", "SendStreamingMessage") for message in messages]
    rpc = [("POST", "/a2a", {"jsonrpc": "2.0", "id": 1, "method": name, "params": params}) for name, params in calls]
    task = f"/a2a/rest/tasks/{ids.thread_id}"
    rest: list[tuple[str, str, Any]] = [("GET", task, None), ("POST", f"{task}:cancel", {}), ("GET", f"{task}:subscribe", None)]
    rest += [("POST", f"/a2a/rest/message:{how}", message) for how in ("send", "stream") for message in messages]
    return rpc + rest


def test_a_task_or_document_of_another_is_none_on_either_binding_of_a2a(server: TestClient, house: House) -> None:
    nothing, headers = Ids.of_nothing(), house.headers(BOB) | {"A2A-Version": "1.0"}
    for theirs, nobodys in zip(agent_calls(house.ids), agent_calls(nothing), strict=True):
        told, told_of_none = (server.request(method, path, json=body, headers=headers) for method, path, body in (theirs, nobodys))
        assert told.status_code == told_of_none.status_code, theirs
        assert house.ids.replaced(told.text, nothing) == told_of_none.text, theirs
        assert "error" in told.text, theirs
    listed = server.get("/a2a/rest/tasks", params={"contextId": house.ids.thread_id}, headers=headers).json()
    assert not listed.get("tasks")
    own = server.get(f"/a2a/rest/tasks/{house.ids.thread_id}", headers=house.headers(ADA) | {"A2A-Version": "1.0"}).json()
    assert own["id"] == house.ids.thread_id


def tool_calls(ids: Ids) -> list[tuple[str, dict[str, Any]]]:
    """Requests of MCP with these ids."""
    tools = {
        "get_run": {"thread_id": ids.thread_id, "run_id": ids.run_id},
        "submit_review": {"thread_id": ids.thread_id, "answer": {"decisions": []}},
        "start_run": {"assistant": "qa", "input": {"documents": [ids.document_id]}},
        "make_qa": {"documents": [ids.document_id]},
        "make_textbook": {"documents": [ids.document_id]},
    }
    thread = f"bookwright://threads/{ids.thread_id}"
    resources = [f"{thread}/records", f"{thread}/book", f"{thread}/sources/{ids.text_id}"]
    calls: list[tuple[str, dict[str, Any]]] = [("tools/call", {"name": name, "arguments": given}) for name, given in tools.items()]
    return calls + [("resources/read", {"uri": uri}) for uri in resources]


def test_a_run_or_document_or_resource_of_another_is_none_over_mcp(server: TestClient, house: House) -> None:
    nothing = Ids.of_nothing()
    wire = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}

    def called(owner: str, name: str, params: dict[str, Any]) -> str:
        sent = {"jsonrpc": "2.0", "id": 1, "method": name, "params": params}
        return server.post("/mcp", json=sent, headers=house.headers(owner) | wire).text

    for theirs, nobodys in zip(tool_calls(house.ids), tool_calls(nothing), strict=True):
        told = called(BOB, *theirs)
        assert house.ids.replaced(told, nothing) == called(BOB, *nobodys), theirs
        assert '"isError":true' in told.replace(" ", "") or '"error"' in told, theirs
        assert "bounded period" not in told, theirs
    assert "bounded period" in called(ADA, *tool_calls(house.ids)[5])
