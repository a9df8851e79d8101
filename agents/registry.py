"""Roles by name: those that installed packages offer in the entry-point group `bookwright.roles`; any other as `package.module:Role`."""

import inspect
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from bookwright.agents.chat import Chat
from bookwright.agents.defect import in_one_line
from bookwright.agents.signature import seats_for, shown, types_of
from bookwright.errors import BookwrightError, InputError
from bookwright.knowledge.document import Frozen

GROUP = "bookwright.roles"

Factory = Callable[..., Any]
"""A class whose instances are roles, or a function that is one."""


class ListedRole(Frozen):
    """A row of the list of roles: the seats that it fits, from what to what it goes, and where it comes from.

    `problem` says why it cannot be loaded; the rest is empty then.
    """

    name: str
    seats: tuple[str, ...] = ()
    takes: str = ""
    gives: str = ""
    distribution: str = ""
    file: str = ""
    problem: str = ""


def offered() -> dict[str, EntryPoint]:
    """The entry points of all roles by name; nothing is imported. InputError where two packages give one name."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        before = found.setdefault(point.name, point)
        if before.value != point.value:
            packages = " and ".join(sorted({_distribution(before), _distribution(point)}))
            raise InputError(f"role {point.name}: is offered by {packages}; uninstall one of them, or name it as package.module:Role")
    return found


def find_role(name: str) -> Factory:
    """The class or function that a name stands for. InputError, with the name, where there is none."""
    if ":" in name:
        return _imported(EntryPoint(name=name, value=name, group=GROUP))
    roles = offered()
    if name not in roles:
        raise InputError(f"role {name}: is not installed; `bookwright roles` lists what is, any other is named as package.module:Role")
    return _imported(roles[name])


def listed_roles() -> list[ListedRole]:
    """Every role that is offered, by name. One that cannot be imported has a problem, and costs the others nothing."""
    return [_listed(name, point) for name, point in sorted(offered().items())]


def asks_a_model(factory: Factory) -> bool:
    """Whether a role is made with a chat."""
    return isinstance(factory, type) and "chat" in inspect.signature(factory).parameters


def built(factory: Factory, chat: Chat | None = None, **settings: object) -> Any:
    """The role at work: an instance of a class, given the chat if it takes one, or the function with its settings.

    InputError where it needs a chat and there is none, and for settings that it does not take.
    """
    name = str(getattr(factory, "__name__", factory))
    if asks_a_model(factory):
        if chat is None:
            raise InputError(f"{name}: asks a model; name one")
        return _made(factory, (chat,), name, settings)
    if isinstance(factory, type):
        return _made(factory, (), name, settings)
    known = [one.name for one in inspect.signature(factory).parameters.values() if one.kind is inspect.Parameter.KEYWORD_ONLY]
    if odd := next((setting for setting in settings if setting not in known), None):
        raise InputError(f"{name}: has no setting {odd}; it takes {', '.join(known) or 'none'}")
    return partial(factory, **settings) if settings else factory


def _made(cls: Factory, given: tuple[Chat, ...], name: str, settings: dict[str, object]) -> Any:
    """An instance of a class. InputError for settings that it does not take, and for whatever it raises."""
    try:
        inspect.signature(cls).bind(*given, **settings)
    except TypeError as error:
        known = ", ".join(one for one in inspect.signature(cls).parameters if one != "chat") or "none"
        raise InputError(f"{name}: settings: {error}; it takes {known}") from None
    try:
        return cls(*given, **settings)
    except BookwrightError:
        raise
    except Exception as error:  # whatever a stranger's role raises while it is made
        raise InputError(f"{name}: cannot be made: {in_one_line(error, cls)}") from error


def _imported(point: EntryPoint) -> Factory:
    """What the entry point names. InputError for what cannot be imported, and for what is no role."""
    module, _, attribute = point.value.partition(":")
    name = point.name if point.name == point.value else f"{point.name} ({point.value})"
    try:
        found = import_module(module)
        for part in attribute.split("."):
            found = getattr(found, part)
    except Exception as error:  # whatever a stranger's module raises while it is imported
        raise InputError(f"role {name}: cannot be imported: {type(error).__name__}: {error}") from None
    if not callable(found):
        raise InputError(f"role {name}: is neither a class nor a function")
    return found


def _listed(name: str, point: EntryPoint) -> ListedRole:
    try:
        role = _imported(point)
        takes, gives = types_of(role)
    except InputError as error:
        return ListedRole(name=name, distribution=_distribution(point), problem=str(error))
    file = sys.modules[role.__module__].__file__ or ""
    return ListedRole(
        name=name,
        seats=seats_for(takes, gives),
        takes=shown(takes),
        gives=shown(gives),
        distribution=_distribution(point),
        file=str(Path(file).resolve()),
    )


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else ""
