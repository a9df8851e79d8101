"""Masking: what a server says, fit to be shown: one line, short, and without a key in it."""

import re
from collections.abc import Iterable

LONGEST = 200
MASK = "***"
KEY = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf)[-_]\S+"
    r"|(?<=\bbearer\s)\S+"
    r"|(?<=\bbasic\s)\S{8,}"
    r"|\bAIza\S+"
    r"|\beyJ\S+"
    r"|\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9_]{24,}",
    re.IGNORECASE,
)
NAMED_KEY = re.compile(
    r"(\b(?:api[ _-]?key|token|secret|password|authorization)\b[^:=\n]{0,20}[:=]\s*)"
    r"(?:(?:bearer|basic)\s+)?\S+",
    re.IGNORECASE,
)


def shown(text: str, secrets: Iterable[str] = ()) -> str:
    """The text on one line of at most `LONGEST` characters, with the secrets and all that looks like a key masked."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        line = line.replace(secret, MASK)
    line = KEY.sub(MASK, NAMED_KEY.sub(rf"\1{MASK}", line))  # before it is cut, for half a key looks like none
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
