"""The rows of a run's files, line by line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bookwright.errors import InputError

Row = TypeVar("Row", bound=BaseModel)
AGAIN = "give the command of the run again"


def lines_of(file: Path) -> Iterator[str]:
    """The lines of a file of rows, without their ends. InputError where it is missing or cannot be read."""
    try:
        with file.open(encoding="utf-8", newline="\n") as lines:  # some rows hold other marks that end a line
            for line in lines:
                yield line.removesuffix("\n")
    except FileNotFoundError:
        raise InputError(f"{file}: is not there; finish the run first") from None
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{file}: cannot be read; {AGAIN}") from None


def row_of(kind: type[Row], line: str, number: int, file: Path) -> Row:
    """The row in a line, counted from 1. InputError where it is none."""
    try:
        return kind.model_validate_json(line)
    except ValidationError:
        raise InputError(f"{file}: line {number} is no {kind.__name__.lower()} of this version; {AGAIN}") from None


def rows_of(kind: type[Row], file: Path) -> Iterator[Row]:
    """All rows of a file. InputError where it is missing, cannot be read, or has a line that is none."""
    return (row_of(kind, line, number, file) for number, line in enumerate(lines_of(file), 1))
