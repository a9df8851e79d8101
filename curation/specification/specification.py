"""A specification: the axes along which items are to differ, and how often each value is asked for."""

import re
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm
from pathlib import Path
from typing import Any

from pydantic import Field

from bookwright.agents.specified import LINES, MEANINGS
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen

AXES = tuple(LINES)
MOST_PERSONAS = 200
CODE = re.compile("[a-z]{2,3}")


class Specification(Frozen):
    """The share of every value by axis and value, as whole numbers: of the items, a value is to have its share of the axis' sum.

    Axes come in the order of `AXES`, values in that of the file. `personas` is how many of them are still to be drawn from the documents.
    """

    shares: dict[str, dict[str, int]] = Field(default_factory=dict)
    personas: int = 0

    @classmethod
    def load(cls, path: Path) -> "Specification":
        """Reads a TOML file: for each axis a list of values, or a table of values with their shares; for `persona` also a number, which
        asks for so many drawn from the documents. InputError, with the axis, for what cannot be used."""
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}; name a specification") from None
        except ValueError as error:
            raise InputError(f"{path}: is no TOML file ({error})") from None
        if not found:
            raise InputError(f"{path}: is empty; give at least one of {', '.join(AXES)}")
        if unknown := next((name for name in found if name not in AXES), None):
            raise InputError(f"{path}: {unknown}: is no axis; give {', '.join(AXES)}")
        personas = found.get("persona")
        if isinstance(personas, int):
            if not 1 <= personas <= MOST_PERSONAS:
                raise InputError(f"{path}: persona: {personas} cannot be drawn; give a number from 1 to {MOST_PERSONAS}, or list them")
            del found["persona"]
        else:
            personas = 0
        return cls(shares={axis: _shares(f"{path}: {axis}", axis, found[axis]) for axis in AXES if axis in found}, personas=personas)

    @property
    def names_personas(self) -> bool:
        """Whether it says who asks."""
        return bool(self.personas) or "persona" in self.shares

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes that it names, in their order."""
        return tuple(axis for axis in AXES if axis in self.shares or (axis == "persona" and self.personas))

    def with_personas(self, personas: tuple[str, ...]) -> "Specification":
        """With the personas that were drawn, each as often as the others."""
        return Specification(shares={"persona": dict.fromkeys(personas, 1), **self.shares})


def _shares(place: str, axis: str, found: object) -> dict[str, int]:
    """The shares of an axis in lowest terms. InputError for values that are none."""
    if isinstance(found, list) and all(isinstance(value, str) for value in found):
        given: Mapping[str, Any] = dict.fromkeys(found, 1)
        if len(given) < len(found):
            raise InputError(f"{place}: has a value twice; to have it asked for more often, give values with shares: {{ a = 2, b = 1 }}")
    elif isinstance(found, dict):
        given = found
    else:
        raise InputError(f'{place}: is no list of values; write {axis} = ["…", "…"], or values with shares: {{ a = 2, b = 1 }}')
    if not given or not all(map(str.strip, given)):
        raise InputError(f"{place}: has no value, or an empty one; name at least one")
    known = MEANINGS.get(axis)
    for value, share in given.items():
        if known and value not in known:
            raise InputError(f'{place}: "{value}" is unknown; give {", ".join(known)}')
        if axis == "language" and not CODE.fullmatch(value):
            raise InputError(f'{place}: "{value}" is no code of ISO 639; give one such as de')
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share < 1e6:
            raise InputError(f"{place}: {value}: the share {share} is no number above 0; give one")
    return _whole({value: Fraction(str(share)) for value, share in given.items()})


def _whole(shares: Mapping[str, Fraction]) -> dict[str, int]:
    scale = lcm(*(share.denominator for share in shares.values()))
    whole = {value: int(share * scale) for value, share in shares.items()}
    common = gcd(*whole.values())
    return {value: share // common for value, share in whole.items()}
