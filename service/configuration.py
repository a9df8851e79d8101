"""The one place where the environment is read."""

import os
from urllib.parse import urlsplit

from pydantic import SecretStr

from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen

LOCAL_KEY = "not-needed"


class ModelChoice(Frozen):
    """A model that was named on purpose. Without a `base_url` it is OpenAI's own endpoint; the key never leaves this object in clear."""

    name: str
    base_url: str | None = None
    key: SecretStr
    temperature: float | None = None


def model_choice(name: str | None, base_url: str | None, temperature: float | None = None) -> ModelChoice | None:
    """The model named by option or by BOOKWRIGHT_MODEL and BOOKWRIGHT_BASE_URL; None without a name, whatever keys there are.

    InputError where there is no key, or one in the address.
    """
    name = name or os.environ.get("BOOKWRIGHT_MODEL")
    if not name:
        return None
    base_url = base_url or os.environ.get("BOOKWRIGHT_BASE_URL") or os.environ.get("OPENAI_BASE_URL")
    if base_url and "@" in (urlsplit(base_url).netloc):
        raise InputError("--base-url: holds a user or password; give the key as BOOKWRIGHT_API_KEY")
    key = os.environ.get("BOOKWRIGHT_API_KEY") or os.environ.get("OPENAI_API_KEY") or (LOCAL_KEY if base_url else None)
    if key is None:
        raise InputError(f"--model {name}: no key; set BOOKWRIGHT_API_KEY or OPENAI_API_KEY, or name a local server with --base-url")
    return ModelChoice(name=name, base_url=base_url, key=SecretStr(key), temperature=temperature)
