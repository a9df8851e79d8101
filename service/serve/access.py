"""Who is let in: API keys, kept as hashes, and what each route asks of a request."""

import hashlib
import os
import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError

from bookwright.errors import RequestRefused, RunError
from bookwright.knowledge.document import Frozen
from bookwright.service.serve.principal import NOBODY, Principal

NAME = "keys.json"
PREFIX = "bw_"
SECRET_BYTES = 32
TOKEN_DOTS = 2


class Key(Frozen):
    """A key as it is kept: by its hash, the key itself stands nowhere. `budget` is in model calls, over all keys of the owner."""

    id: str
    owner: str
    sha256: str
    created: datetime
    budget: int | None = None


class Kept(Frozen):
    """The file of keys."""

    keys: tuple[Key, ...] = ()


class Keys:
    """The keys of a server, in a file of its folder beside the database, which only the server writes. What one process changes, all others
    see with the next request. RunError where the file is damaged."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._seen: tuple[object, dict[str, Key]] = (None, {})

    @property
    def are_there(self) -> bool:
        """Whether a key was ever made."""
        return self._path.exists()

    def add(self, owner: str, budget: int | None = None) -> tuple[Key, str]:
        """A new key for that owner, and the words of it, which are shown this once."""
        words = f"{PREFIX}{secrets.token_urlsafe(SECRET_BYTES)}"
        key = Key(id=uuid.uuid4().hex[:12], owner=owner, sha256=_sha256(words), created=datetime.now(UTC), budget=budget)
        with self._alone():
            self._write((*self.all(), key))
        return key, words

    def all(self) -> list[Key]:
        """Every key, in the order in which they were added."""
        return list(self._read().values())

    def drop(self, key_id: str) -> bool:
        """Takes a key out; False where there is none of that id."""
        with self._alone():
            before = self.all()
            after = [key for key in before if key.id != key_id]
            if len(after) < len(before):
                self._write(tuple(after))
        return len(after) < len(before)

    def budget_of(self, owner: str) -> int | None:
        """What the runs of that owner may cost: the least that a key of theirs says; None where none says anything."""
        return min((key.budget for key in self._read().values() if key.owner == owner and key.budget is not None), default=None)

    def find(self, words: str) -> Key | None:
        """The key of these words."""
        return self._read().get(_sha256(words))

    def _alone(self) -> FileLock:
        return FileLock(self._path.with_suffix(".lock"), thread_local=False)

    def _read(self) -> dict[str, Key]:
        """The keys by their hashes. The file is read again when it is another one."""
        try:
            found = self._path.stat()
            version = (found.st_ino, found.st_mtime_ns, found.st_size)
            if self._seen[0] != version:
                kept = Kept.model_validate_json(self._path.read_bytes())
                self._seen = (version, {key.sha256: key for key in kept.keys})
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError):
            raise RunError(f"{self._path}: cannot be read; put it back from a copy, or take it away and make new keys") from None
        return self._seen[1]

    def _write(self, keys: tuple[Key, ...]) -> None:
        """Whole or not at all, and for its owner's eyes only."""
        part = self._path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(Kept(keys=keys).model_dump_json(indent=1))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)


Authenticate = Callable[[Mapping[str, str]], Principal]
"""From the headers of a request (names in lower case) to who asks. RequestRefused with 401 where nobody known does."""


def nobody(_: Mapping[str, str]) -> Principal:
    """Lets everybody in, as the owner of everything."""
    return NOBODY


def by_key(keys: Keys) -> Authenticate:
    """Lets in whoever gives a key, as `Authorization: Bearer KEY` or `X-Api-Key: KEY`."""

    def authenticate(headers: Mapping[str, str]) -> Principal:
        words = words_of(headers)
        key = keys.find(words) if words else None
        if key is None:
            raise RequestRefused(401, "no key, or one that is not known; give one as Authorization: Bearer KEY")
        return Principal(owner=key.owner, budget=keys.budget_of(key.owner))

    return authenticate


def by_key_or_token(key: Authenticate, token: Authenticate) -> Authenticate:
    """Lets in whoever gives one or the other: a token has two dots, a key none."""

    def authenticate(headers: Mapping[str, str]) -> Principal:
        return (token if is_token(headers) else key)(headers)

    return authenticate


def is_token(headers: Mapping[str, str]) -> bool:
    """Whether it is a token that a request gives, and no key."""
    return words_of(headers).count(".") == TOKEN_DOTS


def words_of(headers: Mapping[str, str]) -> str:
    """The key or token that a request gives; empty where it gives none."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.casefold() == "bearer" else headers.get("x-api-key", "")


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
