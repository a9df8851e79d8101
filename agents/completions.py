"""An OpenAI-compatible endpoint, asked directly: one POST, one reply, no layers between."""

from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import orjson
from pydantic import Field, SecretStr

from bookwright.agents.chat import Reply, Request
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen

OPENAI = "https://api.openai.com/v1"
LARGEST_REPLY = 32 * 2**20
CONNECT_SECONDS = 30.0


class Endpoint(Frozen):
    """Where and how to ask: the model, the address up to and with `/v1`, and whatever else goes into each request's body or headers.

    Without a `base_url` it is OpenAI's own. `proxy` is the address of a proxy.
    """

    model: str
    base_url: str | None = None
    key: SecretStr | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    proxy: str | None = None

    @property
    def address(self) -> str:
        """The base of the routes, without a slash at its end. InputError where it is no web address."""
        base = (self.base_url or OPENAI).rstrip("/")
        if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).hostname:
            raise InputError(f"--base-url {base}: is no web address; give one like http://127.0.0.1:8000/v1")
        return base

    def sent_headers(self) -> dict[str, str]:
        """The headers in clear, for the wire alone."""
        signed = {"Authorization": f"Bearer {self.key.get_secret_value()}"} if self.key else {}
        return {**signed, **{name: value.get_secret_value() for name, value in self.headers.items()}}


def proxy_for(address: str) -> str | None:
    """The proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name for an address."""
    parts = urlsplit(address)
    return None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)


class Declined(Exception):
    """An answer that is not 200. It carries what the failure table looks at: the status, the body, and both sides' headers."""

    def __init__(self, status_code: int, body: object, response: object, request: object) -> None:
        super().__init__(f"HTTP {status_code}")
        self.status_code, self.body, self.response, self.request = status_code, body, response, request


class Garbled(ValueError):
    """An answer that is not of the form. `paid` is what it says that it cost all the same: a reply without a text."""

    def __init__(self, paid: Reply | None) -> None:
        super().__init__("not of the chat completions form")
        self.paid = paid


class CompletionsChat:
    """Posts chat completions with the reply's JSON schema as `response_format`. Connections are kept open; close it when done.

    `ask` raises `Declined`, ConnectionError, or a ValueError, such as `Garbled`, for an answer that is not of the form; retries are the
    caller's.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.name = endpoint.model
        self._url = endpoint.address + "/chat/completions"
        self._session: Any = None
        self._formats: dict[str, tuple[dict[str, Any], orjson.Fragment]] = {}

    async def __aenter__(self) -> Self:
        import aiohttp  # noqa: PLC0415 - a fifth of a second to import

        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60),
            headers={"Content-Type": "application/json", **self.endpoint.sent_headers()},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
            auto_decompress=True,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def ask(self, request: Request) -> Reply:
        """The model's answer as text that should be JSON."""
        return reply_of(orjson.loads(await self._post(self.body(request))))

    def body(self, request: Request) -> bytes:
        """The request as it goes over the wire, what is the same in many requests first."""
        return orjson.dumps(
            {
                "model": self.endpoint.model,
                **self.endpoint.parameters,
                "response_format": self._format(request),
                "messages": [{"role": message.role, "content": message.content} for message in request.messages],
            }
        )

    def _format(self, request: Request) -> orjson.Fragment:
        """The schema of a role is written as JSON once, not with each call."""
        known = self._formats.get(request.schema_name)
        if known is None or (known[0] is not request.reply_schema and known[0] != request.reply_schema):
            schema = {"name": request.schema_name, "schema": request.reply_schema, "strict": True}
            known = request.reply_schema, orjson.Fragment(orjson.dumps({"type": "json_schema", "json_schema": schema}))
            self._formats[request.schema_name] = known
        return known[1]

    async def _post(self, body: bytes) -> bytes:
        import aiohttp  # noqa: PLC0415

        try:
            async with self._session.post(self._url, data=body, proxy=self.endpoint.proxy, allow_redirects=False) as response:
                answer = await _whole(response)
                if response.status != 200:
                    raise Declined(response.status, said(answer), response, response.request_info)
                return answer
        except aiohttp.ClientError as error:
            raise ConnectionError(type(error).__name__) from None


async def _whole(response: Any) -> bytes:
    """The body, as long as it stays within what any answer can be."""
    if (response.content_length or 0) > LARGEST_REPLY:
        raise ValueError("the answer is too large")
    pieces, size = [], 0
    async for piece in response.content.iter_any():
        size += len(piece)
        if size > LARGEST_REPLY:
            raise ValueError("the answer is too large")
        pieces.append(piece)
    return b"".join(pieces)


def said(answer: bytes) -> object:
    """The body of a refusal: JSON if it is that, else its text."""
    try:
        return orjson.loads(answer)
    except ValueError:
        return answer.decode("utf-8", "replace")


def reply_of(answer: Any) -> Reply:
    """A chat completion as a reply. Garbled, a ValueError, when it is not of that form."""
    try:
        if answer.get("error"):
            raise ValueError("an error instead of an answer")
        choice = answer["choices"][0]
        message = choice["message"]
        return Reply(
            text=(message.get("content") or "").encode("utf-8", "replace").decode(),
            finish_reason="refusal" if message.get("refusal") else choice.get("finish_reason") or "stop",
            **_tokens(answer.get("usage") or {}),
        )
    except (AttributeError, LookupError, TypeError, ValueError):
        raise Garbled(_paid(answer)) from None


def _tokens(usage: Any) -> dict[str, Any]:
    """What an answer says that it cost. Some servers count more cached tokens than the prompt has; those would cost less than nothing."""
    prompt = usage.get("prompt_tokens") or 0
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    return {"input_tokens": prompt, "output_tokens": usage.get("completion_tokens") or 0, "cached_tokens": min(cached, prompt)}


def _paid(answer: Any) -> Reply | None:
    """What an answer that cannot be used has cost, where it says so."""
    try:
        return Reply(text="", **_tokens(answer["usage"]))
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
