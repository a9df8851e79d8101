"""What the routes take and give, by the names of OpenAI's API."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_CHARACTERS = 4000

ASKED: dict[str, Any] = {"model": "bookwright", "messages": [{"role": "user", "content": "When must a session end?"}]}


class Part(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="ignore")
    type: str
    text: str = ""


class MessageBody(BaseModel):
    """A message of the conversation."""

    model_config = ConfigDict(extra="ignore")
    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """Its words."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type == "text")


class StreamOptions(BaseModel):
    """How a stream is given."""

    model_config = ConfigDict(extra="ignore")
    include_usage: bool = False


class CompletionBody(BaseModel):
    """A request for a completion. What steers sampling is taken and has no effect."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [ASKED]})
    model: str
    messages: list[MessageBody] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None


class SourceShape(BaseModel):
    """The words that a sentence rests on: the upload, the hash of its text, offsets in characters of that text, and the words."""

    document_id: str
    name: str
    text_id: str
    start: int
    end: int
    quote: str


class UrlCitation(BaseModel):
    """Which characters of the content are meant, and where the text of the document is."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A citation."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation
    source: SourceShape


class AnswerMessage(BaseModel):
    """The answer."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one choice."""

    index: int = 0
    message: AnswerMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class UsageShape(BaseModel):
    """Tokens of the model; 0 where the rules answered."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """A completion. `metadata` says who answered, and whether the documents have an answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: UsageShape
    metadata: dict[str, str]


class ModelShape(BaseModel):
    """A model that may be named."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "bookwright"


class ModelList(BaseModel):
    """The models that may be named."""

    object: Literal["list"] = "list"
    data: list[ModelShape]


def chunk(completion: Completion, delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    """A piece of a completion as a stream gives it."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
    return {**_head(completion), "choices": [choice]}


def usage_chunk(completion: Completion) -> dict[str, Any]:
    """The end of a stream that tells the usage."""
    return {**_head(completion), "choices": [], "usage": completion.usage.model_dump()}


def _head(completion: Completion) -> dict[str, Any]:
    head = {"id": completion.id, "object": "chat.completion.chunk", "created": completion.created, "model": completion.model}
    return {**head, "metadata": completion.metadata}
