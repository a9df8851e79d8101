"""From a LangChain chat model to a `Chat`, by the shortest way that does what it would do."""

from typing import TYPE_CHECKING, Any

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from bookwright.agents.completions import CompletionsChat, Endpoint, proxy_for
from bookwright.agents.langchain import LangChainChat

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

OF_ITS_OWN = ("callbacks", "rate_limiter", "cache", "http_client", "http_async_client", "default_query", "use_responses_api", "streaming")
OF_ITS_CLIENT = {"extra_headers", "extra_query", "timeout"}
NOT_SENT = {"messages", "stream", "extra_body", "model"}


def chat_of(model: BaseChatModel) -> CompletionsChat | LangChainChat:
    """A plain ChatOpenAI is asked at its endpoint directly, with the parameters, key and headers that it would send, because its own layers
    take most of the time of a call. Every other model, and a ChatOpenAI with callbacks, a cache, a rate limiter, connections or a proxy of
    its own, or a key that is made anew for each call, is asked through LangChain. Use it as `async with chat_of(model) as chat`.
    """
    from langchain_openai import ChatOpenAI  # noqa: PLC0415 - seconds to import

    if type(model) is ChatOpenAI and not any(getattr(model, name, None) for name in OF_ITS_OWN):
        endpoint = _endpoint_of(model)
        if endpoint:
            return CompletionsChat(endpoint)
    return LangChainChat(model)


def _endpoint_of(model: "ChatOpenAI") -> Endpoint | None:
    """Where and how the model's own client would ask; None where a plain POST would not say the same."""
    client = model.root_async_client
    payload: dict[str, Any] = model._get_request_payload([("user", "")])
    if not getattr(client, "api_key", None) or payload.keys() & OF_ITS_CLIENT:  # a key by a function is none yet
        return None
    address = str(client.base_url).rstrip("/")
    headers = {"OpenAI-Organization": client.organization, "OpenAI-Project": client.project, **client._custom_headers}
    return Endpoint(
        model=model.model_name,
        base_url=address,
        key=SecretStr(client.api_key),
        parameters={name: value for name, value in payload.items() if name not in NOT_SENT} | dict(payload.get("extra_body") or {}),
        headers={name: SecretStr(value) for name, value in headers.items() if isinstance(value, str)},
        proxy=proxy_for(address),
    )
