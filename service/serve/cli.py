"""The serve command, and the keys of a server."""

import importlib.util
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bookwright.errors import InputError
from bookwright.service.options import BaseUrl, Model, Temperature

keys_app = typer.Typer(no_args_is_help=True, help="The API keys of a server.")

Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="The server's folder: its runs, documents and keys.")]


class LogTo(StrEnum):
    """Where the log of a server goes."""

    FILE = "file"
    STDERR = "stderr"


def serve(
    *,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where it listens; another than this machine's needs keys.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port.")] = 8123,
    data: Data = Path("server"),
    at_once: Annotated[int, typer.Option(min=1, max=64, metavar="N", help="Runs worked on at once.")] = 2,
    public_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The address that others use, where a proxy stands before it: https://bw.example.org [env: BOOKWRIGHT_PUBLIC_URL].",
        ),
    ] = None,
    log: Annotated[LogTo, typer.Option(help="Where its log goes: DIR/log.jsonl, or standard error.")] = LogTo.FILE,
    model: Model = None,
    base_url: BaseUrl = None,
    temperature: Temperature = None,
    webhook_host: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A host that webhooks may go to wherever it leads; name several.")
    ] = None,
    jwt_keys: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Lets tokens (JWT) in that a public key of FILE, a JWKS or PEM, has signed.")
    ] = None,
    jwt_issuer: Annotated[str | None, typer.Option(metavar="ISSUER", help="Who must have issued a token (iss).")] = None,
    jwt_audience: Annotated[str | None, typer.Option(metavar="NAME", help="Whom a token must be for (aud).")] = None,
) -> None:
    """Serve runs over the network: LangGraph's SDK wire, uploads, files; stopped and started again, it goes on where it was."""
    if any(importlib.util.find_spec(name) is None for name in ("a2a", "fastapi", "jwt", "mcp", "uvicorn")):
        raise InputError("serve: needs packages that are not installed; install bookwright[serve]")
    from bookwright.service.configuration import model_choice, public_url_named  # noqa: PLC0415 - an extra, from here on
    from bookwright.service.serve import command  # noqa: PLC0415
    from bookwright.service.serve.address import public_address  # noqa: PLC0415
    from bookwright.service.serve.settings import ServeSettings  # noqa: PLC0415

    settings = ServeSettings(
        data=data,
        host=host,
        port=port,
        at_once=at_once,
        webhook_hosts=tuple(webhook_host or ()),
        tokens=command.token_settings(jwt_keys, jwt_issuer, jwt_audience),
        model=model_choice(model, base_url, temperature),
        public_url=public_address(named) if (named := public_url_named(public_url)) else None,
    )
    command.serve(settings, data / "log.jsonl" if log is LogTo.FILE else None)


@keys_app.command("add")
def add(
    owner: Annotated[str, typer.Argument(metavar="OWNER", help="Whose key it is; keys of one owner see the same runs.")],
    *,
    data: Data = Path("server"),
    budget: Annotated[int | None, typer.Option(min=0, metavar="N", help="Model calls that the owner's runs may cost in all.")] = None,
) -> None:
    """Make a key and print it, this once: the server keeps its hash alone."""
    from bookwright.service.serve import command  # noqa: PLC0415

    typer.echo(command.add_key(data, owner, budget))


@keys_app.command("list")
def listed(*, data: Data = Path("server")) -> None:
    """List the keys: id, owner, when it was made, budget."""
    from bookwright.service.serve import command  # noqa: PLC0415

    for line in command.list_keys(data):
        typer.echo(line)


@keys_app.command("remove")
def remove(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as `keys list` has it.")], *, data: Data = Path("server")
) -> None:
    """Take a key out: it opens nothing from now on."""
    from bookwright.service.serve import command  # noqa: PLC0415

    command.remove_key(data, key_id)
