"""Drawing lots that fall the same way on every machine and in every go at a run."""

from collections.abc import Sequence
from typing import TypeVar

from bookwright.knowledge.document import text_sha256

Option = TypeVar("Option")


def drawn_from(options: Sequence[Option], *key: object) -> Option:
    """One of the options, by the hash of the key: the same options and key, the same one. IndexError where there are none."""
    if not options:
        raise IndexError("there is nothing to draw from")
    return options[int(text_sha256("\n".join(map(str, key)))[:16], 16) % len(options)]
