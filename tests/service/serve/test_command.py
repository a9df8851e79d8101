"""Starting a server: what it says, what keeps it from starting, and how it ends."""

import json
import signal
import socket
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bookwright.errors import InputError
from bookwright.service.serve.command import add_key, serve
from bookwright.service.serve.entities import Asked, Run, RunStatus, Thread
from bookwright.service.serve.folder import made_folder
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.tokens import TokenSettings
from tests.service.serve.conftest import Server

Start = Callable[[Path], object]
STARTS: list[Start] = [lambda data: serve(ServeSettings(data=data), None), lambda data: add_key(data, "ada", None)]


def log_of(server: Server) -> list[dict[str, Any]]:
    """The lines of its log."""
    return [json.loads(line) for line in (server.data / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def held(data: Path) -> Run:
    """A run in a new folder that nothing takes, so that whoever listens to it waits."""
    now = datetime.now(UTC)
    with closing(Store(made_folder(data) / "server.db")) as store:
        store.keep_thread(Thread(id="t", owner=NOBODY.owner, created=now, updated=now))
        run = Run(id="r", thread="t", owner=NOBODY.owner, assistant="qa", created=now, updated=now, status=RunStatus.PENDING, asked=Asked())
        store.add_run(run)
        store.add_event(run.id, "metadata", {"run_id": run.id})
        store.db.execute("UPDATE runs SET status = 'held'")
    return run


def test_a_server_says_where_it_is_and_whom_it_lets_in_and_ends_at_once_though_somebody_listens(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    run = held(server.data)
    server.begin()
    with httpx.stream("GET", f"{server.url}/runs/{run.id}/stream", timeout=60) as heard:
        pieces = heard.iter_text()
        first = next(pieces)
        server.kill(signal.SIGTERM)
        rest = first + "".join(pieces)
    assert server.process is not None
    assert server.process.returncode == 0
    assert "event: metadata" in rest
    assert rest.endswith(": the server is stopping; go on with Last-Event-ID when it is back\n\n")
    said = server.said.read_text(encoding="utf-8").splitlines()
    assert said[0] == f"bookwright: serving on {server.url}"
    assert "bookwright: let in: this machine alone, without keys" in said
    assert [line for line in said if "Traceback" in line] == []
    assert said[-1].startswith("bookwright: stopped")
    events = [line["event"] for line in log_of(server)]
    assert (events[0], events[-1]) == ("server begins", "server ends")
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700


@pytest.mark.slow
def test_a_stream_that_a_stop_ended_goes_on_behind_its_last_event(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").begin()
    body = {"assistant_id": "qa", "input": {"documents": [server.upload()]}, "on_disconnect": "cancel"}
    with httpx.stream("POST", f"{server.url}/runs/stream", json=body, timeout=60) as heard:
        place, pieces = heard.headers["location"], heard.iter_text()
        next(pieces)
        server.kill(signal.SIGTERM)
        assert "event: end" not in "".join(pieces)
    server.begin()
    try:
        again = httpx.get(f"{server.url}{place}", headers={"Last-Event-ID": "1"}, timeout=120).text
        assert "event: metadata" not in again
        assert "event: values" in again
        assert again.endswith("event: end\ndata: null\n\n")
    finally:
        server.kill(signal.SIGTERM)


@pytest.mark.parametrize("start", STARTS)
def test_a_folder_that_is_a_file_is_one_clear_line(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    for data in (tmp_path / "data", tmp_path / "data" / "inner"):
        with pytest.raises(InputError, match=f"^--data {data}: .* is a file; name a folder$"):
            start(data)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no folder in which nobody can make one")
def test_a_folder_that_cannot_be_made_is_one_clear_line(start: Start) -> None:
    with pytest.raises(InputError, match=r"^--data /proc/nope: .*; name another folder"):
        start(Path("/proc/nope"))


def test_a_port_that_is_taken_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"^--host 127\.0\.0\.1 --port {port}: Address already in use; name another$"):
            serve(ServeSettings(data=tmp_path / "data", port=port), None)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_keys_that_cannot_be_used_is_told_before_anything_is_made(tmp_path: Path) -> None:
    tokens = TokenSettings(keys=tmp_path / "none.json", issuer="https://login.example.org/", audience="bookwright")
    with pytest.raises(InputError, match="--jwt-keys"):
        serve(ServeSettings(data=tmp_path / "data", port=0, tokens=tokens), None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_for_keys_is_its_users_alone(tmp_path: Path) -> None:
    add_key(tmp_path / "data", "ada", None)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
