"""The routes: models, chat completions, and the texts that citations point into."""

import json
import time
import uuid
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse

from bookwright.agents.chat import Usage
from bookwright.errors import RequestRefused
from bookwright.knowledge.document import text_sha256
from bookwright.service.serve.openai.answer import Answer, Citation, Found, Written, written
from bookwright.service.serve.openai.answering import Answering
from bookwright.service.serve.openai.once import Made, Once
from bookwright.service.serve.openai.shapes import (
    MOST_CHARACTERS,
    Annotation,
    AnswerMessage,
    Choice,
    Completion,
    CompletionBody,
    ModelList,
    ModelShape,
    SourceShape,
    UrlCitation,
    UsageShape,
    chunk,
    usage_chunk,
)
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.wire.common import BUSY, REFUSED, SPENT, Idempotency, Who
from bookwright.service.serve.wire.route import JsonRoute
from bookwright.service.serve.wire.shapes import Problem

MODEL = ModelShape(id="bookwright")
PIECE = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}
STREAM = {"content": {"text/event-stream": {"schema": PIECE}}, "description": "The completion, or its pieces as events."}
TEXT = {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "The text."}

routes = APIRouter(prefix="/v1", tags=["openai"], responses=REFUSED, route_class=JsonRoute)


@routes.get("/models")
async def models(_: Who) -> ModelList:
    """The models that may be named: one, which answers from the owner's documents."""
    return ModelList(data=[MODEL])


@routes.get("/models/{model}")
async def model(model: Annotated[str, Path(max_length=64)], _: Who) -> ModelShape:
    """A model that may be named."""
    return _known(model)


@routes.post(
    "/chat/completions",
    response_model=Completion,
    responses={200: STREAM, **BUSY, **SPENT, 502: {"model": Problem, "description": "The model cannot be asked."}},
)
async def completions(
    asked: CompletionBody, who: Who, request: Request, idempotency_key: Idempotency = None
) -> Completion | StreamingResponse:
    """Answers the last message of the user from the owner's documents, every sentence with its source, or says that they have no answer.

    The same request under the same `Idempotency-Key` gets the same answer for a day.
    """
    _known(asked.model)
    question = next((message.text.strip() for message in reversed(asked.messages) if message.role == "user"), "")
    if not question or len(question) > MOST_CHARACTERS:
        raise RequestRefused(422, f"messages: the last of the user must have 1 to {MOST_CHARACTERS} characters of text")
    base = str(request.base_url).rstrip("/")

    async def make() -> Made:
        return await _made(request.app.state.answering, who, question, base)

    once: Once = request.app.state.once
    made = await once.made(who, idempotency_key, text_sha256(asked.model_dump_json()), make)
    if not asked.stream:
        return made.completion
    with_usage = asked.stream_options is not None and asked.stream_options.include_usage
    return StreamingResponse(_streamed(made, with_usage), media_type="text/event-stream")


@routes.get("/texts/{text_id}", response_class=Response, responses={200: TEXT})
async def text(text_id: Annotated[str, Path(max_length=64)], who: Who, request: Request) -> PlainTextResponse:
    """The text of a document as it was read; the offsets of citations count its characters."""
    answering: Answering = request.app.state.answering
    return PlainTextResponse(await answering.shelves.text(who, text_id))


def _known(name: str) -> ModelShape:
    if name != MODEL.id:
        raise RequestRefused(404, f"model {name}: there is none; there is {MODEL.id}")
    return MODEL


async def _made(answering: Answering, who: Principal, question: str, base: str) -> Made:
    request_id = f"chatcmpl-{uuid.uuid4().hex}"
    answer, found, usage = await answering.answer(who, question, request_id)
    text = written(answer, found.origins)
    return Made(completion=_completion(request_id, answer, text, found, usage=usage, base=base), pieces=text.pieces)


def _completion(request_id: str, answer: Answer, text: Written, found: Found, *, usage: Usage, base: str) -> Completion:
    message = AnswerMessage(content=text.content, annotations=[_annotation(citation, found, base) for citation in text.citations])
    return Completion(
        id=request_id,
        created=int(time.time()),
        model=MODEL.id,
        choices=[Choice(message=message)],
        usage=UsageShape(
            prompt_tokens=usage.input_tokens, completion_tokens=usage.output_tokens, total_tokens=usage.input_tokens + usage.output_tokens
        ),
        metadata={"answered_by": answer.by, "found": "yes" if answer.sentences else "no"},
    )


def _annotation(citation: Citation, found: Found, base: str) -> Annotation:
    piece, origin = citation.evidence, found.origins[citation.evidence.document_id]
    url = f"{base}/v1/texts/{piece.document_id}"
    return Annotation(
        url_citation=UrlCitation(start_index=citation.start, end_index=citation.end, title=origin.name, url=url),
        source=SourceShape(
            document_id=origin.document_id,
            name=origin.name,
            text_id=piece.document_id,
            start=piece.start,
            end=piece.end,
            quote=piece.quote,
        ),
    )


def _streamed(made: Made, with_usage: bool) -> Iterator[bytes]:
    """The pieces, then the citations. All of it was checked before the first is sent."""
    completion = made.completion
    (choice,) = completion.choices
    yield _event(chunk(completion, {"role": "assistant", "content": ""}))
    for piece in made.pieces:
        yield _event(chunk(completion, {"content": piece}))
    yield _event(chunk(completion, {"annotations": [one.model_dump() for one in choice.message.annotations]}))
    yield _event(chunk(completion, {}, choice.finish_reason))
    if with_usage:
        yield _event(usage_chunk(completion))
    yield b"data: [DONE]\n\n"


def _event(data: object) -> bytes:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
