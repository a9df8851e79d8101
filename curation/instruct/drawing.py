"""Drawing by hash: which demonstrations a prompt shows follows from its place in the run and from the pool, never from arrival."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from typing import TypeVar

One = TypeVar("One")


def drawn(key: str, wanted: int, pool: Sequence[One]) -> tuple[One, ...]:
    """So many different members of the pool (all of a smaller one), in an order that is drawn too; another key draws others."""
    wanted = min(wanted, len(pool))
    places: dict[int, None] = {}
    draws = count()
    while len(places) < wanted:
        places.setdefault(int.from_bytes(sha256(f"{key}:{next(draws)}".encode()).digest()[:8]) % len(pool))
    return tuple(pool[place] for place in places)


def shuffled(key: str, pool: Sequence[One]) -> tuple[One, ...]:
    """All of the pool in an order that is drawn."""
    return tuple(pool[place] for place in sorted(range(len(pool)), key=lambda place: sha256(f"{key}:order:{place}".encode()).digest()))
