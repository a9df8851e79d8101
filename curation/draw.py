"""Drawing lots that fall the same way on every machine and in every go at a run."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from typing import TypeVar

from bookwright.knowledge.document import text_sha256

Option = TypeVar("Option")


def drawn_from(options: Sequence[Option], *key: object) -> Option:
    """One of the options, by the hash of the key: the same options and key, the same one. IndexError where there are none."""
    if not options:
        raise IndexError("there is nothing to draw from")
    return options[int(text_sha256("\n".join(map(str, key)))[:16], 16) % len(options)]


def drawn(key: str, wanted: int, pool: Sequence[Option]) -> tuple[Option, ...]:
    """So many different members of the pool (all of a smaller one), in an order that is drawn too; another key draws others."""
    wanted = min(wanted, len(pool))
    places: dict[int, None] = {}
    draws = count()
    while len(places) < wanted:
        places.setdefault(int.from_bytes(sha256(f"{key}:{next(draws)}".encode()).digest()[:8]) % len(pool))
    return tuple(pool[place] for place in places)


def shuffled(key: str, pool: Sequence[Option]) -> tuple[Option, ...]:
    """All of the pool in an order that is drawn."""
    return tuple(pool[place] for place in sorted(range(len(pool)), key=lambda place: sha256(f"{key}:order:{place}".encode()).digest()))
