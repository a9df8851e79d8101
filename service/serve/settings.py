"""How the server works."""

from pathlib import Path

from pydantic import Field

from bookwright.knowledge.document import Frozen
from bookwright.service.configuration import ModelChoice
from bookwright.service.serve.tokens import TokenSettings

MEGABYTE = 1_000_000


class ServeSettings(Frozen):
    """`data` is the server's folder. At most `at_once` runs are worked on; at most `waiting` runs of one owner may be to be done.

    A body has at most `body_bytes`, an upload `upload_bytes`; all uploads of an owner take `uploads_bytes`, the states of their threads
    `states_bytes`. `requests_per_minute` is per owner, and per address for those who are not known.
    Webhooks may go to `webhook_hosts` wherever they lead, and to the public internet.
    With `keys` everybody who asks gives a key or, where there are `tokens`, a token. `public_url` is the address that clients use, where it
    is another than the one that a request names.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = Field(default=8123, ge=0, le=65535)
    model: ModelChoice | None = None
    at_once: int = Field(default=2, ge=1, le=64)
    waiting: int = Field(default=1000, ge=1)
    body_bytes: int = Field(default=MEGABYTE, ge=1)
    upload_bytes: int = Field(default=50 * MEGABYTE, ge=1)
    uploads_bytes: int = Field(default=1000 * MEGABYTE, ge=1)
    states_bytes: int = Field(default=1000 * MEGABYTE, ge=1)
    requests_per_minute: int = Field(default=1200, ge=1)
    keys: bool = True
    webhook_hosts: tuple[str, ...] = ()
    tokens: TokenSettings | None = None
    public_url: str | None = None
