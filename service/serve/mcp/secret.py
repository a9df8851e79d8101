"""The key under which the state of a question that is under way is sealed."""

import os
import secrets
from pathlib import Path

NAME = "mcp.key"
BYTES = 32


def kept_secret(data: Path) -> bytes:
    """The secret in the server's folder, made where there is none: state that a client holds stays good when the server begins again."""
    path = data / NAME
    if not path.exists():
        half = path.with_suffix(".new")
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(BYTES))
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    return path.read_bytes()
