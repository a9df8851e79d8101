"""Principles: what a response is criticised for, and how it is revised then."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen

DEFAULT_PRINCIPLES = Path(__file__).with_name("principles.toml")
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Principle(Frozen):
    """One principle by its name: the request for a critique, and the request for a revision that follows from it."""

    name: Line
    critique: Line
    revision: Line


class Principles(Frozen):
    """The principles in the order of their file."""

    principle: tuple[Principle, ...] = Field(min_length=1)

    @classmethod
    def load(cls, path: Path) -> "Principles":
        """Reads a TOML file with a table [[principle]] for each. InputError, with what is wrong, for one of no use."""
        try:
            found = cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}; name a principles file") from None
        except ValidationError as error:
            fault = error.errors()[0]
            place = ".".join(str(part + 1) if isinstance(part, int) else part for part in fault["loc"])
            raise InputError(f"{path}: {place}: {fault['msg']}; give each [[principle]] a name, a critique and a revision") from None
        except ValueError as error:
            raise InputError(f"{path}: is no TOML file ({error})") from None
        names = [principle.name for principle in found.principle]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise InputError(f'{path}: two principles are named "{twice}"; rename one')
        return found
