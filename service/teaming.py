"""A team file in a run: which models it names, the chats to them, and the team that comes of it."""

import sys
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bookwright.agents.chat import Chat
from bookwright.agents.seating import Stage, check_file, stages_from, team_from, terms_of_team
from bookwright.agents.seats import Seats
from bookwright.agents.signature import teams
from bookwright.agents.teamfile import Asked, TeamFile
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen
from bookwright.service.configuration import ModelChoice, model_choice, model_elsewhere

Team = TypeVar("Team", bound=Seats)
Method = TypeVar("Method", bound=Frozen)


class TeamChoice(Frozen):
    """A team file with nothing left open, and by label the models that it names beside the one that plays the other roles."""

    file: TeamFile
    models: dict[str, ModelChoice]

    @property
    def terms(self) -> dict[str, Any]:
        """All of it that outcomes depend on."""
        return terms_of_team(self.file)


class Chats(dict[str, Chat]):
    """The ways to the models of a run, by name. Those asked beside are in `beside`, those that a team file names in `of_team`, both by
    label; `main` is the one that plays the roles."""

    def __init__(self, team: TeamChoice | None = None) -> None:
        super().__init__()
        self.team = team
        self.main: Chat | None = None
        self.beside: dict[str, Chat] = {}
        self.of_team: dict[str, Chat] = {}
        self.was_seated = False

    def seated(self, team: Team) -> Team:
        """The team with the seats that the team file names filled anew; the same without a file. InputError, with the line."""
        self.was_seated = True
        return team_from(self.team.file, team, self.of_team, self.main) if self.team else team

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that the team file names. InputError, with the line."""
        return stages_from(self.team.file, self.of_team, self.main) if self.team else ()


def read_team(path: Path | None) -> TeamFile | None:
    """The team file, if one is named; modules beside it and in the current folder can be named in it. InputError, with the line."""
    if path is None:
        return None
    importable(Path.cwd(), path.resolve().parent)
    return TeamFile.load(path)


def importable(*folders: Path) -> None:
    """Lets roles be named by modules in these folders, as `python -m` does, after all that is installed."""
    sys.path += [str(folder) for folder in folders if str(folder) not in sys.path]


def main_model(
    file: TeamFile | None, name: str | None, base_url: str | None, temperature: float | None, *, recorded: bool
) -> ModelChoice | None:
    """The model that plays the roles: by option, else by the team file, else by the environment; None where rules do."""
    first = file.first_model if file and not name else None
    if first is None:
        return model_choice(name, base_url, temperature, recorded=recorded)
    warmth = first.temperature if temperature is None else temperature
    return model_choice(first.model, base_url or first.base_url, warmth, key_env=first.key_env, recorded=recorded)


def team_choice(file: TeamFile, main: ModelChoice | None, *, recorded: bool) -> TeamChoice:
    """The models of a team file beside the main one. InputError, with the line, where one name stands for two addresses."""
    if main is None:
        file = file.with_default(Asked()) if file.stages_ask else file
        return TeamChoice(file=file, models=_of_stages(file, recorded=recorded))
    key_env = file.first_model.key_env if file.first_model and file.first_model.model == main.name else None
    default = Asked(model=main.name, base_url=main.base_url, key_env=key_env, temperature=main.temperature)
    file = file.model_copy(update={"default": Asked()}).with_default(default)
    models: dict[str, ModelChoice] = {}
    addresses = {main.name: main.base_url}
    for place, one in _every(file):
        _check_address(file, place, one, addresses)
        if one.label != main.label:
            models[one.label] = _choice(file, place, one, main, default, recorded=recorded)
    return TeamChoice(file=file, models=models)


def _of_stages(file: TeamFile, *, recorded: bool) -> dict[str, ModelChoice]:
    """The models that stages name, by label, where rules play the seats; one without an address is asked at that of the environment, with
    its key. InputError, with the line."""
    models: dict[str, ModelChoice] = {}
    addresses: dict[str, str | None] = {}
    for place, one in _every(file):
        if one.model:
            _check_address(file, place, one, addresses)
            at_hand = None if one.base_url else model_choice(one.model, None, one.temperature, key_env=one.key_env, recorded=recorded)
            models[one.label] = at_hand or _elsewhere(file, place, one, recorded=recorded)
    return models


def check_kind(file: TeamFile, kind: str) -> None:
    """InputError, with the line, for what does not fit the team of a command, before anything is read or asked."""
    if team := teams().get(kind):
        check_file(file, team)


def tuned(file: TeamFile, method: Method) -> Method:
    """The settings of a command with those that the file gives in their place. InputError, with the line."""
    known = type(method).model_fields
    given: dict[str, Any] = {name: getattr(method, name) for name in known}
    for name in file.settings:
        if name not in known:
            raise file.fault(("settings", name), f"is no setting of this command; it has {', '.join(known)}")
    off = tuple(name for name, on in file.gates.items() if not on)
    if file.gates and "without_gates" not in known:
        raise file.fault(("gates",), "this command has no gates that can be switched")
    gates = {"without_gates": off} if file.gates else {}
    try:
        return type(method)(**given | file.settings | gates)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ("gates", *off[:1]) if fault["loc"][:1] == ("without_gates",) else ("settings", *fault["loc"])
        raise file.fault(place, fault["msg"].removeprefix("Value error, ")) from None


def check_alone(file: TeamFile | None, judges: tuple[str, ...]) -> None:
    """InputError where options name who judges beside a file that does."""
    if file and judges and "judges" in file.seats:
        raise file.fault(("seats", "judges"), "judges are named here and by --judge; leave one of them out")


def _choice(file: TeamFile, place: tuple[str | int, ...], one: Asked, main: ModelChoice, default: Asked, *, recorded: bool) -> ModelChoice:
    """The model at the main one's address, with its key and headers, or at its own, with its own key alone."""
    assert one.model  # the default names one
    if (one.base_url, one.key_env) == (default.base_url, default.key_env):
        return main.model_copy(update={"name": one.model, "temperature": one.temperature})
    return _elsewhere(file, place, one, recorded=recorded)


def _elsewhere(file: TeamFile, place: tuple[str | int, ...], one: Asked, *, recorded: bool) -> ModelChoice:
    """The model at its own address with its own key alone."""
    assert one.model
    try:
        return model_elsewhere(one.model, one.base_url, one.temperature, key_env=one.key_env, recorded=recorded)
    except InputError as error:
        raise file.fault((*place, "key_env"), str(error)) from None


def _check_address(file: TeamFile, place: tuple[str | int, ...], one: Asked, addresses: dict[str, str | None]) -> None:
    """Notes where a model is asked. InputError, with the line, where that is a second address."""
    if one.model and addresses.setdefault(one.model, one.base_url) != one.base_url:
        words = f"{one.model} is asked at two addresses; records name a model by its name, so give each its own"
        raise file.fault((*place, "base_url"), words)


def _every(file: TeamFile) -> list[tuple[tuple[str | int, ...], Asked]]:
    """Every seat and stage with its place in the file."""
    seats = [(("seats", name, number), one) for name, seat in file.seats.items() for number, one in enumerate(seat)]
    return [*seats, *((("stage", number), one) for number, one in enumerate(file.stage))]
