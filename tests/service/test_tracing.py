"""Traces, as a collector on loopback receives them."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import TraceServiceServicer, add_TraceServiceServicer_to_server

from bookwright.agents.completions import Endpoint as Address
from bookwright.errors import InputError
from bookwright.service.configuration import Tracing, tracing_wanted
from bookwright.service.tracing import about, traced
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.service.conftest import finished_run, model_settings

KEY = "canary-key-4711"
NAMES = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_SDK_DISABLED")


class Collected:
    """The spans that arrived, as plain dictionaries, and all their bytes."""

    def __init__(self) -> None:
        self.spans: list[dict[str, Any]] = []
        self.resource: dict[str, Any] = {}
        self.raw = b""

    def take(self, sent: ExportTraceServiceRequest) -> None:
        self.raw += sent.SerializeToString()
        for resource in sent.resource_spans:
            self.resource = {pair.key: pair.value.string_value for pair in resource.resource.attributes}
            for scope in resource.scope_spans:
                for span in scope.spans:
                    attributes = {pair.key: _value(pair.value) for pair in span.attributes}
                    plain = {"name": span.name, "kind": span.kind, "id": span.span_id, "parent": span.parent_span_id}
                    self.spans.append(plain | {"attributes": attributes, "status": span.status.code})

    def named(self, name: str) -> list[dict[str, Any]]:
        return [span for span in self.spans if span["name"] == name]


def _value(value: Any) -> Any:
    kind = value.WhichOneof("value")
    return [_value(each) for each in value.array_value.values] if kind == "array_value" else getattr(value, kind)


@contextmanager
def over_http(collected: Collected) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.path == "/v1/traces"
            collected.take(ExportTraceServiceRequest.FromString(body))
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def over_grpc(collected: Collected) -> Iterator[str]:
    class Servicer(TraceServiceServicer):  # type: ignore[misc]
        def Export(self, request: ExportTraceServiceRequest, context: object) -> ExportTraceServiceResponse:  # noqa: N802
            collected.take(request)
            return ExportTraceServiceResponse()

    server = grpc.server(futures.ThreadPoolExecutor(max_workers=1))
    add_TraceServiceServicer_to_server(Servicer(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop(None).wait()


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


COLLECTORS = {"http/protobuf": over_http, "grpc": over_grpc}


@pytest.mark.parametrize("protocol", COLLECTORS)
def test_a_run_its_items_and_its_calls_arrive_at_a_collector(
    protocol: str, source: Path, tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    if protocol == "http/protobuf":
        pytest.importorskip("opentelemetry.exporter.otlp.proto.http")
    endpoint.follow(Rule(behaviour=Behaviour.SERVER_ERROR, sights=(1,), seat="Judgements"))
    collected = Collected()
    with COLLECTORS[protocol](collected) as address:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
        finished_run(model_settings(source, tmp_path / "run", endpoint, key=KEY))
    (whole,) = collected.named("invoke_workflow bookwright qa")
    items, calls = collected.named("bookwright.item"), collected.named("chat scripted")
    assert collected.resource["service.name"] == "bookwright"
    assert items
    assert {item["parent"] for item in items} == {whole["id"]}
    assert {call["parent"] for call in calls} <= {item["id"] for item in items}
    assert {call["kind"] for call in calls} == {3}
    assert len(calls) == endpoint.served()["asked"]
    answered = [call["attributes"] for call in calls if call["status"] == 0]
    assert answered[0] | {"gen_ai.usage.input_tokens": 1, "gen_ai.usage.output_tokens": 1, "gen_ai.usage.cache_read.input_tokens": 0} == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "scripted",
        "gen_ai.output.type": "json",
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.usage.input_tokens": 1,
        "gen_ai.usage.output_tokens": 1,
        "gen_ai.usage.cache_read.input_tokens": 0,
        "server.address": "127.0.0.1",
        "server.port": endpoint.port,
        "bookwright.role": "writer",
        "bookwright.round": 0,
    }
    assert all(attributes["gen_ai.usage.input_tokens"] > 0 for attributes in answered)
    assert {call["attributes"]["error.type"] for call in calls if call["status"] == 2} == {"server"}
    assert KEY.encode() not in collected.raw
    assert b"session" not in collected.raw.replace(str(tmp_path).encode(), b"")


def test_without_an_endpoint_nothing_of_it_is_imported() -> None:
    code = (
        "import sys; from bookwright.service.configuration import tracing_wanted; from bookwright.service.tracing import traced\n"
        "with traced(tracing_wanted(), 'run') as tracer: print(tracer, 'opentelemetry' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "None False\n"


def test_what_opentelemetry_s_own_variables_say_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tracing_wanted() is None
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    assert tracing_wanted() == Tracing(protocol="http/protobuf")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
    assert tracing_wanted() == Tracing(protocol="grpc")
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert tracing_wanted() is None


def test_an_unknown_protocol_is_refused_in_one_line() -> None:
    said = r"^OTEL_EXPORTER_OTLP_PROTOCOL: pigeon is not known; give one of http/protobuf, grpc$"
    with pytest.raises(InputError, match=said), traced(Tracing(protocol="pigeon"), "run"):
        pass


@pytest.mark.parametrize(
    ("base_url", "provider", "port"),
    [
        (None, "openai", 443),
        ("https://mine.openai.azure.com/openai/v1", "azure.ai.openai", 443),
        ("https://api.mistral.ai/v1", "mistral_ai", 443),
        ("http://gpu7:8000/v1", "openai", 8000),
    ],
)
def test_the_provider_is_told_by_the_address(base_url: str | None, provider: str, port: int) -> None:
    found = about(Address(model="m", base_url=base_url))
    assert (found["gen_ai.provider.name"], found["server.port"]) == (provider, port)
