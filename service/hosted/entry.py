"""Who is let in where another server runs the graphs: by the same keys and tokens as on ours, told by the headers alone."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bookwright.errors import InputError
from bookwright.service.configuration import hosting
from bookwright.service.serve.access import Authenticate, Keys, by_key, by_key_or_token
from bookwright.service.serve.principal import Principal


def principal_of(headers: Mapping[str, str] | Mapping[bytes, bytes]) -> Principal:
    """Who asks, by the headers as servers hand them over: text or bytes, names in any case. RequestRefused with 401 where nobody known
    does."""
    return _authenticate()({_text(name).casefold(): _text(value) for name, value in headers.items()})


@cache
def _authenticate() -> Authenticate:
    told = hosting()
    if not told.server:
        raise InputError("BOOKWRIGHT_SERVER: is not set; name the folder of the keys, as --data of `bookwright keys add`")
    keys = Keys(Path(told.server))
    key = _by_key_in(keys, told.server)
    tokens = {"keys": told.jwt_keys, "issuer": told.jwt_issuer, "audience": told.jwt_audience}
    if not any(tokens.values()):
        return key
    if missing := [f"BOOKWRIGHT_JWT_{name.upper()}" for name, value in tokens.items() if not value]:
        raise InputError(f"{', '.join(missing)}: not set; tokens need keys, issuer and audience")
    from bookwright.service.serve.tokens import TokenSettings, by_token  # noqa: PLC0415 - only where they are wanted

    return by_key_or_token(key, by_token(TokenSettings.model_validate(tokens), keys))


def _by_key_in(keys: Keys, folder: str) -> Authenticate:
    """By the keys of that folder as they are now; of a server that runs there nothing else is opened."""

    def authenticate(headers: Mapping[str, str]) -> Principal:
        if not keys.are_there:
            raise InputError(f"BOOKWRIGHT_SERVER {folder}: has no keys; make one with: bookwright keys add OWNER --data {folder}")
        return by_key(keys)(headers)

    return authenticate


def _text(words: str | bytes) -> str:
    return words if isinstance(words, str) else words.decode("latin-1")
