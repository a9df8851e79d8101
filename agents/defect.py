"""A role that broke, in one line: what it raised, and where in its own file."""

import inspect
import sys
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

LONGEST = 200
OURS = "bookwright"
BENEATH = frozenset({OURS, "langgraph", "langchain_core", "pydantic", "pydantic_core"})
"""What calls roles, and what checks the items that are made of their data."""


def in_one_line(error: BaseException, role: Any = None) -> str:
    """ "KeyError: 'title' (my_role.py, line 12)": the kind, at most 200 characters of the message, and where in the role's own file.

    Without the role its file is the one where the run first enters code that is not the project's own; where it never does, the line is the
    innermost of the project's.
    """
    message = " ".join(str(error).split())
    message = message if len(message) <= LONGEST else f"{message[: LONGEST - 1]}…"
    place = _line_in(error, role) or (place_of(role) if role is not None else "")
    return ": ".join(filter(None, (type(error).__name__, message))) + (f" ({place})" if place else "")


def place_of(role: Any) -> str:
    """ "my_role.py, line 3": where a class or function is written; empty where that is not known."""
    try:
        return f"{_file(role.__module__, inspect.getfile(role))}, line {inspect.getsourcelines(role)[1]}"
    except (AttributeError, OSError, TypeError):
        return ""


def _line_in(error: BaseException, role: Any) -> str:
    frames = list(traceback.walk_tb(error.__traceback__))
    if role is not None:
        own = [one for one in frames if one[0].f_globals.get("__name__") == getattr(role, "__module__", None)]
    elif entered := next((frame for frame, _ in frames if _is_strange(frame)), None):
        own = [one for one in frames if one[0].f_code.co_filename == entered.f_code.co_filename]
    else:
        own = [one for one in frames if _package(one[0]) == OURS]
    if not own:
        return ""
    frame, line = own[-1]
    return f"{_file(str(frame.f_globals.get('__name__', '')), frame.f_code.co_filename)}, line {line}"


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0]


def _is_strange(frame: FrameType) -> bool:
    return (package := _package(frame)) not in BENEATH and package not in sys.stdlib_module_names


def _file(module: str, path: str) -> str:
    """The end of a path that the module's name tells of, so that no folder of the machine is named."""
    own = Path(path)
    return "/".join(own.parts[-(module.count(".") + 1 + (own.stem == "__init__")) :])
