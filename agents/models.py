"""From a LangChain chat model to a `Chat`, by the shortest way that does what it would do."""

from typing import TYPE_CHECKING, Any

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from bookwright.agents.completions import CompletionsChat, Endpoint
from bookwright.agents.langchain import LangChainChat

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

OF_ITS_OWN = ("callbacks", "rate_limiter", "cache", "http_client", "http_async_client", "default_query", "use_responses_api", "streaming")
NOT_SENT = {"messages", "stream", "extra_body", "model"}


def chat_of(model: BaseChatModel) -> CompletionsChat | LangChainChat:
    """A plain ChatOpenAI is asked at its endpoint directly, with the parameters and headers that it would send, because its own layers
    take most of the time of a call. Every other model, and a ChatOpenAI with callbacks, a cache, a rate limiter or connections of its own,
    is asked through LangChain. Use it as `async with chat_of(model) as chat`.
    """
    from langchain_openai import ChatOpenAI  # noqa: PLC0415 - seconds to import

    if type(model) is ChatOpenAI and not any(getattr(model, name, None) for name in OF_ITS_OWN):
        return CompletionsChat(_endpoint_of(model))
    return LangChainChat(model)


def _endpoint_of(model: "ChatOpenAI") -> Endpoint:
    payload: dict[str, Any] = model._get_request_payload([("user", "")])
    headers = {name: SecretStr(value) for name, value in (model.default_headers or {}).items()}
    if model.openai_organization:
        headers["OpenAI-Organization"] = SecretStr(model.openai_organization)
    key = model.openai_api_key
    return Endpoint(
        model=model.model_name,
        base_url=model.openai_api_base,
        key=key if isinstance(key, SecretStr) else None,
        parameters={name: value for name, value in payload.items() if name not in NOT_SENT} | dict(model.extra_body or {}),
        headers=headers,
        proxy=model.openai_proxy,
    )
