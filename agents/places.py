"""Where in the text of a TOML file a value stands."""

import tomllib
from collections.abc import Sequence
from typing import Any

Place = Sequence[str | int]
"""The way to a value: keys of tables and indices of arrays."""


def line_of(text: str, place: Place) -> int:
    """The line, from 1, at which the value at `place` is whole, or the table around it where there is no such value.

    The beginning of a TOML file up to a line is a TOML file itself unless the line stands within a value: so the first beginning that
    holds the value ends where it does.
    """
    lines = text.splitlines()
    wanted = _there(tomllib.loads(text), place)
    for number in range(1, len(lines) + 1):
        try:
            beginning = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue
        if len(_there(beginning, wanted)) == len(wanted):
            return number
    return max(1, len(lines))


def _there(value: Any, place: Place) -> tuple[str | int, ...]:
    """How far the way goes. An index into what is no array is passed over: a single table may stand for an array of one."""
    gone: list[str | int] = []
    for step in place:
        if isinstance(step, int) and not isinstance(value, list):
            continue
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            break
        gone.append(step)
    return tuple(gone)
