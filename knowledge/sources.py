"""Sources: the files that a user's paths stand for."""

import json
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bookwright.errors import InputError
from bookwright.knowledge.sniff import KINDS, kind_by_name


@dataclass(frozen=True)
class SourceFile:
    """A file to read. `name` is its path inside the SOURCE it came from, or its own name where the SOURCE is a file."""

    path: Path
    name: str


def list_files(sources: Sequence[Path]) -> list[SourceFile]:
    """The files of all sources, sorted by name, each path once. InputError with one line for every source that cannot be used."""
    found: list[tuple[Path, SourceFile]] = []
    faults: list[str] = []
    for source in sources:
        try:
            found.extend((source, file) for file in files_of(source))
        except InputError as error:
            faults.append(str(error))
    if faults:
        raise InputError("\n".join(faults))
    return sorted(distinct(found), key=lambda file: file.name)


def files_of(source: Path) -> list[SourceFile]:
    """The files of one source."""
    try:
        mode = source.stat().st_mode
        if stat.S_ISDIR(mode):
            if is_run(source):
                raise InputError(f"{source}: is a run directory, not documents; name the documents that it was made from")
            files = [SourceFile(path, path.relative_to(source).as_posix()) for path in inside(source)]
        elif stat.S_ISREG(mode):
            with source.open("rb"):
                return [SourceFile(source, source.name)]
        else:
            raise InputError(f"{source}: is neither a file nor a folder; name one of these")
    except FileNotFoundError:
        raise InputError(f"{source}: does not exist; check the path") from None
    except PermissionError as error:
        raise InputError(f"{error.filename or source}: may not be read; change its permissions or leave it out") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{source}: cannot be opened ({getattr(error, 'strerror', None) or error}); check the path") from None
    if not files:
        raise InputError(f"{source}: holds no file that can be read; readable are {' '.join(KINDS)}")
    return files


def left_aside(source: Path) -> list[str]:
    """The files of a folder that no loader reads, by their paths inside it; none of a file."""
    return [path.relative_to(source).as_posix() for path in _visible(source) if not kind_by_name(path.name)] if source.is_dir() else []


def inside(folder: Path) -> Iterator[Path]:
    """The readable files below a folder: supported endings, regular, not hidden, not of a run, and not led out of the folder by a link."""
    return (path for path in _visible(folder) if kind_by_name(path.name))


def _visible(folder: Path) -> Iterator[Path]:
    """The files of any kind that are the folder's own and meant to be seen."""
    root = folder.resolve()
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not is_run(Path(parent, name)))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and is_inside(path, root):
                yield path


def is_run(folder: Path) -> bool:
    """Whether a folder is a run directory of ours, finished or begun."""
    try:
        state = json.loads((folder / "run.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        state = None
    return (isinstance(state, dict) and "bookwright" in state) or ((folder / "owner.lock").is_file() and (folder / "library").is_dir())


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path is a regular file that really stands below the root. A link that leads nowhere is none."""
    try:
        real = path.resolve(strict=True)
        return real.is_relative_to(root) and stat.S_ISREG(real.stat().st_mode)
    except (OSError, RuntimeError):
        return False


def distinct(found: Sequence[tuple[Path, SourceFile]]) -> Iterator[SourceFile]:
    """Each path once, under a name of its own: where two sources hold the same name, the sources' names go before it."""
    once: dict[Path, tuple[Path, SourceFile]] = {}
    # A file goes before the links that lead to it.
    for source, file in sorted(found, key=lambda pair: pair[1].path.is_symlink()):
        once.setdefault(file.path.resolve(), (source, file))
    kept = list(once.values())
    taken = Counter(file.name for _, file in kept)
    used: set[str] = set()
    for source, file in kept:
        name = file.name if taken[file.name] == 1 else prefixed(source, file)
        number = 2
        while name in used:
            name = f"{number}/{prefixed(source, file)}"
            number += 1
        used.add(name)
        yield replace(file, name=name.encode("utf-8", "replace").decode("utf-8"))


def prefixed(source: Path, file: SourceFile) -> str:
    """A file's name behind that of its source folder, or of the folder around a source that is a file."""
    real = source.resolve()
    folder = real if real.is_dir() else real.parent
    return f"{folder.name or 'root'}/{file.name}"


def _raise(error: OSError) -> None:
    raise error
