"""From what to what a role goes, and the seats that this fits."""

import inspect
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import entry_points
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bookwright.agents.items import Critique, Draft, Submission
from bookwright.agents.role import PromptRole, Role
from bookwright.agents.seats import Seats
from bookwright.agents.stage import Accepted
from bookwright.errors import InputError

TEAMS = "bookwright.teams"


def types_of(role: Callable[..., Any]) -> tuple[Any, Any]:
    """What the role takes and gives: the parameters of `PromptRole`, else the annotations of the call. InputError where it does not say."""
    name = str(getattr(role, "__name__", role))
    if isinstance(role, type) and issubclass(role, PromptRole):
        try:
            item, _, result = _arguments(role, PromptRole)
        except InputError as error:
            raise InputError(f"{name}: {error}") from None
        return item, result
    call = role.__call__ if isinstance(role, type) else role
    parameters = [one for one in inspect.signature(call).parameters if one != "self"]
    try:
        hints = get_type_hints(call)
        return hints[parameters[0]], hints["return"]
    except (IndexError, KeyError, NameError, TypeError) as error:
        raise InputError(f"{name}: does not say what it takes and gives ({error}); annotate it, as in (item: Brief) -> Draft") from None


@cache
def teams() -> dict[str, type[Seats]]:
    """Every kind of team by the name of its command; one of a stranger that cannot be imported is left out."""
    found = {}
    for point in sorted(entry_points(group=TEAMS), key=lambda point: point.name):
        with suppress(Exception):
            found[point.name] = point.load()
    return found


def wanted(team: type[Seats]) -> dict[str, tuple[Any, Any, bool]]:
    """Of every seat of a kind of team what its role takes and gives, and whether several sit there."""
    found = {}
    for seat, hint in get_type_hints(team).items():
        several = get_origin(hint) is tuple
        held = get_args(hint) if several or get_origin(hint) in {Union, UnionType} else (hint,)
        roles = [one for one in held if get_origin(one) is Role]
        if roles:
            takes, gives = get_args(roles[0])
            found[seat] = (takes, gives, several)
    return found


def seats_for(takes: Any, gives: Any) -> tuple[str, ...]:
    """The seats that a role with these types can sit in, over all teams and stages."""
    seats = [
        f"{name}: {seat}"
        for name, team in teams().items()
        for seat, (item, result, _) in wanted(team).items()
        if fits(takes, gives, item, result)
    ]
    if takes is Accepted:
        seats.append("stage: after accept")
    elif takes is Submission and not seats:
        seats += ["stage: after writer", "stage: before judge"]
    return tuple(seats)


def fits(takes: Any, gives: Any, item: Any, result: Any) -> bool:
    """Whether a role with the first two types can sit where the other two are wanted. A critic may read one draft at a time."""
    same = takes == item and (gives == result or gives in _alternatives(result))
    return same or ((takes, gives) == (Submission, Critique) and result == tuple[Critique, ...])


def _alternatives(kind: Any) -> tuple[Any, ...]:
    """The types of a union; none of any other type."""
    return get_args(kind) if get_origin(kind) in {Union, UnionType} else ()


def reads_one(takes: Any, gives: Any) -> bool:
    """Whether a role is a critic of a single draft."""
    return (takes, gives) == (Submission, Critique)


def rewrites(gives: Any) -> bool:
    """Whether a stage gives another draft; every other one gives something to stand beside it."""
    return gives is Draft


def shown(kind: Any) -> str:
    """A type as it is written in code."""
    if get_args(kind):
        inner = ", ".join("…" if one is Ellipsis else shown(one) for one in get_args(kind))
        return f"{getattr(get_origin(kind), '__name__', get_origin(kind))}[{inner}]"
    return str(getattr(kind, "__name__", kind))


def _arguments(cls: type, base: type) -> tuple[Any, ...]:
    """What a class puts for the type variables of a generic class that it derives from. InputError where it puts nothing."""
    if cls is base:
        raise InputError(
            "names no types; write what it takes, the model's reply and what it gives, as in PromptRole[Brief, Written, Draft]"
        )
    for written in cls.__dict__.get("__orig_bases__", ()):
        origin = get_origin(written)
        if origin is base:
            return get_args(written)
        if isinstance(origin, type) and issubclass(origin, base):
            given = dict(zip(origin.__parameters__, get_args(written), strict=True))  # type: ignore[attr-defined]
            return tuple(given.get(one, one) for one in _arguments(origin, base))
    parent = next(one for one in cls.__bases__ if issubclass(one, base))
    return _arguments(parent, base)
