"""Any LangChain chat model as a `Chat`, with structured output by schema."""

import json
from typing import Any, Self

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable

from bookwright.agents.chat import Reply, Request


class LangChainChat:
    """Asks a LangChain chat model for one JSON object of the request's schema.

    OpenAI-compatible models get `response_format` with the JSON schema; others get the schema as the one tool they must call. The bound
    model is kept per schema, because binding costs more than calling. Retries are the caller's; give a model with `max_retries=0`.
    """

    def __init__(self, model: BaseChatModel, name: str | None = None) -> None:
        self.model = model
        self.name = name or str(getattr(model, "model_name", None) or getattr(model, "model", None) or type(model).__name__)
        self._bound: dict[tuple[str, str], Runnable[Any, Any]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Its connections are the model's own."""

    async def ask(self, request: Request) -> Reply:
        """The model's answer as text that should be JSON. Raises whatever the model's client raises."""
        from openai import ContentFilterFinishReasonError, LengthFinishReasonError  # noqa: PLC0415

        try:
            answer = await self._bind(request).ainvoke([(message.role, message.content) for message in request.messages])
        except LengthFinishReasonError as error:
            return _unfinished("length", error)
        except ContentFilterFinishReasonError as error:
            return _unfinished("content_filter", error)
        return reply_of(answer)

    def _bind(self, request: Request) -> Runnable[Any, Any]:
        schema = (request.schema_name, json.dumps(request.reply_schema))
        if schema not in self._bound:
            self._bound[schema] = self._with_schema(request)
        return self._bound[schema]

    def _with_schema(self, request: Request) -> Runnable[Any, Any]:
        from langchain_openai.chat_models.base import BaseChatOpenAI  # noqa: PLC0415 - a second to import

        if isinstance(self.model, BaseChatOpenAI):
            schema = {"name": request.schema_name, "schema": request.reply_schema, "strict": True}
            return self.model.bind(response_format={"type": "json_schema", "json_schema": schema})
        return self.model.bind_tools([{"title": request.schema_name, **request.reply_schema}], tool_choice=request.schema_name)


def reply_of(answer: AIMessage) -> Reply:
    """A LangChain message as a reply: the arguments of its tool call if it made one, else its text."""
    text = json.dumps(answer.tool_calls[0]["args"], ensure_ascii=False) if answer.tool_calls else str(answer.text)
    usage = answer.usage_metadata
    about = answer.response_metadata
    reason = "refusal" if answer.additional_kwargs.get("refusal") else str(about.get("finish_reason") or about.get("stop_reason") or "stop")
    return Reply(
        text=text.encode("utf-8", "replace").decode(),
        finish_reason="stop" if reason in {"tool_calls", "end_turn", "tool_use"} else reason,
        input_tokens=usage["input_tokens"] if usage else 0,
        output_tokens=usage["output_tokens"] if usage else 0,
        cached_tokens=min(usage.get("input_token_details", {}).get("cache_read", 0), usage["input_tokens"]) if usage else 0,
    )


def _unfinished(reason: str, error: Exception) -> Reply:
    """A reply that the client raised instead of returning. What it cost stands in the HTTP response that LangChain hangs on the error."""
    try:
        usage = dict(error.response.json()["usage"])  # type: ignore[attr-defined]
    except (AttributeError, KeyError, TypeError, ValueError):
        usage = {}
    return Reply(text="", finish_reason=reason, input_tokens=usage.get("prompt_tokens", 0), output_tokens=usage.get("completion_tokens", 0))
