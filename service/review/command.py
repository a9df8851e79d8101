"""The review command: a small server of one run for one reviewer."""

import getpass
import secrets
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request

from bookwright.curation.review.strata import By
from bookwright.errors import InputError
from bookwright.service.listening import listening, url_of
from bookwright.service.review.desk import Desk
from bookwright.service.review.files import reviewer_named
from bookwright.service.review.routes import Seat, review_routes
from bookwright.service.review.sampling import Asked
from bookwright.service.serve.access import nobody
from bookwright.service.serve.address import LOOPBACK
from bookwright.service.serve.guard import Guard
from bookwright.service.serve.settings import ServeSettings

SECONDS_TO_END = 2


def review(
    run: Path,
    reviewer: str | None,
    host: str,
    port: int,
    *,
    sample: int | None,
    by: str | None,
    seed: int | None,
    blind: bool | None,
    rejects: bool | None,
) -> None:
    """Serves the page until it is stopped, and prints its address. InputError where the run cannot be reviewed or the port is taken."""
    name = reviewer_named(reviewer or getpass.getuser())
    asked = Asked(size=sample, by=strata_named(by), seed=seed, blind=blind, rejects=rejects)
    path = "/review" if host in LOOPBACK else f"/{secrets.token_urlsafe(16)}/review"
    desk = Desk.open(run, name, path, asked)
    with listening(host, port) as sock:
        address = f"{url_of(host, sock)}{path}/"
        sys.stdout.write(f"{len(desk.material.items)} to review as {name}: {address}\nCtrl-C ends it; every decision is kept at once.\n")
        sys.stdout.flush()
        served = uvicorn.Config(
            review_app(run, name, path, open_to_others=host not in LOOPBACK),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
        uvicorn.Server(served).run(sockets=[sock])


def review_app(run: Path, reviewer: str, path: str, *, open_to_others: bool = False) -> Starlette:
    """The page of one run as an application. `path` is a secret where others can reach it, for it is all that keeps them out."""
    seat = Seat(run=run, reviewer=reviewer, base=path)

    def find(_: Request) -> Seat:
        return seat

    guard = Middleware(Guard, settings=ServeSettings(data=run, keys=open_to_others))
    app = Starlette(routes=review_routes(path, find), middleware=[guard])
    app.state.authenticate = nobody
    return app


def strata_named(names: str | None) -> tuple[By, ...] | None:
    """What to divide by, from names with commas between. InputError for one that is unknown."""
    if names is None:
        return None
    given = [name.strip() for name in names.split(",") if name.strip()]
    if unknown := [name for name in given if name not in {*By}]:
        raise InputError(f"--by {unknown[0]}: is unknown; name {', '.join(By)}")
    return tuple(dict.fromkeys(map(By, given)))
