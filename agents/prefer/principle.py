"""The principles by which answers are asked for, so that they differ in more than words (UltraFeedback: Cui et al. 2024, section 2)."""

import tomllib
from functools import cache
from pathlib import Path

from bookwright.errors import InputError

FILE = Path(__file__).with_name("principles.toml")


@cache
def principles() -> dict[str, str]:
    """What a respondent is told, by the name of the principle."""
    return {name: str(words).strip() for name, words in tomllib.loads(FILE.read_text(encoding="utf-8")).items()}


def checked_principles(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, each once; all principles where none is named. InputError for one that there is not."""
    known = tuple(principles())
    if strange := next((name for name in names if name not in known), None):
        raise InputError(f"--principle {strange}: is none of {', '.join(known)}")
    return tuple(dict.fromkeys(names)) or known
