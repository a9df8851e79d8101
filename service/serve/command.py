"""Serving, and making and taking out keys."""

from collections.abc import Iterator
from pathlib import Path

import structlog
import uvicorn

from bookwright.errors import InputError
from bookwright.knowledge.lock import OwnerLock
from bookwright.service.configuration import model_choice
from bookwright.service.log import logged
from bookwright.service.loop import more_open_files
from bookwright.service.serve.access import Keys
from bookwright.service.serve.app import create_app
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.tokens import TokenSettings

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SECONDS_TO_END = 5
SECONDS_KEPT = 75
"""How long a connection may be idle: longer than clients keep theirs, or a request meets one that is just being closed."""


def serve(
    host: str,
    port: int,
    data: Path,
    at_once: int,
    *,
    model: str | None,
    base_url: str | None,
    temperature: float | None,
    webhook_hosts: tuple[str, ...] = (),
    tokens: TokenSettings | None = None,
) -> None:
    """Serves until it is stopped. InputError where it would let everybody in; LibraryLocked where another process serves that folder."""
    data.mkdir(parents=True, exist_ok=True)
    asks = bool(tokens or Keys(data).all())
    if host not in LOOPBACK and not asks:
        raise InputError(
            f"--host {host}: others could reach it and there is no key; make one with: bookwright keys add OWNER --data {data}"
        )
    settings = ServeSettings(
        data=data,
        host=host,
        port=port,
        at_once=at_once,
        keys=asks,
        webhook_hosts=webhook_hosts,
        tokens=tokens,
        model=model_choice(model, base_url, temperature),
    )
    lock = OwnerLock(data)
    lock.acquire()
    try:
        Store(data / "server.db").close()  # what is wrong with it is said here, in one line
        with logged(data / "log.jsonl", server=f"{host}:{port}"), more_open_files():
            structlog.get_logger().info("server begins", keys=asks, at_once=at_once)
            uvicorn.run(
                create_app(settings),
                host=host,
                port=port,
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=SECONDS_TO_END,
                timeout_keep_alive=SECONDS_KEPT,
            )
    finally:
        lock.release()


def token_settings(keys: Path | None, issuer: str | None, audience: str | None) -> TokenSettings | None:
    """What the three options come to; None without any. InputError where one is missing."""
    given = {"--jwt-keys": keys, "--jwt-issuer": issuer, "--jwt-audience": audience}
    missing = [name for name, value in given.items() if not value]
    if len(missing) == len(given):
        return None
    if missing or keys is None or issuer is None or audience is None:
        raise InputError(f"{', '.join(missing)}: missing; tokens need all of {', '.join(given)}")
    return TokenSettings(keys=keys, issuer=issuer, audience=audience)


def add_key(data: Path, owner: str, budget: int | None) -> str:
    """The words of a new key. InputError for an owner without a name."""
    if not owner.strip() or not owner.isprintable():
        raise InputError("OWNER: is empty or unreadable; give a name")
    data.mkdir(parents=True, exist_ok=True)
    return Keys(data).add(owner, budget)[1]


def list_keys(data: Path) -> Iterator[str]:
    """A line for each key."""
    for key in _keys(data).all():
        budget = "no budget" if key.budget is None else f"{key.budget} calls"
        yield f"{key.id}  {key.owner}  {key.created:%Y-%m-%d}  {budget}"


def remove_key(data: Path, key_id: str) -> None:
    """Takes a key out. InputError where there is none of that id."""
    if not _keys(data).drop(key_id):
        raise InputError(f"key {key_id}: there is none; `bookwright keys list` tells which there are")


def _keys(data: Path) -> Keys:
    keys = Keys(data)
    if not keys.are_there and not (data / "server.db").exists():
        raise InputError(f"{data}: is no server's folder; name the one that was given as --data")
    return keys
