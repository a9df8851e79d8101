"""The resources: records and books of threads, the sources they quote, and what assistants take."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError

from bookwright.errors import RequestRefused
from bookwright.service.serve.mcp.asking import Asking
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService

DOCUMENT_ID = re.compile(r"[0-9a-f]{64}")


def add_resources(server: MCPServer[Any], asking: Asking) -> None:
    """Puts the resources on a server. What is another owner's is not found."""

    @server.resource("bookwright://threads/{thread_id}/records", mime_type="application/jsonl")
    async def records(thread_id: str, ctx: Context[Any, Any]) -> str:
        """The records that the last run of a thread gave, one to a line, with evidence, verdict and lineage."""
        with _found():
            made = _value(asking.service, asking.who(ctx), thread_id, "records")
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in made)

    @server.resource("bookwright://threads/{thread_id}/book", mime_type="text/markdown")
    async def book(thread_id: str, ctx: Context[Any, Any]) -> str:
        """The book that the last run of a thread gave."""
        with _found():
            return str(_value(asking.service, asking.who(ctx), thread_id, "book"))

    @server.resource("bookwright://threads/{thread_id}/sources/{document_id}", mime_type="text/plain")
    async def source(thread_id: str, document_id: str, ctx: Context[Any, Any]) -> str:
        """The text of a document as the runs of a thread read it; the offsets of evidence count its characters."""
        with _found():
            return _source(asking.service, asking.who(ctx), thread_id, document_id)

    @server.resource("bookwright://assistants/{name}", mime_type="application/json")
    async def assistant(name: str) -> str:
        """What an assistant takes and gives."""
        with _found():
            found = asking.service.assistant(name)
        return json.dumps({"input": found.input.model_json_schema(), "output": found.output.model_json_schema()})


@contextmanager
def _found() -> Iterator[None]:
    try:
        yield
    except RequestRefused as refused:
        raise ResourceNotFoundError(str(refused)) from None


def _value(service: RunService, who: Principal, thread_id: str, name: str) -> Any:
    last = next(iter(service.runs(who, thread_id)), None)
    values = service.left_by(who, last).values if last else {}
    if name not in values:
        raise RequestRefused(404, f"thread {thread_id}: has no {name}")
    return values[name]


def _source(service: RunService, who: Principal, thread_id: str, document_id: str) -> str:
    for name in dict.fromkeys(run.assistant for run in service.runs(who, thread_id)):
        path = service.files(who, thread_id, name) / "documents" / f"{document_id}.txt"
        if DOCUMENT_ID.fullmatch(document_id) and path.is_file():
            return path.read_bytes().decode("utf-8")  # its line ends as they are, for offsets count them
    raise RequestRefused(404, f"document {document_id}: is no source of thread {thread_id}")
