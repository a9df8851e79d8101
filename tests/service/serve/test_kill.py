"""A server that is killed goes on where it was: runs at work, waiting for a person, and waiting for their turn."""

import json
import signal
import socket
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.endpoint.client import Endpoint
from tests.service.conftest import write_subjects
from tests.service.serve.conftest import Server

pytestmark = pytest.mark.slow


def ended(server: Server, run: dict[str, Any]) -> dict[str, Any]:
    """The values of a run when it has ended."""
    made: dict[str, Any] = httpx.get(f"{server.url}/threads/{run['thread_id']}/runs/{run['run_id']}/join", timeout=90).json()
    return made


@pytest.mark.parametrize("assistant", ["qa", "rephrase"])
def test_killed_runs_go_on_and_nothing_is_paid_twice(assistant: str, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(latency=0.05)
    model = ("--model", "scripted", "--base-url", endpoint.url, "--at-once", "1")
    server = Server(tmp_path / "data", model).begin()
    try:
        (tmp_path / "eight").mkdir()
        texts = [path.read_text(encoding="utf-8") for path in sorted(write_subjects(tmp_path / "eight", 4).iterdir())]
        documents = [server.upload(text, f"{number}.md") for number, text in enumerate(texts)]
        asked = [{"assistant_id": assistant, "input": {"documents": [one]}} for one in documents]
        runs = [httpx.post(f"{server.url}/runs", json=body).json() for body in asked]
        for _ in range(2):
            before = endpoint.served()["asked"]
            until = time.monotonic() + 60
            while endpoint.served()["asked"] < before + 3 and time.monotonic() < until:
                time.sleep(0.05)
            server.kill(signal.SIGKILL)
            server.begin()
        values = [ended(server, run) for run in runs]
        assert all(value["records"] for value in values)
        assert endpoint.paid_twice() == []
        seen = [json.dumps(record["id"]) for value in values for record in value["records"]]
        assert len(seen) == len(set(seen))
    finally:
        server.kill(signal.SIGTERM)


def test_a_webhook_that_a_server_was_killed_before_sending_is_sent_when_it_is_back(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as hook:
        hook.settimeout(60)
        server = Server(tmp_path / "data", ("--webhook-host", "127.0.0.1")).begin()
        try:
            url = f"http://127.0.0.1:{hook.getsockname()[1]}/"
            run = httpx.post(
                f"{server.url}/runs", json={"assistant_id": "qa", "input": {"documents": [server.upload()]}, "webhook": url}
            ).json()
            first, _ = hook.accept()  # it has begun to tell, and is killed without an answer
            server.kill(signal.SIGKILL)
            first.close()
            server.begin()
            again, _ = hook.accept()
            with closing(again):
                head = again.recv(65536).decode("latin-1")
                again.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            assert f"Webhook-Id: {run['run_id']}" in head
        finally:
            server.kill(signal.SIGTERM)
