"""The address that the server is reached by, where a proxy stands before it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bookwright.errors import InputError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
"""The hosts that mean this machine."""


def public_address(url: str) -> str:
    """The URL without a slash at its end. InputError for one that is not http or https and a host, alone."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not url.isascii() or parts.username is not None or parts.path not in {"", "/"} or set(url) & set(" ?#\\"):
        raise InputError(f"--public-url {url}: is no address like https://bw.example.org; leave out path, query and user")
    return f"{parts.scheme}://{parts.netloc}"


def is_of_this_machine(url: str) -> bool:
    """Whether that address leads nowhere else."""
    return urlsplit(url).hostname in LOOPBACK


def published(scope: Mapping[str, Any], url: str) -> dict[str, Any]:
    """What changes in a request's scope so that it is as if it had come by that address, and every address made from it is public."""
    parts = urlsplit(url)
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {"scheme": parts.scheme, "headers": [(b"host", parts.netloc.encode()), *others]}
