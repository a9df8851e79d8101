"""The server's folder, which holds people's documents: for the server's user alone."""

import os
import stat
from pathlib import Path

from bookwright.errors import InputError

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_folder(data: Path) -> None:
    """InputError where that can be no server's folder. Makes nothing."""
    there = next(place for place in (data.absolute(), *data.absolute().parents) if place.exists())
    if not there.is_dir():
        raise InputError(f"--data {data}: {there} is a file; name a folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise InputError(f"--data {data}: nothing can be written in {there}; name another folder, or mend its rights")


def made_folder(data: Path) -> Path:
    """The folder, made where it is missing so that its user alone can enter it. InputError where it cannot be."""
    check_folder(data)
    try:
        data.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"--data {data}: cannot be made: {error.strerror}; name another folder") from None
    return data


def is_open_to_others(data: Path) -> bool:
    """Whether other users of the machine may look into it."""
    return os.name != "nt" and bool(data.stat().st_mode & OTHERS)
