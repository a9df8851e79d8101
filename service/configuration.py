"""The one place where the environment is read."""

import os
import re
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from bookwright.agents.completions import OPENAI, proxy_for
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen

HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
LOCAL_KEY = "not-needed"


class Tracing(Frozen):
    """That traces are wanted, and by which protocol; where they go to is read by the exporter itself, by OpenTelemetry's own names."""

    protocol: str


class ModelChoice(Frozen):
    """A model that was named on purpose. Without a `base_url` it is OpenAI's own endpoint; the key never leaves this object in clear."""

    name: str
    base_url: str | None = None
    key: SecretStr
    temperature: float | None = None
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    proxy: str | None = None

    @property
    def label(self) -> str:
        """What tells it from the same model at another temperature: "NAME" or "NAME@TEMPERATURE"."""
        return self.name if self.temperature is None else f"{self.name}@{self.temperature:g}"

    @property
    def parameters(self) -> dict[str, Any]:
        """What goes into a request beside the words, and with them decides the answer."""
        return {} if self.temperature is None else {"temperature": self.temperature}


def model_choice(
    name: str | None,
    base_url: str | None,
    temperature: float | None = None,
    *,
    key_env: str | None = None,
    recorded: bool = False,
) -> ModelChoice | None:
    """The model named by option or by BOOKWRIGHT_MODEL and BOOKWRIGHT_BASE_URL; None without a name, whatever keys there are.

    The key is in the variable `key_env`, where one is named. A recorded run needs no key. InputError where there is none otherwise, or one
    in the address.
    """
    name = name or os.environ.get("BOOKWRIGHT_MODEL")
    if not name:
        return None
    base_url = base_url or os.environ.get("BOOKWRIGHT_BASE_URL") or os.environ.get("OPENAI_BASE_URL")
    if base_url and "@" in (urlsplit(base_url).netloc):
        raise InputError("--base-url: holds a user or password; give the key as BOOKWRIGHT_API_KEY")
    if key_env:
        return model_elsewhere(name, base_url, temperature, key_env=key_env, recorded=recorded)
    key = os.environ.get("BOOKWRIGHT_API_KEY") or os.environ.get("OPENAI_API_KEY") or (LOCAL_KEY if base_url or recorded else None)
    if key is None:
        raise InputError(f"--model {name}: no key; set BOOKWRIGHT_API_KEY or OPENAI_API_KEY, or name a local server with --base-url")
    return ModelChoice(
        name=name, base_url=base_url, key=SecretStr(key), temperature=temperature, headers=_headers(), proxy=proxy_for(base_url or OPENAI)
    )


def public_url_named(given: str | None) -> str | None:
    """The address of a server for others, by option or by BOOKWRIGHT_PUBLIC_URL; None where there is neither."""
    return given or os.environ.get("BOOKWRIGHT_PUBLIC_URL") or None


def model_elsewhere(
    name: str, base_url: str | None, temperature: float | None, *, key_env: str | None, recorded: bool = False
) -> ModelChoice:
    """A model at an address of its own: it is sent the key in the variable named and nothing else that is meant for another address.

    InputError where that variable is not set.
    """
    key = os.environ.get(key_env) if key_env else LOCAL_KEY
    if not key and not recorded:
        raise InputError(f"model {name}: the variable {key_env} is not set; set it to the key")
    return ModelChoice(
        name=name, base_url=base_url, key=SecretStr(key or LOCAL_KEY), temperature=temperature, proxy=proxy_for(base_url or OPENAI)
    )


def _headers() -> dict[str, SecretStr]:
    """OpenAI's organization and project, and what BOOKWRIGHT_HEADERS gives as `Name: value`, one a line, for gateways that want more."""
    named = {"OpenAI-Organization": os.environ.get("OPENAI_ORG_ID"), "OpenAI-Project": os.environ.get("OPENAI_PROJECT_ID")}
    for line in filter(str.strip, os.environ.get("BOOKWRIGHT_HEADERS", "").splitlines()):
        name, colon, value = line.partition(":")
        if not colon or not HEADER.fullmatch(name.strip()) or not value.strip().isprintable():
            raise InputError("BOOKWRIGHT_HEADERS: give one header a line, as Name: value")
        named[name.strip()] = value.strip()
    return {name: SecretStr(value) for name, value in named.items() if value}


class Hosting(Frozen):
    """What the graphs stand on where another server runs them, as it is named; empty where it is not."""

    library: str = ""
    server: str = ""
    jwt_keys: str = ""
    jwt_issuer: str = ""
    jwt_audience: str = ""


def hosting() -> Hosting:
    """What BOOKWRIGHT_LIBRARY, BOOKWRIGHT_SERVER and BOOKWRIGHT_JWT_KEYS, _ISSUER and _AUDIENCE say."""
    return Hosting(**{name: os.environ.get(f"BOOKWRIGHT_{name.upper()}", "") for name in Hosting.model_fields})


def tracing_wanted() -> Tracing | None:
    """Traces, where OpenTelemetry's variables name an endpoint for them and nothing there turns them off."""
    named = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") or os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT")
    off = os.environ.get("OTEL_SDK_DISABLED", "").casefold() == "true" or os.environ.get("OTEL_TRACES_EXPORTER") == "none"
    if not named or off:
        return None
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL")
    return Tracing(protocol=protocol or "http/protobuf")
