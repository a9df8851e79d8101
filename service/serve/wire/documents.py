"""The routes of documents, and of the files that a run made."""

import mimetypes
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi import Query as InQuery
from fastapi.responses import FileResponse
from pydantic import BaseModel

from bookwright.errors import RequestRefused
from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.entities import Upload
from bookwright.service.serve.files import REPORT, TYPES, files_in, type_of
from bookwright.service.serve.wire.common import BUSY, REFUSED, Idempotency, Service, ThreadId, Who
from bookwright.service.serve.wire.route import JsonRoute

routes = APIRouter(tags=["documents"], responses=REFUSED, route_class=JsonRoute)
DocumentId = Annotated[str, Path(max_length=64)]
UNTOLD = "application/octet-stream"
BYTES = {"type": "string", "format": "binary"}
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {media_type: {"schema": BYTES} for media_type in TYPES.values()}, "description": "The file."}
}
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": BYTES}}, "description": "The bytes that were uploaded."}
}


class DocumentShape(BaseModel):
    """An uploaded document."""

    document_id: str
    name: str
    media_type: str
    size: int
    created_at: datetime


class FileShape(BaseModel):
    """A file that an assistant's run made: it is at /threads/THREAD/files/ASSISTANT/PATH. `size` is in bytes."""

    assistant: str
    path: str
    size: int


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


@routes.get("/documents/{document_id}/content", response_class=FileResponse, responses=CONTENT)
async def content(document_id: DocumentId, who: Who, service: Service) -> FileResponse:
    """The bytes of a document as they were uploaded, as a file to be saved."""
    path = service.uploads.content(who, document_id)
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


@routes.delete("/documents/{document_id}", status_code=204)
async def delete(document_id: DocumentId, who: Who, service: Service) -> None:
    """Takes a document out."""
    service.uploads.drop(who, document_id)


@routes.get("/threads/{thread_id}/files")
async def files(thread_id: ThreadId, who: Who, service: Service) -> list[FileShape]:
    """The files that the runs of a thread have made so far. A report is there when it was asked for."""
    service.thread(who, thread_id)
    found = []
    for assistant in assistants():
        with suppress(RequestRefused):  # it has made nothing there
            held = files_in(service.files(who, thread_id, assistant))
            found += [FileShape(assistant=assistant, path=path, size=size) for path, size in held]
    return found


@routes.get(
    "/threads/{thread_id}/files/{assistant}/{path:path}",
    response_class=FileResponse,
    responses=FILE | BUSY,
)
async def file(thread_id: ThreadId, assistant: Annotated[str, Path(max_length=64)], path: str, who: Who, service: Service) -> FileResponse:
    """A file that an assistant's run on a thread made; a page comes as a file to be saved, for it is not of this site. The report is made
    when it is asked for, and anew after the run has gone on."""
    folder, media_type = service.files(who, thread_id, assistant), type_of(path)
    if media_type and path.startswith(REPORT):
        await service.reports.make(folder)
    if media_type is None or not (folder / path).is_file():
        raise RequestRefused(404, f"{path}: there is no such file; GET /threads/{thread_id}/files lists those that there are")
    return FileResponse(folder / path, media_type=media_type, filename=path.rpartition("/")[2])


def _shown(upload: Upload) -> DocumentShape:
    return DocumentShape(document_id=upload.id, name=upload.name, media_type=upload.media_type, size=upload.size, created_at=upload.created)
