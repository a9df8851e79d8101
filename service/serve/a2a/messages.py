"""What a message asks for: a run of an assistant over documents, or the answer to what a task waits for."""

import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from a2a.types import Message
from a2a.utils.errors import InvalidParamsError
from pydantic import ValidationError

from bookwright.errors import RequestRefused
from bookwright.knowledge.document import Frozen
from bookwright.service.serve.a2a.protobuf import plain
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.uploads import DATA_ENDINGS, Uploads

DEFAULT_ASSISTANT = "qa"
NAMELESS_TEXT = "message.md"


class File(Frozen):
    """A document that came with a message."""

    name: str
    media_type: str
    content: bytes


class Request(Frozen):
    """A run that is asked for: `files` are not kept yet, and their ids belong behind those in `documents` and `data`."""

    assistant: str
    documents: list[str]
    data: list[str]
    input: dict[str, Any]
    files: tuple[File, ...]


def request_of(message: Message) -> Request:
    """The run that a message asks for. InvalidParamsError where its parts do not say."""
    given = _data(message)
    assistant = given.pop("assistant", DEFAULT_ASSISTANT)
    documents, data = given.pop("documents", []), given.pop("data", [])
    try:
        return Request(assistant=assistant, documents=documents, data=data, input=given, files=_files(message))
    except ValidationError as error:
        fault = error.errors()[0]
        raise InvalidParamsError(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None


def input_of(request: Request, ids: Sequence[str], takes: Collection[str]) -> dict[str, Any]:
    """The input of an assistant that takes these fields, the files being kept under these ids: one with rows goes to `data` where that is
    taken, any other to `documents`, and all of them to the one field of an assistant that takes no other."""
    uploads = {"documents": list(request.documents), "data": list(request.data)}
    for file, upload_id in zip(request.files, ids, strict=True):
        holds_rows = file.name.casefold().endswith(DATA_ENDINGS)
        uploads["data" if "data" in takes and (holds_rows or "documents" not in takes) else "documents"].append(upload_id)
    return request.input | {field: named for field, named in uploads.items() if named}


def answer_of(message: Message, waits: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a question with that value: the data part, or the text as JSON, or as a plan where one is asked for."""
    if data := _data(message):
        return data
    text = "\n".join(part.text for part in message.parts if part.HasField("text"))
    try:
        answer = json.loads(text)
    except ValueError:
        answer = {"plan": text} if waits.get("kind") == "plan" else None
    if not isinstance(answer, dict):
        raise InvalidParamsError("message: has no answer; give one as a data part, by the schema in the task's status message")
    return answer


@asynccontextmanager
async def kept_files(uploads: Uploads, who: Principal, files: tuple[File, ...]) -> AsyncIterator[list[str]]:
    """The ids of the files as documents of that owner; they are taken out again where the block is refused."""
    ids: list[str] = []
    try:
        for file in files:
            upload = await uploads.keep(who, file.name, file.media_type, _once(file.content))
            ids.append(upload.id)
        yield ids
    except RequestRefused:
        for document_id in ids:
            uploads.drop(who, document_id)
        raise


def _data(message: Message) -> dict[str, Any]:
    """All data parts together."""
    together: dict[str, Any] = {}
    for part in message.parts:
        if part.HasField("data"):
            value = plain(part.data)
            if not isinstance(value, dict):
                raise InvalidParamsError("data: is no JSON object")
            together |= value
    return together


def _files(message: Message) -> tuple[File, ...]:
    files = []
    for part in message.parts:
        if part.HasField("url"):
            raise InvalidParamsError("url: documents are not fetched; send their bytes, or upload them")
        if part.HasField("raw"):
            files.append(File(name=part.filename, media_type=part.media_type, content=part.raw))
        elif part.HasField("text") and part.text.strip():
            files.append(
                File(name=part.filename or NAMELESS_TEXT, media_type=part.media_type or "text/markdown", content=part.text.encode())
            )
    return tuple(files)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
