"""The routes of documents, and of the files that a run made."""

import mimetypes
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi import Query as InQuery
from fastapi.responses import FileResponse
from pydantic import BaseModel

from bookwright.errors import RequestRefused
from bookwright.service.serve.entities import Upload
from bookwright.service.serve.wire.common import REFUSED, Idempotency, Service, ThreadId, Who
from bookwright.service.serve.wire.route import JsonRoute

routes = APIRouter(tags=["documents"], responses=REFUSED, route_class=JsonRoute)
DocumentId = Annotated[str, Path(max_length=64)]
UNTOLD = "application/octet-stream"
BYTES = {"type": "string", "format": "binary"}
FILES = {
    "records.jsonl": "application/jsonl",
    "rejects.jsonl": "application/jsonl",
    "run.json": "application/json",
    "plan.yaml": "application/yaml",
    "book/book.md": "text/markdown; charset=utf-8",
    "book/book.epub": "application/epub+zip",
    "book/book.json": "application/json",
    "book/book.html": "text/html; charset=utf-8",
}

FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {media_type: {"schema": BYTES} for media_type in dict.fromkeys(FILES.values())}, "description": "The file."}
}


class DocumentShape(BaseModel):
    """An uploaded document."""

    document_id: str
    name: str
    media_type: str
    size: int
    created_at: datetime


@routes.post(
    "/documents",
    status_code=201,
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": BYTES}}}},
)
async def upload(
    name: Annotated[str, InQuery(min_length=1, max_length=400)],
    request: Request,
    who: Who,
    service: Service,
    idempotency_key: Idempotency = None,
) -> DocumentShape:
    """Takes a document or a data file in: its bytes are the body, its file name says what it is.

    The same upload under the same `Idempotency-Key` is the same document for a day.
    """
    media_type = request.headers.get("content-type", UNTOLD)
    kind = media_type.partition(";")[0].strip().casefold()
    if kind == "multipart/form-data":
        raise RequestRefused(415, "the body is a form; send the file's bytes alone (curl: --data-binary @FILE)")
    if kind in {UNTOLD, "application/x-www-form-urlencoded"}:  # what clients say that say nothing
        media_type = mimetypes.guess_type(name)[0] or UNTOLD
    return _shown(await service.uploads.keep(who, name, media_type, request.stream(), idempotency_key))


@routes.get("/documents")
async def documents(who: Who, service: Service) -> list[DocumentShape]:
    """The owner's documents."""
    return [_shown(document) for document in service.uploads.all_of(who)]


@routes.get("/documents/{document_id}")
async def document(document_id: DocumentId, who: Who, service: Service) -> DocumentShape:
    """What is known of a document."""
    return _shown(service.uploads.upload(who, document_id))


@routes.delete("/documents/{document_id}", status_code=204)
async def delete(document_id: DocumentId, who: Who, service: Service) -> None:
    """Takes a document out."""
    service.uploads.drop(who, document_id)


@routes.get("/threads/{thread_id}/files/{assistant}/{path:path}", response_class=FileResponse, responses=FILE)
async def file(thread_id: ThreadId, assistant: Annotated[str, Path(max_length=64)], path: str, who: Who, service: Service) -> FileResponse:
    """A file that an assistant's run on a thread made; a page comes as a file to be saved, for it is not of this site."""
    folder = service.files(who, thread_id, assistant)
    if path not in FILES or not (folder / path).is_file():
        raise RequestRefused(404, f"{path}: there is no such file; there may be {', '.join(FILES)}")
    return FileResponse(folder / path, media_type=FILES[path], filename=path.rpartition("/")[2])


def _shown(upload: Upload) -> DocumentShape:
    return DocumentShape(document_id=upload.id, name=upload.name, media_type=upload.media_type, size=upload.size, created_at=upload.created)
