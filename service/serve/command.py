"""Serving, and making and taking out keys."""

import sys
from collections.abc import Iterator
from pathlib import Path

import structlog

from bookwright.errors import InputError
from bookwright.knowledge.lock import OwnerLock
from bookwright.service.listening import listening, url_of
from bookwright.service.log import logged
from bookwright.service.loop import more_open_files
from bookwright.service.serve.access import Keys
from bookwright.service.serve.address import LOOPBACK, is_of_this_machine
from bookwright.service.serve.app import create_app
from bookwright.service.serve.folder import check_folder, is_open_to_others, made_folder
from bookwright.service.serve.library_log import libraries_logged
from bookwright.service.serve.listener import listen
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.tokens import TokenSettings


def serve(settings: ServeSettings, log: Path | None) -> None:
    """Serves until it is stopped; events go to the file, or to standard error where none is named.

    InputError where it would let everybody in, or cannot begin, before anything is made; LibraryLocked where another process serves that
    folder.
    """
    data = settings.data
    check_folder(data)
    settings = settings.model_copy(update={"keys": bool(settings.tokens or Keys(data).all())})
    _check_who_is_let_in(settings)
    app = create_app(settings)
    with listening(settings.host, settings.port) as sock:
        lock = OwnerLock(made_folder(data))
        lock.acquire()
        try:
            Store(data / "server.db").close()  # what is wrong with it is said here, in one line
            with logged(log, server=f"{settings.host}:{sock.getsockname()[1]}"), libraries_logged(), more_open_files():
                structlog.get_logger().info("server begins", keys=settings.keys, at_once=settings.at_once)
                listen(app, sock, lambda: _tell(*_beginning(settings, url_of(settings.host, sock), log)))
                structlog.get_logger().info("server ends")
        finally:
            lock.release()
    _tell("stopped; what is not done goes on at the next start")


def _check_who_is_let_in(settings: ServeSettings) -> None:
    """InputError where others could reach a server that asks for no key."""
    make = f"there is no key; make one with: bookwright keys add OWNER --data {settings.data}"
    if settings.keys:
        return
    if settings.host not in LOOPBACK:
        raise InputError(f"--host {settings.host}: others could reach it and {make}")
    if settings.public_url and not is_of_this_machine(settings.public_url):
        raise InputError(f"--public-url {settings.public_url}: others could reach it and {make}")


def _beginning(settings: ServeSettings, url: str, log: Path | None) -> Iterator[str]:
    """What whoever started it should know."""
    yield f"serving on {url}" + (f", for others {settings.public_url}" if settings.public_url else "")
    yield f"folder {settings.data}, log {log or 'here'}"
    keys, tokens = len(Keys(settings.data).all()), settings.tokens
    by = [f"{keys} key{'s' if keys != 1 else ''}"] if keys else []
    by += [f"tokens of {tokens.issuer}"] if tokens else []
    yield f"let in: {' and '.join(by) or 'this machine alone, without keys'}"
    if is_open_to_others(settings.data):
        yield f"warning: other users of this machine can look into {settings.data}; close it with: chmod 700 {settings.data}"
    yield "Ctrl-C stops it"


def _tell(*lines: str) -> None:
    sys.stderr.write("".join(f"bookwright: {line}\n" for line in lines))
    sys.stderr.flush()


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
    return Keys(made_folder(data)).add(owner, budget)[1]


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
