"""Who asks."""

import hashlib

from bookwright.knowledge.document import Frozen


class Principal(Frozen):
    """The owner on whose behalf a request is made, and what their runs may cost in model calls in all; None for any."""

    owner: str
    budget: int | None = None


NOBODY = Principal(owner="")
"""The owner of everything where no keys are asked for, on a server that only this machine reaches. No key and no token is of that name."""


def folder_of(owner: str) -> str:
    """The name of an owner's folder; an owner may have any name."""
    return hashlib.sha256(owner.encode()).hexdigest()
