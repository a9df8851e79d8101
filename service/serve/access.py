"""Who is let in: API keys, kept as hashes, and what each route asks of a request."""

import hashlib
import secrets
import sqlite3
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bookwright.errors import RequestRefused
from bookwright.knowledge.document import Frozen
from bookwright.service.serve.principal import Principal

PREFIX = "bw_"
SECRET_BYTES = 32
TOKEN_DOTS = 2


class Key(Frozen):
    """A key as it is kept: its hash stands beside it, the key itself nowhere. `budget` is in model calls, over all keys of the owner."""

    id: str
    owner: str
    created: datetime
    budget: int | None = None


class Keys:
    """The keys of a server, in its database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, owner: str, budget: int | None = None) -> tuple[Key, str]:
        """A new key for that owner, and the words of it, which are shown this once."""
        key = Key(id=uuid.uuid4().hex[:12], owner=owner, created=datetime.now(UTC), budget=budget)
        words = f"{PREFIX}{secrets.token_urlsafe(SECRET_BYTES)}"
        self._db.execute("INSERT INTO keys VALUES (?, ?, ?, ?)", (key.id, owner, _sha256(words), key.model_dump_json()))
        return key, words

    def all(self) -> list[Key]:
        """Every key, in the order in which they were added."""
        return [Key.model_validate_json(body) for (body,) in self._db.execute("SELECT body FROM keys ORDER BY rowid")]

    def drop(self, key_id: str) -> bool:
        """Takes a key out; False where there is none of that id."""
        return self._db.execute("DELETE FROM keys WHERE id = ?", (key_id,)).rowcount > 0

    def find(self, words: str) -> Key | None:
        """The key of these words."""
        found = self._db.execute("SELECT body FROM keys WHERE sha256 = ?", (_sha256(words),)).fetchone()
        return Key.model_validate_json(found[0]) if found else None


Authenticate = Callable[[Mapping[str, str]], Principal]
"""From the headers of a request (names in lower case) to who asks. RequestRefused with 401 where nobody known does."""


def by_key(keys: Keys) -> Authenticate:
    """Lets in whoever gives a key, as `Authorization: Bearer KEY` or `X-Api-Key: KEY`."""

    def authenticate(headers: Mapping[str, str]) -> Principal:
        words = words_of(headers)
        key = keys.find(words) if words else None
        if key is None:
            raise RequestRefused(401, "no key, or one that is not known; give one as Authorization: Bearer KEY")
        return Principal(owner=key.owner, budget=key.budget)

    return authenticate


def by_key_or_token(key: Authenticate, token: Authenticate) -> Authenticate:
    """Lets in whoever gives one or the other: a token has two dots, a key none."""

    def authenticate(headers: Mapping[str, str]) -> Principal:
        return (token if words_of(headers).count(".") == TOKEN_DOTS else key)(headers)

    return authenticate


def words_of(headers: Mapping[str, str]) -> str:
    """The key or token that a request gives; empty where it gives none."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.casefold() == "bearer" else headers.get("x-api-key", "")


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
