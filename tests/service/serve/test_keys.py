"""Keys: who has none is not let in, and what is another's does not exist."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.service.serve.conftest import Server

OPEN = {"/ok", "/health", "/ready", "/openapi.json"}


def command(*arguments: str) -> str:
    """What the command line says on standard output."""
    done = subprocess.run([sys.executable, "-m", "bookwright.service", *arguments], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, str], dict[str, str]]]:
    """A server with the keys of two owners, as headers."""
    data = tmp_path_factory.mktemp("server") / "data"
    ada, bob = (command("keys", "add", owner, "--data", str(data)) for owner in ("ada", "bob"))
    assert ada not in (data / "keys.json").read_bytes().decode("latin-1")
    server = Server(data).begin()
    yield server, {"Authorization": f"Bearer {ada}"}, {"X-Api-Key": bob}
    server.kill(signal.SIGTERM)


def routes(server: Server) -> list[tuple[str, str]]:
    """Every route of the server, by its own account."""
    paths: dict[str, Any] = httpx.get(f"{server.url}/openapi.json").json()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


@pytest.mark.slow  # test_tenants.py goes over all routes within one process
def test_without_a_key_only_the_servers_own_routes_answer(kept: tuple[Server, dict[str, str], dict[str, str]]) -> None:
    server = kept[0]
    for method, path in routes(server):
        url = server.url + path.replace("{", "").replace("}", "")
        for headers in ({}, {"Authorization": "Bearer bw_wrong"}, {"X-Api-Key": ""}):
            status = httpx.request(method, url, json={"assistant_id": "qa"} if method == "POST" else None, headers=headers).status_code
            assert (path in OPEN) == (status == 200), (method, path, status)


@pytest.mark.slow
def test_what_is_anothers_does_not_exist(kept: tuple[Server, dict[str, str], dict[str, str]]) -> None:
    server, ada, bob = kept
    document = server.upload(**ada)
    run = httpx.post(f"{server.url}/runs", json={"assistant_id": "qa", "input": {"documents": [document]}}, headers=ada).json()
    httpx.get(f"{server.url}/threads/{run['thread_id']}/runs/{run['run_id']}/join", headers=ada, timeout=60)
    ids = {"thread_id": run["thread_id"], "run_id": run["run_id"], "document_id": document, "assistant": "qa", "path": "records.jsonl"}

    def without(words: str) -> str:
        return words.replace(run["thread_id"], "no-such").replace(run["run_id"], "no-such").replace(document, "no-such")

    for method, path in routes(server):
        if not any(name in path for name in ("{thread_id}", "{run_id}", "{document_id}")):
            continue
        url = server.url + path.format(checkpoint_id="x", **ids)
        body = {"assistant_id": "qa", "input": {"documents": [document]}} if method in {"POST", "PATCH"} else None
        answer = httpx.request(method, url, json=body, headers=bob)
        nobody = httpx.request(method, without(url), json=body, headers=bob)
        told, told_of_none = without(answer.text), without(nobody.text)
        assert (answer.status_code, nobody.status_code, told) == (404, 404, told_of_none), (method, path)
    assert httpx.post(f"{server.url}/threads/search", json={}, headers=bob).json() == []
    assert httpx.get(f"{server.url}/documents", headers=bob).json() == []
    stolen = httpx.post(f"{server.url}/runs", json={"assistant_id": "qa", "input": {"documents": [document]}}, headers=bob)
    assert stolen.status_code == 404


def test_an_address_that_others_can_reach_needs_a_key(tmp_path: Path) -> None:
    arguments = ["serve", "--host", "0.0.0.0", "--data", str(tmp_path / "data")]
    done = subprocess.run([sys.executable, "-m", "bookwright.service", *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "there is no key" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
