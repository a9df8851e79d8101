"""A label scheme: the question that a label answers, and a description of each label."""

import tomllib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen, text_sha256

Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Scheme(Frozen):
    """What is asked of every text, and the labels with what each of them stands for, in the order of the file."""

    asks: Line
    labels: dict[Line, Line] = Field(min_length=2)

    @classmethod
    def load(cls, path: Path) -> "Scheme":
        """Reads a TOML file: `asks`, and a table [labels] of descriptions by name. InputError, with what is wrong, for one of no use."""
        try:
            return cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}; name a label scheme") from None
        except ValidationError as error:
            fault = error.errors()[0]
            place = ".".join(map(str, fault["loc"]))
            raise InputError(
                f"{path}: {place}: {fault['msg']}; give asks, and [labels] with a description for each of two or more"
            ) from None
        except ValueError as error:
            raise InputError(f"{path}: is no TOML file ({error})") from None

    @cached_property
    def sha256(self) -> str:
        """The hash of all that it says."""
        return text_sha256(self.model_dump_json())

    @cached_property
    def orders(self) -> tuple[tuple[str, ...], ...]:
        """The orders in which the labels can be shown: the file's own and its reverse, then both turned by one place, by two, and so on, so
        that every label stands in every place."""
        names = tuple(self.labels)
        turned = (names[first:] + names[:first] for first in range(len(names)))
        return tuple(dict.fromkeys(order for names in turned for order in (names, names[::-1])))

    def described(self, order: Sequence[str]) -> str:
        """The scheme as a labeller reads it, the labels in this order."""
        return f"{self.asks}\n" + "\n".join(f"- {name}: {self.labels[name]}" for name in order)
