"""What a role holds on itself, so that a call that leaves something behind is seen."""

from typing import Any

from pydantic import BaseModel

from bookwright.agents.conformance.chat import SuiteChat
from bookwright.agents.provenance import package_of

DEEP = 4


def kept(role: Any) -> dict[str, str]:
    """What a role has on itself and on the classes of its own package, down to what the objects there have on them; but for the chat,
    which keeps the requests."""
    found = {name: _deeply(value) for name, value in getattr(role, "__dict__", {}).items() if not isinstance(value, SuiteChat)}
    for cls in type(role).__mro__:
        if package_of(cls) == package_of(role):
            found |= {f"{cls.__name__}.{name}": _deeply(value) for name, value in vars(cls).items() if _is_data(name, value)}
    return found


def _is_data(name: str, value: Any) -> bool:
    """Whether an attribute of a class is neither code nor what Python puts there."""
    return not (name.startswith("__") or callable(value) or hasattr(value, "__get__"))


def _deeply(value: Any, depth: int = 0) -> str:
    """All that a value holds, as text."""
    if isinstance(value, SuiteChat):
        return value.name
    if depth == DEEP:
        return repr(value)
    if isinstance(value, dict):
        return str({_deeply(name, depth + 1): _deeply(inner, depth + 1) for name, inner in value.items()})
    if isinstance(value, list | tuple | set | frozenset):
        return str([_deeply(inner, depth + 1) for inner in value])
    if isinstance(value, BaseModel | type) or callable(value) or not hasattr(value, "__dict__"):
        return repr(value)
    return f"{type(value).__name__} {_deeply(vars(value), depth + 1)}"
