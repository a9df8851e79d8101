"""The server's OpenAPI is complete and true: what it tells of comes, and nothing else does."""

import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from bookwright.service.serve.app import create_app
from bookwright.service.serve.settings import ServeSettings
from tests.service.serve.fuzzing import MODES, Fuzzing
from tests.service.serve.house import ADA, House, built

EXAMPLES = 2
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
DEEP = b'{"metadata": ' + b'{"a":' * 70 + b"1" + b"}" * 70 + b"}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, made_by_rules: Path) -> House:
    """A server's folder."""
    return built(tmp_path_factory.mktemp("house") / "data", made_by_rules)


@pytest.fixture(scope="module")
def app(house: House) -> FastAPI:
    """The application on it."""
    return create_app(ServeSettings(data=house.data, requests_per_minute=1_000_000))


@pytest.fixture(scope="module")
def url(app: FastAPI) -> Iterator[str]:
    """Where it answers: a server in a thread of its own."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def told(app: FastAPI) -> dict[str, Any]:
    """Its OpenAPI."""
    return app.openapi()


def test_every_route_says_what_it_does_and_what_may_come_of_it(told: dict[str, Any]) -> None:
    ids = [operation["operationId"] for methods in told["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids)) > 40
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            assert operation["description"].strip().endswith("."), (method, path)
            assert {"405", "413", "429", "503"} <= set(operation["responses"]), (method, path)
            assert operation["tags"][0] in {tag["name"] for tag in told["tags"]}, (method, path)
            assert ("401" in operation["responses"]) == ("security" in operation), (method, path)
            if "requestBody" in operation:
                assert {"400", "415", "422"} <= set(operation["responses"]) or path == "/documents", (method, path)
                (content,) = operation["requestBody"]["content"].values()
                assert "examples" in _resolved(told, content["schema"]) or path == "/documents", (method, path)


def test_no_request_gets_an_answer_that_is_not_told_of(url: str, told: dict[str, Any], house: House) -> None:
    ids = asdict(house.ids) | {"assistant_id": "qa", "assistant": "qa", "path": "records.jsonl", "model": "bookwright"}
    tried = Fuzzing(url, told, [house.headers(ADA)], ids).run(EXAMPLES, seed=0, modes=MODES[:1])
    assert tried.wrong == []
    assert tried.cases > 80
    assert sum(any(status < 300 for status in counted) for counted in tried.statuses.values()) > 20


def test_a_method_that_a_path_has_not_is_told_which_it_has(url: str, told: dict[str, Any], house: House) -> None:
    refused = 0
    with httpx.Client(base_url=url, headers=house.headers(ADA)) as http:
        for path, methods in told["paths"].items():
            has = {method.upper() for method in methods}
            for method in METHODS - has:
                answer = http.request(method, path.replace("{", "").replace("}", "").replace("thread_id", "none"))
                if answer.status_code == 405:  # else another path takes it
                    refused += 1
                    assert has <= set(answer.headers["allow"].split(", ")), (method, path)
    assert refused > 60


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b'{"metadata": {"a": NaN}}', "application/json", 400),
        (b'{"metadata": {"a": 1e999}}', "application/json", 400),
        (b'{"metadata": {"a": "\\ud800"}}', "application/json", 400),
        (b'{"metadata": {"a": "\xff"}}', "application/json", 400),
        (b'{"metadata": {"a": "' + b"x" * 1_000_000 + b'"}}', "application/json", 413),
        (DEEP, "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"metadata=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
        (b"", "application/json", 422),
        (b'{"metadata": {"a": "\\u0000 \\ud83d\\ude00", "b": 100000000000000000000}}', "application/merge-patch+json", 200),
    ],
)
def test_a_body_that_could_not_be_kept_is_refused(url: str, house: House, body: bytes, media_type: str, status: int) -> None:
    answer = httpx.post(f"{url}/threads", content=body, headers=house.headers(ADA) | {"Content-Type": media_type})
    assert answer.status_code == status, answer.text
    if status == 200:
        found = httpx.get(f"{url}/threads/{answer.json()['thread_id']}", headers=house.headers(ADA))
        assert found.json()["metadata"]["a"] == "\0 😀"


def test_a_body_that_comes_in_pieces_is_counted_too(url: str, house: House) -> None:
    pieces = (b" " * 100_000 for _ in range(20))
    assert httpx.post(f"{url}/threads", content=pieces, headers=house.headers(ADA)).status_code == 413


def test_nobody_unknown_is_told_what_is_wrong_with_a_body(url: str) -> None:
    assert httpx.post(f"{url}/threads", content=b"{", headers={"Content-Type": "application/json"}).status_code == 401


def _resolved(told: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    schema = schema.get("items", schema)
    return told["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
