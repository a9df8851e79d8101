"""OpenTelemetry: a span for the run, for each item and for each call, by the conventions for generative AI; nothing of prompts or keys.

Nothing of OpenTelemetry is imported unless its own variables name an endpoint.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import structlog

from bookwright import __version__
from bookwright.agents.chat import Chat, Reply, Request
from bookwright.agents.completions import Endpoint
from bookwright.errors import InputError
from bookwright.knowledge.masking import shown
from bookwright.service.configuration import Tracing
from bookwright.service.watching import kind_of

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span, Tracer

WORKFLOW = "bookwright qa"
EXPORTERS = {
    "http/protobuf": "opentelemetry.exporter.otlp.proto.http.trace_exporter",
    "grpc": "opentelemetry.exporter.otlp.proto.grpc.trace_exporter",
}
EXPORT_SECONDS = 5
PROVIDERS = {
    "openai.azure.com": "azure.ai.openai",
    "anthropic.com": "anthropic",
    "generativelanguage.googleapis.com": "gcp.gemini",
    "mistral.ai": "mistral_ai",
    "groq.com": "groq",
    "deepseek.com": "deepseek",
    "x.ai": "x_ai",
    "perplexity.ai": "perplexity",
    "cohere.com": "cohere",
}


@contextmanager
def traced(wanted: Tracing | None, run: str) -> Iterator["Tracer | None"]:
    """A tracer, with the span of the run open inside the block; None where no traces are wanted. What is left is sent at its end.

    InputError where the packages that traces need are missing.
    """
    if wanted is None:
        yield None
        return
    exporter = _exporter(wanted)
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.version": __version__} | _named()), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("bookwright", __version__)
    about = {"gen_ai.operation.name": "invoke_workflow", "gen_ai.workflow.name": WORKFLOW, "bookwright.run": run}
    with _told_in_the_log():
        try:
            with spanned(tracer, f"invoke_workflow {WORKFLOW}", "INTERNAL", about):
                yield tracer
        finally:
            provider.shutdown()


@contextmanager
def spanned(tracer: "Tracer", name: str, kind: Literal["INTERNAL", "CLIENT"], about: dict[str, Any]) -> Iterator["Span"]:
    """A span around a block. An error that leaves the block is on it by its kind, never by its words."""
    from opentelemetry.trace import SpanKind, Status, StatusCode  # noqa: PLC0415

    with tracer.start_as_current_span(
        name, kind=SpanKind[kind], attributes=about, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield span
        except BaseException as error:
            span.set_attribute("error.type", kind_of(error))
            span.set_status(Status(StatusCode.ERROR))
            raise


def item_span(tracer: "Tracer", passage_id: str) -> AbstractContextManager["Span"]:
    """The span of the work on one passage."""
    return spanned(tracer, "bookwright.item", "INTERNAL", {"bookwright.item": passage_id})


class TracedChat:
    """Puts a span around each call that is really made."""

    def __init__(self, chat: Chat, tracer: "Tracer", endpoint: Endpoint) -> None:
        self.chat = chat
        self.name = chat.name
        self._tracer = tracer
        self._about = about(endpoint)

    async def ask(self, request: Request) -> Reply:
        """The answer, its tokens and how it ended on the span."""
        seat = {"bookwright.role": request.role, "bookwright.round": structlog.contextvars.get_contextvars().get("round", 0)}
        with spanned(self._tracer, f"chat {self.name}", "CLIENT", self._about | seat) as span:
            reply = await self.chat.ask(request)
            span.set_attributes(
                {
                    "gen_ai.response.finish_reasons": (reply.finish_reason,),
                    "gen_ai.usage.input_tokens": reply.input_tokens,
                    "gen_ai.usage.output_tokens": reply.output_tokens,
                    "gen_ai.usage.cache_read.input_tokens": reply.cached_tokens,
                }
            )
            return reply


def about(endpoint: Endpoint) -> dict[str, Any]:
    """What the conventions want to know of every call to an endpoint."""
    address = urlsplit(endpoint.address)
    host = address.hostname or ""
    known = (name for end, name in PROVIDERS.items() if host == end or host.endswith("." + end))
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": next(known, "openai"),  # the form of its messages, where the address tells no more
        "gen_ai.request.model": endpoint.model,
        "gen_ai.output.type": "json",
        "server.address": host,
        "server.port": address.port or (443 if address.scheme == "https" else 80),
    }
    if "temperature" in endpoint.parameters:
        attributes["gen_ai.request.temperature"] = endpoint.parameters["temperature"]
    return attributes


def _exporter(wanted: Tracing) -> "SpanExporter":
    """The exporter of the protocol wanted; where it sends to and with which headers it reads from OpenTelemetry's variables."""
    name = EXPORTERS.get(wanted.protocol)
    if name is None:
        raise InputError(f"OTEL_EXPORTER_OTLP_PROTOCOL: {wanted.protocol} is not known; give one of {', '.join(EXPORTERS)}")
    try:
        exporter: SpanExporter = import_module(name).OTLPSpanExporter(timeout=EXPORT_SECONDS)
    except ImportError:
        raise InputError(
            f"OTEL_EXPORTER_OTLP_ENDPOINT: traces by {wanted.protocol} need a package that is not there; "
            "install bookwright[otel], or set OTEL_EXPORTER_OTLP_PROTOCOL=grpc for a gRPC endpoint, or unset the endpoint"
        ) from None
    return exporter


def _named() -> dict[str, str]:
    """The name of the service, unless the user gave one."""
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415

    given = str(Resource.create().attributes.get("service.name", ""))
    return {"service.name": "bookwright"} if given.startswith("unknown_service") else {}


class _ToTheLog(logging.Handler):
    """What OpenTelemetry has to say, such as that nobody listens, belongs into the log and not over the live view."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().warning("tracing", said=shown(record.getMessage()))


@contextmanager
def _told_in_the_log() -> Iterator[None]:
    logger, handler = logging.getLogger("opentelemetry"), _ToTheLog()
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
