"""The tools."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp_types import InputRequiredResult, ToolAnnotations
from pydantic import Field

from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.entities import Asked
from bookwright.service.serve.mcp.asking import Asking, refusals_told
from bookwright.service.serve.mcp.shapes import (
    BookMade,
    Document,
    QAMade,
    RunMade,
    book_made,
    qa_made,
    run_made,
    shown_document,
)

Documents = Annotated[list[str], Field(min_length=1, description="Ids of uploaded documents.")]
Key = Annotated[str | None, Field(max_length=200, description="The same call with the same key is done once.")]
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
MAKES = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)


def add_tools(server: MCPServer[Any], asking: Asking) -> None:
    """Puts the tools on a server."""
    _add_documents(server, asking)
    _add_makers(server, asking)
    _add_runs(server, asking)


def _add_documents(server: MCPServer[Any], asking: Asking) -> None:
    @server.tool(annotations=MAKES)
    async def add_document(
        name: Annotated[str, Field(min_length=1, max_length=400, description="A file name; its ending says what it is.")],
        text: Annotated[str, Field(min_length=1)],
        ctx: Context[Any, Any],
        idempotency_key: Key = None,
    ) -> Document:
        """Upload a document as text. Files of other kinds, and large ones, are uploaded over HTTP: POST /documents?name=NAME."""

        async def content() -> AsyncIterator[bytes]:
            yield text.encode()

        with refusals_told():
            who, kind = asking.who(ctx), "text/plain; charset=utf-8"
            return shown_document(await asking.service.uploads.keep(who, name, kind, content(), idempotency_key))

    @server.tool(annotations=READS)
    async def list_documents(ctx: Context[Any, Any]) -> list[Document]:
        """List the documents that were uploaded."""
        with refusals_told():
            return [shown_document(upload) for upload in asking.service.uploads.all_of(asking.who(ctx))]


def _add_makers(server: MCPServer[Any], asking: Asking) -> None:
    @server.tool(annotations=MAKES)
    async def make_qa(
        documents: Documents,
        ctx: Context[Any, Any],
        count: Annotated[int | None, Field(ge=1, description="Records that are wanted at most.")] = None,
        review: Annotated[int, Field(ge=0, le=100, description="How many records a person is asked about first.")] = 0,
        idempotency_key: Key = None,
    ) -> QAMade | InputRequiredResult:
        """Make questions and answers from documents, every sentence with its source. Takes seconds to hours; start_run returns at once."""
        with refusals_told():
            made = await asking.make(ctx, "qa", {"documents": documents, "count": count, "review": review}, idempotency_key)
        return made if isinstance(made, InputRequiredResult) else qa_made(*made)

    @server.tool(annotations=MAKES)
    async def make_textbook(
        documents: Documents,
        ctx: Context[Any, Any],
        language: Annotated[str | None, Field(description="The language of the book; the documents' own where none is named.")] = None,
        review_plan: Annotated[bool, Field(description="Whether a person is asked about the plan first.")] = False,
        idempotency_key: Key = None,
    ) -> BookMade | InputRequiredResult:
        """Make a textbook from documents, every sentence with its source. Takes seconds to hours; start_run returns at once."""
        given = {"documents": documents, "language": language, "settings": {"review_plan": review_plan}}
        with refusals_told():
            made = await asking.make(ctx, "textbook", given, idempotency_key)
        return made if isinstance(made, InputRequiredResult) else book_made(*made)


def _add_runs(server: MCPServer[Any], asking: Asking) -> None:
    @server.tool(annotations=MAKES, description=f"Start a run and return at once; get_run tells how it stands. Assistants: {_inputs()}.")
    async def start_run(
        assistant: Annotated[str, Field(description="The name of an assistant.")],
        input: Annotated[dict[str, Any], Field(description="What it takes: bookwright://assistants/NAME has the schema.")],  # noqa: A002
        ctx: Context[Any, Any],
        idempotency_key: Key = None,
    ) -> RunMade:
        with refusals_told():
            who = asking.who(ctx)
            run = await asking.service.start(who, assistant, Asked(input=input), idempotency=idempotency_key)
            return run_made(*asking.ended(who, run))

    @server.tool(annotations=READS)
    async def get_run(thread_id: str, run_id: str, ctx: Context[Any, Any]) -> RunMade:
        """Tell how a run stands: what it gave, what it waits for, or why it failed."""
        with refusals_told():
            who = asking.who(ctx)
            return run_made(*asking.ended(who, asking.service.run(who, run_id, thread_id)))

    @server.tool(annotations=MAKES)
    async def submit_review(
        thread_id: str,
        answer: Annotated[dict[str, Any], Field(description="By the response_schema of what the run waits for.")],
        ctx: Context[Any, Any],
    ) -> RunMade:
        """Answer what a run waits for. A new run of the same thread goes on from there; get_run tells how it stands."""
        with refusals_told():
            who = asking.who(ctx)
            return run_made(*asking.ended(who, await asking.answer(who, thread_id, answer)))


def _inputs() -> str:
    told = (f"{one.name} (takes {', '.join(one.input.model_fields)}): {one.description}" for one in assistants().values())
    return "; ".join(told).rstrip(".")
