"""From a team file to a team: the seats that it names are filled anew, all others stay as they are."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from bookwright.agents.chat import Chat
from bookwright.agents.items import Submission
from bookwright.agents.panel import OneByOne
from bookwright.agents.places import Place as Where
from bookwright.agents.provenance import source_sha256
from bookwright.agents.registry import Factory, asks_a_model, built, find_role
from bookwright.agents.seats import Seats
from bookwright.agents.signature import fits, reads_one, shown, types_of, wanted
from bookwright.agents.stage import Accepted, Place
from bookwright.agents.teamfile import Seated, Staged, TeamFile
from bookwright.errors import InputError

Team = TypeVar("Team", bound=Seats)


@dataclass(frozen=True)
class Stage:
    """A role between the steps: where, under which name its fields stand in a record, and the role."""

    place: Place
    name: str
    role: Any


def check_file(file: TeamFile, team: type[Seats]) -> None:
    """InputError, with the line, for a seat that this kind of team does not have, and for a role that is not there or does not fit."""
    places = wanted(team)
    for seat, given in file.seats.items():
        if seat not in places:
            raise file.fault(("seats", seat), f"is no seat of this team; it has {', '.join(places)}")
        takes, gives, several = places[seat]
        if len(given) > 1 and not several:
            raise file.fault(("seats", seat, 1), "holds one role; take the others out")
        for number, one in enumerate(given):
            place = ("seats", seat, number)
            own = _types(file, place, _found(file, place, one.role)) if one.role else (takes, gives)
            if not fits(*own, takes, gives):
                words = f"goes from {shown(own[0])} to {shown(own[1])}; this seat wants {shown(takes)} to {shown(gives)}"
                raise file.fault((*place, "role"), words)
    for number, stage in enumerate(file.stage):
        _check_stage(file, ("stage", number), stage, {one.name for one in file.stage[:number]})


def team_from(file: TeamFile, team: Team, chats: Mapping[str, Chat], default: Chat | None = None) -> Team:
    """The team with the seats that the file names filled anew. `chats` are by label ("MODEL" or "MODEL@TEMPERATURE"); `default` plays those
    roles that name no model. InputError, with the line, for a seat that the team does not have, a role that does not fit it, and a model
    without a chat."""
    check_file(file, type(team))
    places, making = wanted(type(team)), _Making(file, chats, default)
    filled: dict[str, Any] = {}
    for seat, given in file.seats.items():
        _, gives, several = places[seat]
        roles = [making.seated(("seats", seat, number), one, getattr(team, seat), gives) for number, one in enumerate(given)]
        filled[seat] = tuple(roles) if several else roles[0]
    after = cast(Team, replace(cast(Any, team), **filled))
    if file.rubric and not any(getattr(role, "rubric", None) == file.rubric for role in after.seats().values()):
        raise file.fault(("rubric",), "nobody of this team judges by a rubric; seat a judge that does, under [[seats.judges]]")
    return after


def stages_from(file: TeamFile, chats: Mapping[str, Chat], default: Chat | None = None) -> tuple[Stage, ...]:
    """The stages that the file names, in its order, with roles that fit. InputError, with the line, for a model without a chat."""
    making = _Making(file, chats, default)
    return tuple(
        Stage(place=one.place, name=one.name, role=making.role(("stage", number), one, _found(file, ("stage", number), one.role)))
        for number, one in enumerate(file.stage)
    )


def terms_of_team(file: TeamFile) -> dict[str, Any]:
    """All of a team file that outcomes depend on: what it says, but for keys, and the code and prompts of the roles that it names."""
    said = file.model_dump(mode="json", exclude={"default": {"key_env"}})
    for one in (*(row for rows in said["seats"].values() for row in rows), *said["stage"]):
        one.pop("key_env")
        one["code"] = source_sha256(find_role(one["role"])) if one["role"] else ""
    return said


def _check_stage(file: TeamFile, place: Where, one: Staged, before: set[str]) -> None:
    takes, _ = _types(file, place, _found(file, place, one.role))
    needs = Accepted if one.place is Place.AFTER_ACCEPT else Submission
    if takes is not needs:
        raise file.fault((*place, "role"), f"takes {shown(takes)}; a stage {one.place} is given {shown(needs)}")
    if one.name in before:
        raise file.fault((*place, "role"), f"there is a stage named {one.name} already; its fields would stand in one place")


def _found(file: TeamFile, place: Where, role: str) -> Factory:
    try:
        return find_role(role)
    except InputError as error:
        raise file.fault((*place, "role"), str(error)) from None


def _types(file: TeamFile, place: Where, factory: Factory) -> tuple[Any, Any]:
    try:
        return types_of(factory)
    except InputError as error:
        raise file.fault((*place, "role"), str(error)) from None


@dataclass(frozen=True)
class _Making:
    """What roles are made with."""

    file: TeamFile
    chats: Mapping[str, Chat]
    default: Chat | None

    def seated(self, place: Where, one: Seated, sits: Any, gives: Any) -> Any:
        """The role for a seat: the one named, else of the kind that sits there. A critic of one draft in a seat of several is shown each
        by itself."""
        if one.role is None:
            sits = (sits[0] if sits else None) if isinstance(sits, tuple) else sits
            if sits is None:
                raise self.file.fault(place, "names no role, and nobody sits there otherwise; give role")
            return self.role(place, one, type(sits))
        factory = _found(self.file, place, one.role)
        role = self.role(place, one, factory)
        own = _types(self.file, place, factory)
        return OneByOne(role) if reads_one(*own) and own[1] != gives else role

    def role(self, place: Where, one: Seated | Staged, factory: Factory) -> Any:
        """The role for a seat or a stage. InputError, with the line."""
        file = self.file
        chat = self.chats.get(one.label, self.default if one.label in {"", file.default.label} else None)
        if not asks_a_model(factory):
            if one.model and one.model != file.default.model:
                raise file.fault((*place, "model"), "this role asks no model; take the model out")
        elif chat is None:
            raise file.fault(place, f"asks the model {one.label}, for which there is no chat" if one.model else "asks a model; give model")
        settings = dict(one.settings)
        if file.rubric and "rubric" in inspect.signature(factory).parameters:
            settings.setdefault("rubric", cast(Any, file.rubric))
        try:
            return built(factory, chat, **settings)
        except InputError as error:
            raise file.fault((*place, "settings") if one.settings else place, str(error)) from None
