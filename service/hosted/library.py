"""The library that the graphs stand on. It is of a module of its own: servers read the file of the graphs once for each of them, and a
library has one owner."""

from functools import cache
from pathlib import Path

from bookwright.errors import InputError
from bookwright.knowledge.library import Library
from bookwright.service.configuration import hosting


@cache
def library() -> Library:
    """The library that BOOKWRIGHT_LIBRARY names, kept open to the end of the process. InputError where it names none."""
    named = hosting().library
    if not named:
        raise InputError("BOOKWRIGHT_LIBRARY: is not set; name a run directory or its library folder")
    folder = Path(named) / "library" if (Path(named) / "library" / "library.db").exists() else Path(named)
    if not (folder / "library.db").exists():
        raise InputError(f"BOOKWRIGHT_LIBRARY {named}: holds no library; name a run directory or its library folder")
    return Library.open(folder)
