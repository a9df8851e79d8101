"""Whose code a role is, and which version of it: what outcomes depend on beside the project's own code."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

OURS = __name__.partition(".")[0]
READ = frozenset({".py", ".md", ".toml", ".json", ".txt"})
"""The endings of code, prompts, rubrics and word lists."""


def package_of(role: object) -> str:
    """The name of the outermost package, or module in none, that a class, a function, or an instance of a class comes from; of a function
    with settings, that of the function. What only holds packages together, and has no file, is none."""
    bare = getattr(role, "func", role)
    parts = str(getattr(bare, "__module__", type(bare).__module__)).split(".")
    names = [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return next((name for name in names if getattr(sys.modules.get(name), "__file__", None)), names[-1])


def source_sha256(role: object) -> str:
    """The hash of all code and prompts of the package that a role comes from, or of its module and the prompt beside it where that is in no
    package; empty for the project's own, whose code a run depends on anyway."""
    package = package_of(role)
    return "" if package == OURS else _sha256(_files(package))


def strangers(roles: Iterable[object]) -> dict[str, str]:
    """The hash of every package that is not the project's own and that one of these comes from, by its name."""
    return {package_of(role): sha for role in roles if (sha := source_sha256(role))}


def _files(package: str) -> Iterator[Path]:
    module = sys.modules.get(package)
    for folder in map(Path, getattr(module, "__path__", ())):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in READ)
    if not hasattr(module, "__path__") and (file := getattr(module, "__file__", None)):
        yield from (path for path in (Path(file), Path(file).with_suffix(".md")) if path.is_file())


def _sha256(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
