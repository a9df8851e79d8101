"""What operations see of a server: a line for each request, and totals for Prometheus."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from starlette.testclient import TestClient

from bookwright.service.log import logged
from bookwright.service.serve import traffic
from bookwright.service.serve.app import create_app
from bookwright.service.serve.entities import Asked, RunStatus
from bookwright.service.serve.library_log import LONGEST, libraries_logged
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from tests.service.serve.house import ADA, House, built

SAMPLE = re.compile(r"^([a-z_]+)(?:\{(.*)\})? (\S+)$")


@dataclass(frozen=True)
class Watched:
    """A server that logs to a file."""

    client: TestClient
    house: House
    log: Path

    def lines(self, event: str) -> list[dict[str, Any]]:
        """The lines of that event."""
        return [line for line in map(json.loads, self.log.read_text(encoding="utf-8").splitlines()) if line["event"] == event]

    def metrics(self) -> dict[tuple[str, str], float]:
        """What Prometheus reads, by name and labels."""
        told = self.client.get("/metrics", headers=self.house.headers(ADA)).text.splitlines()
        found = [SAMPLE.match(line) for line in told if not line.startswith("#")]
        return {(one[1], one[2] or ""): float(one[3]) for one in found if one}


@pytest.fixture
def watched(tmp_path: Path, made_by_rules: Path) -> Iterator[Watched]:
    """A server with keys, and one run of Ada's that waits for a person."""
    house, log = built(tmp_path / "data", made_by_rules), tmp_path / "log.jsonl"
    with logged(log), libraries_logged(), TestClient(create_app(ServeSettings(data=house.data)), base_url="http://127.0.0.1") as client:
        yield Watched(client, house, log)


def test_a_request_is_a_line_with_its_route_status_and_owner(watched: Watched) -> None:
    watched.client.get(f"/threads/{watched.house.ids.thread_id}", headers=watched.house.headers(ADA))
    watched.client.get("/ok")
    (line,) = watched.lines("request")
    assert {name: line[name] for name in ("method", "route", "status", "owner", "level")} == {
        "method": "GET",
        "route": "/threads/{thread_id}",
        "status": 200,
        "owner": ADA,
        "level": "info",
    }
    assert line["ms"] > 0
    assert watched.house.ids.thread_id not in watched.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(("path", "body", "status"), [("/info", b"", 401), ("/threads", b"x" * 1_000_001, 413)])
def test_a_refusal_is_a_warning(watched: Watched, path: str, body: bytes, status: int) -> None:
    watched.client.request("POST" if body else "GET", path, content=body)
    (line,) = watched.lines("request refused")
    assert (line["level"], line["status"], line["path"]) == ("warning", status, path)


def test_a_flood_of_refusals_is_counted_and_not_written_down(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(traffic.REFUSALS_A_MINUTE + 40):
        assert watched.client.get("/info", headers={"X-Api-Key": "bw_wrong"}).status_code == 401
    assert len(watched.lines("request refused")) == traffic.REFUSALS_A_MINUTE
    assert "bw_wrong" not in watched.log.read_text(encoding="utf-8")
    later = traffic.time.monotonic() + 61
    monkeypatch.setattr(traffic.time, "monotonic", lambda: later)
    watched.client.get("/info")
    assert watched.lines("request refused")[-1]["left_out"] == 40
    assert watched.metrics()["bookwright_requests_total", 'method="GET",route="/info",status="401"'] == traffic.REFUSALS_A_MINUTE + 41


def test_what_libraries_say_is_one_line_of_the_log(watched: Watched, capfd: pytest.CaptureFixture[str]) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "NoSuchMethod", "params": {}}
    watched.client.post("/a2a", json=asked, headers={**watched.house.headers(ADA), "A2A-Version": "1.0"})
    (line,) = watched.lines("library")
    assert (line["level"], line["library"].partition(".")[0]) == ("warning", "a2a")
    logging.getLogger("some.library").error("%s", "x" * 1000 + "\nsecond line")
    assert watched.lines("library")[-1]["words"] == "x" * LONGEST
    assert capfd.readouterr().err == ""


def test_metrics_tell_of_requests_runs_and_what_the_server_takes(watched: Watched) -> None:
    for _ in range(3):
        watched.client.get("/info", headers=watched.house.headers(ADA))
    watched.client.get("/no/such/page")
    for path in ("/a2a/rest/tasks", "/mcp", "/review/x/qa/"):
        watched.client.get(path)
    told = watched.metrics()
    refused = {labels for name, labels in told if name == "bookwright_requests_total" and 'status="401"' in labels}
    assert refused == {f'method="GET",route="{route}",status="401"' for route in ("/a2a", "/mcp", "/review")}
    info = 'method="GET",route="/info"'
    assert told["bookwright_requests_total", f'{info},status="200"'] == 3
    assert told["bookwright_requests_total", 'method="GET",route="none",status="404"'] == 1
    buckets = [told["bookwright_request_seconds_bucket", f'{info},le="{le}"'] for le in ("0.005", "0.1", "10", "+Inf")]
    assert buckets == sorted(buckets)
    assert buckets[-1] == told["bookwright_request_seconds_count", info] == 3
    assert told["bookwright_request_seconds_sum", info] > 0
    on_disk = sum(path.stat().st_size for path in watched.house.data.rglob("*") if path.is_file())
    assert 0 < told["bookwright_data_bytes", ""] <= on_disk * 2
    assert told["bookwright_disk_free_bytes", ""] > 0
    assert told["bookwright_runs_queued", ""] == told["bookwright_webhooks_waiting", ""] == 0


def test_runs_that_were_cancelled_and_runs_that_asked_somebody_are_told_apart(watched: Watched) -> None:
    with closing(Store(watched.house.data / "server.db")) as store:
        asked = store.run(watched.house.ids.run_id, ADA)
        assert asked is not None
        for number in range(2):
            store.add_run(asked.model_copy(update={"id": f"cancelled-{number}", "cancelled": True}))
    told = watched.metrics()
    assert told["bookwright_runs", 'status="cancelled"'] == 2
    assert told["bookwright_runs", 'status="interrupted"'] == 1
    assert told["bookwright_threads", 'status="interrupted"'] == 1


@pytest.mark.slow
async def test_a_run_that_failed_is_an_error_that_says_whose_it_is_and_why(tmp_path: Path) -> None:
    log, who = tmp_path / "log.jsonl", Principal(owner=ADA)

    async def content() -> Any:
        yield b" "

    with logged(log):
        async with RunService.open(ServeSettings(data=tmp_path / "data")) as service:
            document = await service.uploads.keep(who, "empty.md", "text/markdown", content())
            run = await service.start(who, "qa", Asked(input={"documents": [document.id]}))
            assert (await service.join(who, run.id)).status is RunStatus.ERROR
    (line,) = [line for line in map(json.loads, log.read_text(encoding="utf-8").splitlines()) if line["event"] == "run failed"]
    assert (line["level"], line["owner"], line["thread"], line["run"], line["assistant"]) == ("error", ADA, run.thread, run.id, "qa")
    assert line["error"] == "InputError"
    assert "empty.md" in line["reason"]


def test_a_log_may_go_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with logged(None, server="here"):
        structlog.get_logger().info("server begins")
    line = json.loads(capfd.readouterr().err)
    assert (line["event"], line["server"]) == ("server begins", "here")
